import { describe, expect, test } from 'vitest';
import { type HclBody, parseHcl } from '../../../../src/formats/hcl/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

/** `type.label(attributes; blocks)`, for what was read. */
function outline({ attributes, blocks }: HclBody): string {
  const parts = [
    ...attributes.map(({ name }) => name),
    ...blocks.map(
      ({ type, labels, body }) =>
        `${[type, ...labels.map(({ value }) => value)].join('.')}(${outline(body)})`,
    ),
  ];
  return parts.join(' ');
}

function read(text: string): { readonly outline: string; readonly codes: readonly string[] } {
  const { body, problems } = parseHcl(sourceText('main.tf', text));
  return { outline: outline(body), codes: problems.map(({ code }) => code) };
}

const good = '\nblock "good" {\n  x = 1\n}\n';

describe('what is wrong costs no more than the item it stands in', () => {
  test.each([
    ['a value that is missing', 'block "b" {\n  a =\n  c = 1\n}\n', 'block.b(c) block.good(x)'],
    ['a list that is not separated', 'block "b" {\n  a = [1 2]\n  c = 1\n}\n', 'block.b(c) block.good(x)'],
    [
      'a list over lines',
      'block "b" {\n  a = [\n    1\n    2\n  ]\n  c = 1\n}\n',
      'block.b(c) block.good(x)',
    ],
    ['a quote that is missing', 'block "b" {\n  a = "x\n  c = 1\n}\n', 'block.b(c) block.good(x)'],
    ['an interpolation without end', 'block "b" {\n  a = "${x"\n  c = 1\n}\n', 'block.b() block.good(x)'],
    ['a parenthesis without end', 'block "b" {\n  a = (1\n  c = 1\n}\n', 'block.b() block.good(x)'],
    ['a brace without end', 'block "b" {\n  a = {\n  c = 1\n}\n', 'block.b(a) block.good(x)'],
    ['a brace without end, and the next block', 'a = {\n', 'block.good(x)'],
    ['a block without end', 'block "b" {\n  c {\n    d = 1\n}\n', 'block.b(c(d)) block.good(x)'],
    ['one brace too many', 'block "b" {\n  a = 1\n}\n}\n', 'block.b(a) block.good(x)'],
    ['a label without its quote', 'block "b {\n  a = 1\n}\n', 'a block.good(x)'],
    [
      'a template for another language',
      'block "b" {\n  a = "${X:-1}"\n  c = 1\n}\n',
      'block.b(c) block.good(x)',
    ],
    [
      'a line of a merge',
      'block "b" {\n<<<<<<< HEAD\n  a = 1\n=======\n  c = 2\n>>>>>>> main\n}\n',
      'block.b(a c) block.good(x)',
    ],
  ])('%s', (_what, text, expected) => {
    const result = read(text + good);
    expect(result.outline).toBe(expected);
    expect(result.codes.length).toBeGreaterThan(0);
  });
});

test('of two attributes of one name the first counts', () => {
  expect(read('a = 1\na = 2\n')).toEqual({ outline: 'a', codes: ['duplicate-attribute'] });
});

test.each([
  ['parentheses', (n: number) => `a = ${'('.repeat(n)}1${')'.repeat(n)}\n`],
  ['blocks', (n: number) => `${'b {\n'.repeat(n)}${'}\n'.repeat(n)}`],
  ['signs', (n: number) => `a = ${'-'.repeat(n)}1\n`],
  ['strings', (n: number) => `a = ${'"${'.repeat(n)}1${'}"'.repeat(n)}\n`],
  ['splats', (n: number) => `a = x${'[*]'.repeat(n)}\n`],
  ['operands', (n: number) => `a = ${'1+'.repeat(n)}1\n`],
  ['conditionals', (n: number) => `a = ${'x?'.repeat(n)}1${':1'.repeat(n)}\n`],
])('%s nested 20,000 deep are said to be too deep', (_what, text) => {
  expect(read(text(20_000)).codes).toContain('too-deep');
  expect(read(text(40)).codes).toEqual([]);
});
