import { describe, expect, test } from 'vitest';
import { endOfGroup, lexGroovy, tokensOf } from '../../../../src/formats/groovy/index.ts';

/** Words and marks as they are, strings as their parts: literal text, and the inside of expressions in `<>`. */
function tokens(text: string): readonly string[] {
  return lexGroovy(text).map((token) => {
    if (token.kind === 'line') return '⏎';
    if (token.kind !== 'string') return token.text;
    const parts = token.parts.map((part) =>
      part.kind === 'text' ? part.value : `<${text.slice(part.inside.start, part.inside.end)}>`,
    );
    return `“${parts.join('')}”`;
  });
}

describe('strings', () => {
  test.each([
    ["'a$b'", ['“a$b”']],
    ['"a$b.c d"', ['“a<b.c> d”']],
    ['"${a + "}" + b}c"', ['“<a + "}" + b>c”']],
    [`'''a\n'b' '''`, [`“a\n'b' ”`]],
    ['"""a\n"b" ${c}"""', ['“a\n"b" <c>”']],
    [String.raw`'a\'b\n\u0041'`, ["“a'b\nA”"]],
    ['"a\\\nb"', ['“ab”']],
    [String.raw`"\${a}"`, ['“${a}”']],
    ['x = /a\\/${b}/', ['x', '=', '“a/<b>”']],
    ['a / b / c', ['a', '/', 'b', '/', 'c']],
    ['$/a $$b ${c}/$', ['“a $b <c>”']],
    ['"open\nnext', ['“open”', '⏎', 'next']],
    ['"${open', ['“${open”']],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});

test('comments and the first line of a script are left out', () => {
  expect(tokens("#!/usr/bin/env groovy\na // 'b'\n/* c\n*/ d")).toEqual(['⏎', 'a', '⏎', 'd']);
});

test('brackets know where they end; one that does not ends with the text', () => {
  const all = tokensOf(lexGroovy('f(a, [b]) { c } ('));
  expect(endOfGroup(all, 1)).toBe(7);
  expect(endOfGroup(all, 8)).toBe(10);
  expect(endOfGroup(all, 11)).toBe(12);
});
