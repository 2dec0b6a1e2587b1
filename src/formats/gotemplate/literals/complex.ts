import { err, ok, type Result } from '../../../result.ts';
import { goQuote } from '../go-quote.ts';
import type { Complex } from '../types.ts';
import { parseFloat64 } from './float.ts';

/** What `fmt.Sscan` takes for a float before it looks whether it is one; empty where nothing is. */
const floatToken =
  /[+-]?[iI]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eEpP][+-]?[0-9_]*)?)/y;

/** `1+2i`, read as `fmt.Sscan` reads a complex number: what follows it is not looked at. The error is Go's message. */
export function parseComplex(text: string): Result<Complex, string> {
  const signAt = endOfFloat(text, 0);
  const end = endOfFloat(text, signAt + 1);
  if (!/[+-]/.test(text.charAt(signAt)) || text[end] !== 'i') {
    return err('syntax error scanning complex number');
  }
  const real = parsePart(text.slice(0, signAt));
  if (!real.ok) return real;
  const imaginary = parsePart(text.slice(signAt, end));
  if (!imaginary.ok) return imaginary;
  return ok({ real: real.value, imaginary: imaginary.value });
}

function endOfFloat(text: string, start: number): number {
  floatToken.lastIndex = start;
  return floatToken.test(text) ? floatToken.lastIndex : start;
}

function parsePart(text: string): Result<number, string> {
  const value = parseFloat64(text);
  return value.ok ? value : err(`strconv.ParseFloat: parsing ${goQuote(text)}: ${value.error}`);
}
