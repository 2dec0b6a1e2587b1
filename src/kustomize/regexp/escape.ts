import { type Cursor, codePoint, peek, RegexpFailure, take } from './cursor.ts';

const control: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/**
 * One escaped character, the cursor behind the backslash: punctuation for itself, control letters, octal and hexadecimal.
 * Anything else is an error in Go, back references included.
 */
export function parseEscapedCharacter(cursor: Cursor): number {
  const character = peek(cursor);
  if (character === undefined) throw new RegexpFailure('invalid', 'trailing backslash');
  cursor.at++;
  const known = control[character];
  if (known !== undefined) return known;
  if (character === 'x') return hexadecimal(cursor);
  const code = codePoint(character);
  if (code < 0x80 && !/[A-Za-z0-9]/.test(character)) return code;
  const backReference = /[1-7]/.test(character) && !isOctal(peek(cursor));
  if (isOctal(character) && !backReference) return octal(cursor, Number(character));
  throw new RegexpFailure('invalid', `invalid escape \\${character}`);
}

function octal(cursor: Cursor, first: number): number {
  let value = first;
  for (let more = 0; more < 2 && isOctal(peek(cursor)); more++) {
    value = value * 8 + Number(peek(cursor));
    cursor.at++;
  }
  return value;
}

function hexadecimal(cursor: Cursor): number {
  const braced = take(cursor, '{');
  const most = braced ? 8 : 2;
  let digits = '';
  for (let next = peek(cursor); next !== undefined && digits.length < most; next = peek(cursor)) {
    if (!/^[0-9A-Fa-f]$/.test(next)) break;
    digits += next;
    cursor.at++;
  }
  const value = Number.parseInt(digits, 16);
  const complete = braced ? digits !== '' && take(cursor, '}') : digits.length === 2;
  if (!complete || value > 0x10ffff) throw new RegexpFailure('invalid', 'invalid escape \\x');
  return value;
}

function isOctal(character: string | undefined): boolean {
  return character !== undefined && /^[0-7]$/.test(character);
}
