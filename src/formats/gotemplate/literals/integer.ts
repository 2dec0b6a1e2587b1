import { underscoresSeparateDigits } from './underscores.ts';

const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/** An integer literal with or without sign, as `strconv.ParseInt(text, 0, 64)` reads it. */
export function parseInt64(text: string): bigint | undefined {
  const signed = text.startsWith('-') || text.startsWith('+');
  const magnitude = parseUint64(signed ? text.slice(1) : text);
  if (magnitude === undefined) return undefined;
  if (text.startsWith('-')) return magnitude <= MAX_INT64 + 1n ? -magnitude : undefined;
  return magnitude <= MAX_INT64 ? magnitude : undefined;
}

/** An integer literal without sign, as `strconv.ParseUint(text, 0, 64)` reads it: a leading 0 means octal. */
export function parseUint64(text: string): bigint | undefined {
  if (!underscoresSeparateDigits(text)) return undefined;
  const digits = text.replaceAll('_', '');
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(digits)) return BigInt(Number(digits));
  const literal = literalOf(digits);
  if (literal === undefined) return undefined;
  const value = BigInt(literal);
  return value <= MAX_UINT64 ? value : undefined;
}

/** What BigInt reads as the same number, without zeros in front; undefined if it is no integer or certainly too large. */
function literalOf(text: string): string | undefined {
  const prefix = /^0(?:[xXoObB](?=.)|(?=.))/.exec(text)?.[0] ?? '';
  const digits = text.slice(prefix.length);
  const significant = digits.replace(/^0+(?=.)/, '');
  switch (prefix.toLowerCase()) {
    case '0x':
      return fits(significant, /^[0-9a-f]+$/i) ? `0x${significant}` : undefined;
    case '0b':
      return fits(significant, /^[01]+$/) ? `0b${significant}` : undefined;
    case '0':
    case '0o':
      return fits(significant, /^[0-7]+$/) ? `0o${significant}` : undefined;
    default:
      return fits(significant, /^[0-9]+$/) ? significant : undefined;
  }
}

/** No integer of 64 bits has more than 64 digits. */
function fits(digits: string, pattern: RegExp): boolean {
  return digits.length <= 64 && pattern.test(digits);
}
