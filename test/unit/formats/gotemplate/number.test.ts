import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../../src/formats/gotemplate/literals/number.ts';
import type { NumericValue } from '../../../../src/formats/gotemplate/types.ts';

function value(text: string): NumericValue | undefined {
  const kind = text.startsWith("'") ? 'character-constant' : /.[+-].*i$/.test(text) ? 'complex' : 'number';
  const result = parseNumber(text, kind);
  return result.ok ? result.value : undefined;
}

describe('limits of integers', () => {
  test.each([
    ['9223372036854775807', 9223372036854775807n, 9223372036854775807n],
    ['9223372036854775808', undefined, 9223372036854775808n],
    ['-9223372036854775808', -9223372036854775808n, undefined],
    ['18446744073709551615', undefined, 18446744073709551615n],
    ['0xffffffffffffffff', undefined, 18446744073709551615n],
    ['01777777777777777777777', undefined, 18446744073709551615n],
    ['0b1', 1n, 1n],
    ['00', 0n, 0n],
    ['0_7', 7n, 7n],
    ['1e18', 10n ** 18n, 10n ** 18n],
    ['9223372036854775808.0', undefined, 2n ** 63n],
    ['18446744073709551616.0', undefined, undefined],
  ])('%s', (text, int, uint) => {
    expect(value(text)).toMatchObject({ int, uint });
  });

  test.each([
    ['18446744073709551616', 'integer-overflow'],
    ['-9223372036854775809', 'integer-overflow'],
    ['08', 'integer-overflow'],
    ['1__0', 'bad-number'],
    ['1_', 'bad-number'],
    ['0x', 'bad-number'],
    ['0o8', 'bad-number'],
    ['-', 'bad-number'],
    ['.', 'bad-number'],
    ['1e999', 'bad-number'],
    ['0x1.8', 'bad-number'],
    ['1e_1', 'bad-number'],
  ])('%s is refused', (text, code) => {
    expect(parseNumber(text, 'number')).toMatchObject({ ok: false, error: { code } });
  });
});

describe('hexadecimal floats', () => {
  test.each([
    ['0x1p-1074', 5e-324],
    ['0x1p-1075', 0],
    ['0x1.8p-1075', 5e-324],
    ['0x1.fffffffffffffp1023', Number.MAX_VALUE],
    ['0x1.00000000000008p0', 1],
    ['0x1.000000000000081p0', 1 + Number.EPSILON],
    ['0x1.00000000000018p0', 1 + 2 * Number.EPSILON],
    ['0x1.0000000000000800000000000000000000000001p0', 1 + Number.EPSILON],
    ['-0x.8P+1', -1],
    ['0x0p99999', 0],
  ])('%s', (text, float) => {
    expect(value(text)?.float).toBe(float);
  });

  test.each(['0x1p1024', '0x1.fffffffffffff8p1023', '0xp1', '0x.p1', '0x1p'])('%s is refused', (text) => {
    expect(value(text)).toBeUndefined();
  });
});

describe('complex numbers', () => {
  test.each([
    ['1+2i', { real: 1, imaginary: 2 }],
    ['-1.5e3-0x1p4i', { real: -1500, imaginary: -16 }],
    ['0x1p4+1_0i', { real: 16, imaginary: 10 }],
  ])('%s', (text, complex) => {
    expect(value(text)).toEqual({ int: undefined, uint: undefined, float: undefined, complex });
  });

  test.each([
    ['1+i', 'syntax error scanning complex number'],
    ['0b1+1i', 'syntax error scanning complex number'],
    ['1i+1i', 'syntax error scanning complex number'],
    ['0x1e+1i', 'strconv.ParseFloat: parsing "0x1e": invalid syntax'],
    ['1e999+1i', 'strconv.ParseFloat: parsing "1e999": value out of range'],
  ])('%s is refused', (text, message) => {
    expect(parseNumber(text, 'complex')).toMatchObject({ ok: false, error: { message } });
  });
});

describe('characters', () => {
  test.each([
    ["'é'", 0xe9n],
    ["'😀'", 0x1f600n],
    ["'\\101'", 65n],
    ["'\\377'", 255n],
    [`'"'`, 34n],
  ])('%s', (text, int) => {
    expect(value(text)).toMatchObject({ int, uint: int, float: Number(int) });
  });

  test.each([
    ["''", 'invalid syntax'],
    [`'\\"'`, 'invalid syntax'],
    ["'\\400'", 'invalid syntax'],
    ["'\\ud800'", 'invalid syntax'],
    ["'ab'", "malformed character constant: 'ab'"],
    ["'\\x410'", "malformed character constant: '\\x410'"],
  ])('%s is refused', (text, message) => {
    expect(parseNumber(text, 'character-constant')).toEqual({
      ok: false,
      error: { code: 'invalid-character', message },
    });
  });
});

test('ten million digits are read in linear time', () => {
  const digits = 10_000_000;
  const before = process.cpuUsage();
  expect(value('1'.repeat(digits))).toBeUndefined();
  expect(value(`${'0'.repeat(digits)}.5`)?.float).toBe(0.5);
  expect(value(`0x${'0'.repeat(digits)}.8p1`)?.float).toBe(1);
  const { user } = process.cpuUsage(before);
  expect(user / 1e6).toBeLessThan(15);
});
