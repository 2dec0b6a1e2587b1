import { expect, test } from 'vitest';
import { type HclExpression, parseHcl, type TextRun } from '../../../../src/formats/hcl/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

const template = (text: string): (HclExpression & { readonly kind: 'template' }) | undefined => {
  const value = parseHcl(sourceText('main.tf', text)).body.attributes[0]?.value;
  return value?.kind === 'template' ? value : undefined;
};

const runsOf = (text: string): readonly TextRun[] =>
  template(text)?.parts.flatMap((part) => (part.kind === 'text' ? part.runs : [])) ?? [];

const written = (text: string): readonly (readonly [value: string, source: string])[] =>
  runsOf(text).map(({ value, span }) => [value, slice(sourceText('', text), span)]);

test('the text of a string is one run, without its quotes', () => {
  expect(written('a = "nginx:1.25"\n')).toEqual([['nginx:1.25', 'nginx:1.25']]);
});

test('an escape is a run of its own', () => {
  expect(written('a = "x\\ty$${z}"\n')).toEqual([
    ['x', 'x'],
    ['\t', '\\t'],
    ['y', 'y'],
    ['${', '$${'],
    ['z}', 'z}'],
  ]);
});

test('the indentation of <<- is in no run', () => {
  expect(written('a = <<-EOT\n    image:\n      tag: 1\n    EOT\n')).toEqual([
    ['image:\n', 'image:\n'],
    ['  tag: 1\n', '  tag: 1\n'],
  ]);
});

test('lines without indentation are one run', () => {
  expect(written('a = <<EOT\nimage:\n  tag: 1\nEOT\n')).toEqual([
    ['image:\n  tag: 1\n', 'image:\n  tag: 1\n'],
  ]);
});

test('offsets are UTF-16 code units', () => {
  const text = 'a = "😀é" # 😀\nb = "x"\n';
  const [a, b] = parseHcl(sourceText('', text)).body.attributes;
  expect(
    [a, b].map((attribute) => slice(sourceText('', text), attribute?.span ?? { start: 0, end: 0 })),
  ).toEqual(['a = "😀é"', 'b = "x"']);
});

test('what a strip marker takes is in no run', () => {
  expect(written('a = "x  ${~ y ~}  z"\n')).toEqual([
    ['x', 'x'],
    ['z', 'z'],
  ]);
});

test('a problem names line and column', () => {
  expect(parseHcl(sourceText('', 'a = 1\n  b = @\n')).problems).toMatchObject([
    { code: 'invalid-character', line: 2, column: 7 },
  ]);
});
