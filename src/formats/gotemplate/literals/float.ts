import { err, ok, type Result } from '../../../result.ts';
import { hexadecimalFloat } from './hexadecimal-float.ts';
import { underscoresSeparateDigits } from './underscores.ts';

export type FloatProblem = 'invalid syntax' | 'value out of range';

const decimal = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** A floating-point literal, as `strconv.ParseFloat(text, 64)` reads it, infinity and NaN aside. */
export function parseFloat64(text: string): Result<number, FloatProblem> {
  if (!underscoresSeparateDigits(text)) return err('invalid syntax');
  const digits = text.replaceAll('_', '');
  const value = decimal.test(digits) ? Number(digits) : hexadecimalFloat(digits);
  if (value === undefined) return err('invalid syntax');
  return Number.isFinite(value) ? ok(value) : err('value out of range');
}
