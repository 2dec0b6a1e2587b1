import { bytesOf } from './bytes.ts';

const html: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Go's `template.HTMLEscapeString`. */
export function escapeHtml(text: string): string {
  return text.replace(/[\0"'&<>]/g, (character) => html[character] ?? character);
}

/** Go's `template.JSEscapeString`. */
export function escapeJavaScript(text: string): string {
  return Array.from(text, (character) => {
    if (/[\\'"]/.test(character)) return `\\${character}`;
    if (/[ -~]/.test(character)) return /[<>&=]/.test(character) ? unicode(character) : character;
    return /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character) ? character : unicode(character);
  }).join('');
}

function unicode(character: string): string {
  return `\\u${hex(character.codePointAt(0) ?? 0, 4)}`;
}

/** Go's `url.QueryEscape`. */
export function escapeQuery(text: string): string {
  return escapeBytes(text, /[A-Za-z0-9_.~-]/).replaceAll('%20', '+');
}

/** Every byte but those of the characters kept as `%XX`. */
export function escapeBytes(text: string, kept: RegExp): string {
  return Array.from(bytesOf(text), (byte) => {
    const character = String.fromCharCode(byte);
    return byte < 0x80 && kept.test(character) ? character : `%${hex(byte, 2)}`;
  }).join('');
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
