import { describe, expect, test } from 'vitest';
import { parseFast } from '../../../src/formats/yaml/fast-stream.ts';
import { parseWithLibrary } from '../../../src/formats/yaml/library.ts';
import type { YamlNode } from '../../../src/formats/yaml/types.ts';

/** Maps as objects, scalars as their decoded text, absent values as null. */
function data(node: YamlNode | undefined): unknown {
  if (node === undefined) return null;
  if (node.kind === 'alias') return data(node.target);
  if (node.kind === 'seq') return node.items.map(data);
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [String(data(key)), data(value)]));
  return node.value === '' && node.style === 'plain' ? null : node.value;
}

type Case = readonly [section: string, text: string, documents: readonly unknown[]];

/** Our own texts for the rules of YAML 1.2.2; the results follow from the section named. */
const cases: readonly Case[] = [
  ['5.4 line breaks are normalised', 'a: "b\r\n  c"\r\nd: |\r\n  e\r\n  f\r\n', [{ a: 'b c', d: 'e\nf\n' }]],
  [
    '5.7 every escape',
    String.raw`"\0\a\b\t\n\v\f\r\e\ \"\/\\\N\_\L\P\x41\u00e9\U0001F600"`,
    ['\0\x07\b\t\n\v\f\r\x1b "/\\\u0085\u00a0\u2028\u2029Aé\u{1F600}'],
  ],
  [
    '6.1 indentation may differ between branches',
    'a:\n b: c\nd:\n     e: f\n',
    [{ a: { b: 'c' }, d: { e: 'f' } }],
  ],
  ['6.2 tabs separate tokens', 'a:\tb\n', [{ a: 'b' }]],
  ['6.5 one line break folds to a space', 'a: b\n  c\n', [{ a: 'b c' }]],
  ['6.5 further line breaks are kept', 'a: b\n\n\n  c\n', [{ a: 'b\n\nc' }]],
  ['6.6 a comment needs white space before it', 'a: b#c # d\n', [{ a: 'b#c' }]],
  ['6.6 comments between entries', '# a\nb: c\n  # d\n\n#e\nf: g # h\n', [{ b: 'c', f: 'g' }]],
  ['6.8 directives', '%YAML 1.2\n---\na\n', ['a']],
  ['6.8.2 tag handles', '%TAG !e! tag:x.y,2000:\n---\n!e!f a\n', ['a']],
  [
    '6.9 properties in either order',
    'a: !t &x b\nc: &y !t d\ne: [*x, *y]\n',
    [{ a: 'b', c: 'd', e: ['b', 'd'] }],
  ],
  ['6.9 properties on the line before', 'a: &x\n  b: c\nd: !t\n- *x\n', [{ a: { b: 'c' }, d: [{ b: 'c' }] }]],
  ['7.1 an anchor may be set again', '- &a b\n- *a\n- &a c\n- *a\n', [['b', 'b', 'c', 'c']]],
  ['7.2 absent nodes', 'a:\nb: !!str\n? c\n', [{ a: null, b: null, c: null }]],
  ['7.3.1 double quotes fold and trim', '"a \n  b\n\n  c\\\n  d\\n"', ['a b\ncd\n']],
  ['7.3.1 an escaped space is not trimmed', '"a\\ \n b"', ['a  b']],
  ['7.3.2 single quotes', "'a ''b'' \n  \"c\\n'", ["a 'b' \"c\\n"]],
  [
    '7.3.3 indicators inside plain scalars',
    '- a:b\n- -c\n- ?d\n- :e\n- f#g\n- h, [i] {j}\n- "k": l\n',
    [['a:b', '-c', '?d', ':e', 'f#g', 'h, [i] {j}', { k: 'l' }]],
  ],
  ['7.3.3 a plain scalar ends at its parent’s indentation', 'a:\n  b\n  c\nd: e\n', [{ a: 'b c', d: 'e' }]],
  [
    '7.4 flow collections nest and span lines',
    'a: {b: [c, {d: e}],\n  f: "g",\n  # h\n  i: j\n  }\n',
    [{ a: { b: ['c', { d: 'e' }], f: 'g', i: 'j' } }],
  ],
  ['7.4 a trailing comma', '[a, b, ]', [['a', 'b']]],
  ['7.4 no space after a JSON-like key', '{"a":b, "c":{"d":e}}', [{ a: 'b', c: { d: 'e' } }]],
  ['7.4 a colon inside a plain scalar', '{a:b, c: d:e}', [{ 'a:b': null, c: 'd:e' }]],
  ['7.4 absent values', '{a, b: , c: d}', [{ a: null, b: null, c: 'd' }]],
  ['7.4.1 single pairs', '[a: b, ? c : d]', [[{ a: 'b' }, { c: 'd' }]]],
  ['8.1 literal', '- |\n  a\n   b\n\n  c\n', [['a\n b\n\nc\n']]],
  ['8.1 the indentation indicator', '- |2\n    a\n   b\n', [['  a\n b\n']]],
  [
    '8.1.1.2 strip, clip, keep',
    'a: |-\n  b\n\nc: |\n  d\n\ne: |+\n  f\n\ng: h\n',
    [{ a: 'b', c: 'd\n', e: 'f\n\n', g: 'h' }],
  ],
  ['8.1.1.2 clip adds no second line break, and one at the end of the file', 'a: |\n  b', [{ a: 'b\n' }]],
  ['8.1.1.2 an empty scalar', 'a: |\nb: >-\n\nc: d\n', [{ a: '', b: '', c: 'd' }]],
  ['8.1.3 folded', '- >\n  a\n  b\n\n  c\n   d\n   e\n\n  f\n', [['a b\nc\n d\n e\n\nf\n']]],
  ['8.1.3 folded lines that begin with a tab', '- >\n  a\n  \tb\n  c\n', [['a\n\tb\nc\n']]],
  ['8.1 leading line breaks', '- |\n\n  a\n- >\n\n\n  b\n', [['\na\n', '\n\nb\n']]],
  ['8.1 a comment ends a block scalar', 'a: |\n  b\n# c\nd: e\n', [{ a: 'b\n', d: 'e' }]],
  ['8.1 a # inside is text', 'a: | # note\n  # b\n  c # d\n', [{ a: '# b\nc # d\n' }]],
  ['8.2.1 sequences', '-\n  a\n- - b\n  - c\n-   - d\n-\n', [['a', ['b', 'c'], ['d'], null]]],
  ['8.2.1 a sequence at its key’s column', 'a:\n- b\n- c\nd: e\n', [{ a: ['b', 'c'], d: 'e' }]],
  [
    '8.2.2 compact maps',
    '- a: b\n  c:\n    - d: e\n      f: g\n- h: i\n',
    [[{ a: 'b', c: [{ d: 'e', f: 'g' }] }, { h: 'i' }]],
  ],
  [
    '8.2.2 quoted keys, keys with spaces',
    '"a: b": c\n\'d\': e\nf g : h\n',
    [{ 'a: b': 'c', d: 'e', 'f g': 'h' }],
  ],
  ['8.2.2 explicit keys', '? a\n: b\n? - c\n: - d\n', [{ a: 'b', c: ['d'] }]],
  ['9.1 markers', '---\na\n...\n---\nb\n---\n', ['a', 'b', null]],
  ['9.1 markers need white space after them', 'a: b\n  ---c\n', [{ a: 'b ---c' }]],
  ['9.1 content on the line of the marker', '--- [a]\n--- "b"\n', [['a'], 'b']],
  ['9.2 a comment is no document', '# a\n', []],
];

describe.each(cases)('%s', (_, text, documents) => {
  test('as parseYaml falls back to', () => {
    const stream = parseWithLibrary(text);
    expect(stream.problems).toEqual([]);
    expect(stream.documents.map(({ root }) => data(root))).toEqual(documents);
  });
  test('as the fast parser reads it, if it does', () => {
    const stream = parseFast(text);
    expect(stream?.documents.map(({ root }) => data(root)) ?? documents).toEqual(documents);
  });
});

test('the fast parser reads most of them', () => {
  const left = cases.filter(([, text]) => parseFast(text) === undefined).map(([section]) => section);
  expect(left).toEqual([
    '6.8 directives',
    '6.8.2 tag handles',
    '7.2 absent nodes',
    '7.4.1 single pairs',
    '8.2.2 explicit keys',
  ]);
});
