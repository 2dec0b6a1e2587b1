import { isDecimalDigit } from '../characters.ts';

/**
 * Whether every `_` stands between digits, or between the prefix of a base and a digit, as in Go's literals
 * (`underscoreOK` of strconv).
 */
export function underscoresSeparateDigits(text: string): boolean {
  if (!text.includes('_')) return true;
  const prefix = /^[+-]?(?:0[xXoObB])?/.exec(text)?.[0] ?? '';
  const isDigit = /[xX]$/.test(prefix) ? isHexadecimalDigit : isDecimalDigit;
  let afterDigit = prefix.length > 1;
  let afterUnderscore = false;
  for (let pos = prefix.length; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    const digit = isDigit(code);
    if (code === 95 ? !afterDigit : afterUnderscore && !digit) return false;
    afterUnderscore = code === 95;
    afterDigit = digit;
  }
  return !afterUnderscore;
}

function isHexadecimalDigit(code: number): boolean {
  const letter = code | 32;
  return isDecimalDigit(code) || (letter >= 97 && letter <= 102);
}
