import { describe, expect, test } from 'vitest';
import { at, offsetInSource, spanInSource } from '../../../../src/formats/yaml/index.ts';
import { slice } from '../../../../src/text/source-text.ts';
import { parsed, scalar } from './tree.ts';

/** Where the piece of the value stands in the text. */
function placeOf(text: string, piece: string): string {
  const { source, root } = parsed(text);
  const node = scalar(at(root, ['a']));
  const start = node.value.indexOf(piece);
  expect(start).toBeGreaterThanOrEqual(0);
  return slice(source, spanInSource(source, node, { start, end: start + piece.length }));
}

describe('spanInSource', () => {
  test.each([
    ['plain', 'a: x nginx:1 y\n', 'nginx:1', 'nginx:1'],
    ['plain on a later line', 'a: x\n  y\n  nginx:1\n', 'nginx:1', 'nginx:1'],
    ['over a folded line break', 'a: x\n   y z\n', 'x y', 'x\n   y'],
    ['single quoted after an escape', "a: 'it''s nginx:1'\n", 'nginx:1', 'nginx:1'],
    ['an escape itself', "a: 'it''s'\n", "t's", "t''s"],
    ['double quoted after escapes', 'a: "\\u00e9\\n\\"nginx:1\\""\n', 'nginx:1', 'nginx:1'],
    ['a surrogate pair', 'a: "\\U0001F600 nginx:1"\n', 'nginx:1', 'nginx:1'],
    ['double quoted over an escaped line break', 'a: "ng\\\n   inx:1"\n', 'nginx:1', 'ng\\\n   inx:1'],
    ['double quoted after what is no escape', 'a: "\\q\\xzz nginx:1"\n', 'nginx:1', 'nginx:1'],
    ['after what is no escape, with no closing quote', 'a: "\\q nginx:1 \n\n', 'nginx:1', 'nginx:1'],
    ['literal', 'a: |\n  x:\n    nginx:1\n', 'nginx:1', 'nginx:1'],
    ['literal with an explicit indentation', 'a: |2\n    x\n  nginx:1\n', 'nginx:1', 'nginx:1'],
    ['literal, indented text', 'a: |\n\n  x:\n\n    nginx:1\n', '  nginx:1', '  nginx:1'],
    ['folded', 'a: >\n  x\n\n  y\n  nginx:1\n   z\n', 'nginx:1', 'nginx:1'],
    ['literal with CRLF', 'a: |\r\n  x\r\n  nginx:1\r\n', 'nginx:1', 'nginx:1'],
  ])('%s', (_, text, piece, expected) => {
    expect(placeOf(text, piece)).toBe(expected);
  });
});

describe('offsetInSource', () => {
  test('outside the value it is the nearest end of the content', () => {
    const { source, root } = parsed('a: |+\n  bc\n\n');
    const node = scalar(at(root, ['a']));
    expect(node.value).toBe('bc\n\n');
    expect([-1, 0, 1, 2, 3, 9].map((offset) => offsetInSource(source, node, offset))).toEqual([
      8, 8, 9, 10, 10, 10,
    ]);
  });
});
