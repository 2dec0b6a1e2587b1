import { expect, test } from 'vitest';
import { parseToml, type TomlValue } from '../../../../src/formats/toml/index.ts';

function plain(value: TomlValue): unknown {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'other') return `=${value.text}`;
  if (value.kind === 'array') return value.items.map(plain);
  return Object.fromEntries([...value.entries].map(([key, each]) => [key, plain(each)]));
}

test.each([
  [
    'keys',
    'a = 1\nb-c_1 = "x"\n"d e" = true\n1.2 = 3\n',
    { a: '=1', 'b-c_1': 'x', 'd e': '=true', 1: { 2: '=3' } },
  ],
  ['dotted keys', 'a.b = 1\na . "c" = 2\n', { a: { b: '=1', c: '=2' } }],
  [
    'tables',
    '[a]\nx=1\n[a.b]\ny=2\n[ c . d ]\nz=3',
    { a: { x: '=1', b: { y: '=2' } }, c: { d: { z: '=3' } } },
  ],
  [
    'lists of tables',
    '[[a]]\nx=1\n[[a]]\n[a.b]\ny=2\n[[a.c]]\nz=3\n',
    { a: [{ x: '=1' }, { b: { y: '=2' }, c: [{ z: '=3' }] }] },
  ],
  [
    'strings',
    `a="x\\ty\\"" # c\nb='C:\\n'\nc="""\nx\\\n   y"z"""\nd='''x'y'''\n`,
    { a: 'x\ty"', b: 'C:\\n', c: 'xy"z', d: "x'y" },
  ],
  ['quotes at the end of a long string', `a="""x"""""\nb=1\n`, { a: 'x""', b: '=1' }],
  ['code points', 'a="\\u00e9\\U0001F600\\uZ"\n', { a: 'é😀\\uZ' }],
  ['lists', 'a = [ 1, # c\n "x",\n [ ], ]\nb=[]\n', { a: ['=1', 'x', []], b: [] }],
  ['inline tables', 'a = { x = 1, y.z = "w" }\nb = {}\n', { a: { x: '=1', y: { z: 'w' } }, b: {} }],
  ['dates', 'a = 1979-05-27 07:32:00Z\nb = 1979-05-27\n', { a: '=1979-05-27 07:32:00Z', b: '=1979-05-27' }],
  ['line ends of Windows', 'a = 1\r\n[b]\r\nc = "x"\r\n', { a: '=1', b: { c: 'x' } }],
])('%s', (_, text, expected) => {
  const { root, problems } = parseToml(text);
  expect(plain(root)).toEqual(expected);
  expect(problems).toEqual([]);
});

test.each([
  ['no assignment', 'x\na = 1\n'],
  ['an unclosed string', 'x = "y\na = 1\n'],
  ['an unclosed list', 'x = [ 1,\na = 1\n'],
  ['an unclosed table', 'x = { y = 1,\n a: 2\na = 1\n'],
  ['more on the line', 'x = 1 2\na = 1\n'],
  ['an unclosed header', '[x\na = 1\n'],
])('%s is a problem, and the rest is read', (_, text) => {
  const { root, problems } = parseToml(text);
  expect(root.entries.get('a')).toMatchObject({ text: '1' });
  expect(problems).toHaveLength(text.includes('a: 2') ? 2 : 1);
});

test('spans are those of the texts within their quotes', () => {
  const text = 'a = { b = "x/y:1" }\n';
  const a = parseToml(text).root.entries.get('a');
  const b = a?.kind === 'table' ? a.entries.get('b') : undefined;
  if (b?.kind !== 'string') throw new Error('no string');
  expect([text.slice(b.content.start, b.content.end), text.slice(b.span.start, b.span.end)]).toEqual([
    'x/y:1',
    '"x/y:1"',
  ]);
});

test('lists in lists without end', () => {
  expect(parseToml(`a = ${'['.repeat(10_000)}\nb = 1\n`).root.entries.has('b')).toBe(true);
});
