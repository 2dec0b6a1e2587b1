import { err, ok, type Result } from '../../../result.ts';
import type { TokenProblem } from '../errors.ts';
import { goQuote } from '../go-quote.ts';
import type { Complex, NumericValue } from '../types.ts';
import { parseComplex } from './complex.ts';
import { readEscape } from './escape.ts';
import { parseFloat64 } from './float.ts';
import { parseInt64, parseUint64 } from './integer.ts';

/**
 * The value of a numeric token in all types that can hold it, by the rules of `newNumber` in text/template/parse: an
 * integer is a float too, a float without fraction is an integer if it fits, an imaginary number is nothing else unless
 * it is zero.
 */
export function parseNumber(
  text: string,
  kind: 'number' | 'complex' | 'character-constant',
): Result<NumericValue, TokenProblem> {
  if (kind === 'character-constant') return parseCharacter(text);
  if (kind === 'complex') return parsePair(text);
  if (text.endsWith('i')) {
    const imaginary = parseFloat64(text.slice(0, -1));
    if (imaginary.ok) return ok(simplify({ real: 0, imaginary: imaginary.value }));
  }
  return parseReal(text);
}

function parseReal(text: string): Result<NumericValue, TokenProblem> {
  const int = parseInt64(text);
  // Go reads `-0` as unsigned, though no other number with a sign.
  const uint = int === 0n ? 0n : parseUint64(text);
  const integer = int ?? uint;
  if (integer !== undefined) return ok({ int, uint, float: Number(integer), complex: undefined });

  const float = parseFloat64(text);
  if (!float.ok) return err({ code: 'bad-number', message: `illegal number syntax: ${goQuote(text)}` });
  if (!/[.eEpP]/.test(text)) {
    return err({ code: 'integer-overflow', message: `integer overflow: ${goQuote(text)}` });
  }
  return ok({ ...integersOf(float.value), float: float.value, complex: undefined });
}

function parsePair(text: string): Result<NumericValue, TokenProblem> {
  const complex = parseComplex(text);
  return complex.ok ? ok(simplify(complex.value)) : err({ code: 'bad-number', message: complex.error });
}

function parseCharacter(text: string): Result<NumericValue, TokenProblem> {
  const escaped = text[1] === '\\' ? readEscape(text, 1, "'") : undefined;
  const codePoint = text[1] === '\\' ? escaped?.value : text.codePointAt(1);
  if (codePoint === undefined || text[1] === "'") {
    return err({ code: 'invalid-character', message: 'invalid syntax' });
  }
  const end = escaped?.end ?? 1 + String.fromCodePoint(codePoint).length;
  if (end !== text.length - 1) {
    return err({ code: 'invalid-character', message: `malformed character constant: ${text}` });
  }
  return ok({ int: BigInt(codePoint), uint: BigInt(codePoint), float: codePoint, complex: undefined });
}

function simplify(complex: Complex): NumericValue {
  if (complex.imaginary !== 0) return { int: undefined, uint: undefined, float: undefined, complex };
  return { ...integersOf(complex.real), float: complex.real, complex };
}

function integersOf(float: number): { int: bigint | undefined; uint: bigint | undefined } {
  if (!Number.isInteger(float)) return { int: undefined, uint: undefined };
  return {
    int: float >= -(2 ** 63) && float < 2 ** 63 ? BigInt(float) : undefined,
    uint: float >= 0 && float < 2 ** 64 ? BigInt(float) : undefined,
  };
}
