import { describe, expect, test } from 'vitest';
import { unquote } from '../../../../src/formats/gotemplate/literals/unquote.ts';

describe('string constants', () => {
  test.each([
    ['""', ''],
    ['"plain é 😀"', 'plain é 😀'],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ['"\\x41\\101\\u00e9\\U0001F600"', 'AAé😀'],
    ['"\\xc3\\xa9"', 'é'],
    ['"\\303\\251!"', 'é!'],
    ['"\\xef\\xbb\\xbf"', '\ufeff'],
    ['`a\\n"b`', 'a\\n"b'],
    ['`line\r\nline`', 'line\nline'],
  ])('%s', (quoted, value) => {
    expect(unquote(quoted)).toEqual({ value, bytes: undefined });
  });

  test('bytes that are no UTF-8 are kept beside the text', () => {
    expect(unquote('"a\\xffb"')).toEqual({ value: 'a\ufffdb', bytes: Uint8Array.of(97, 255, 98) });
  });

  test.each([
    '"\\\'"',
    '"\\q"',
    '"\\x4"',
    '"\\u12"',
    '"\\ud800"',
    '"\\U00110000"',
    '"\\400"',
    '"\\18"',
    '"\\8"',
  ])('%s is refused', (quoted) => {
    expect(unquote(quoted)).toBeUndefined();
  });
});
