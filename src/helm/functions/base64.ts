import type { StringValue } from '../values/value.ts';
import { stringOf } from './bytes.ts';
import { text as asText } from './make.ts';

export function encodeBase64(bytes: Uint8Array): string {
  let units = '';
  for (const byte of bytes) units += String.fromCharCode(byte);
  return btoa(units);
}

/** Go's `base64.StdEncoding`: of what is wrong Sprig gives the message as the text. */
export function decodeBase64(text: string): StringValue {
  const compact = text.replace(/[\r\n]/g, '');
  const [digits = ''] = /^[A-Za-z0-9+/]*/.exec(compact) ?? [];
  const padding = compact.slice(digits.length);
  const missing = (4 - (digits.length % 4)) % 4;
  if (missing === 3 || padding !== '='.repeat(missing)) return asText(illegal(text, digits.length, padding));
  return stringOf(Uint8Array.from(atob(compact), (unit) => unit.charCodeAt(0)));
}

const message = 'illegal base64 data at input byte';

/** Where Go's decoder stops: at what is no digit, or at the start of the quantum that is cut short. */
function illegal(text: string, digits: number, padding: string): string {
  let at = digits;
  if (padding === '') return `${message} ${text.length - (digits % 4)}`;
  else if (padding.startsWith('=') && digits % 4 >= 2)
    at = digits % 4 === 2 ? digits + 1 + (padding[1] === '=' ? 1 : 0) : digits + 1;
  for (let i = 0; i <= Math.min(at, text.length - 1); i++) if (/[\r\n]/.test(text.charAt(i))) at++;
  return `${message} ${at}`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function encodeBase32(bytes: Uint8Array): string {
  let encoded = '';
  let rest = 0;
  let bits = 0;
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) encoded += alphabet.charAt((rest >> (bits - 5)) & 31);
    rest &= (1 << bits) - 1;
  }
  if (bits > 0) encoded += alphabet.charAt((rest << (5 - bits)) & 31);
  return encoded.padEnd(Math.ceil(encoded.length / 8) * 8, '=');
}

/** Go's `base32.StdEncoding`: of what is wrong Sprig gives the message as the text. */
export function decodeBase32(text: string): StringValue {
  const compact = text.replace(/[\r\n]/g, '');
  const [digits = ''] = /^[A-Z2-7]*/.exec(compact) ?? [];
  const missing = (8 - (digits.length % 8)) % 8;
  if (
    ![0, 1, 3, 4, 6].includes(missing) ||
    compact.length !== digits.length + missing ||
    /[^=]/.test(compact.slice(digits.length))
  )
    return asText(
      `illegal base32 data at input byte ${digits.length - (compact === digits ? digits.length % 8 : 0)}`,
    );
  const bytes: number[] = [];
  let rest = 0;
  let bits = 0;
  for (const digit of digits) {
    rest = (rest << 5) | alphabet.indexOf(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(rest >> bits);
    rest &= (1 << bits) - 1;
  }
  return stringOf(Uint8Array.from(bytes));
}
