import { type Cursor, found, refuse, take, takeAll } from './cursor.ts';

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
  '"': '"',
  '\\': '\\',
};

/** A string of any of the four kinds; undefined where none begins (toml.io, v1.0.0, "String"). */
export function readString(cursor: Cursor): string | undefined {
  if (take(cursor, '"""')) return readMultiline(cursor, '"""', true);
  if (take(cursor, "'''")) return readMultiline(cursor, "'''", false);
  return readLineString(cursor);
}

/** The same of the two kinds that stay within a line, which are those of keys. */
export function readLineString(cursor: Cursor): string | undefined {
  if (take(cursor, "'")) {
    const text = takeAll(cursor, /[^'\n]*/y);
    close(cursor, "'");
    return text;
  }
  if (!take(cursor, '"')) return undefined;
  let text = '';
  for (;;) {
    text += takeAll(cursor, /[^"\\\n]+/y);
    if (!take(cursor, '\\')) break;
    text += readEscape(cursor);
  }
  close(cursor, '"');
  return text;
}

function close(cursor: Cursor, quote: string): void {
  if (take(cursor, quote)) return;
  if (cursor.at >= cursor.text.length) refuse(cursor, `unexpected EOF; expected '${quote}'`);
  refuse(cursor, 'strings cannot contain newlines');
}

function readMultiline(cursor: Cursor, quotes: string, hasEscapes: boolean): string {
  takeAll(cursor, /\r?\n/y);
  let text = '';
  for (;;) {
    text += takeAll(cursor, hasEscapes ? /[^"\\]+/y : /[^']+/y);
    if (hasEscapes && take(cursor, '\\')) {
      // A line end behind it, and the blanks of the lines that follow, are not there.
      if (takeAll(cursor, /[ \t]*\r?\n[ \t\r\n]*/y) === '') text += readEscape(cursor);
    } else if (take(cursor, quotes)) {
      // Up to two quotes may stand before the three that end it.
      return (text + takeAll(cursor, hasEscapes ? /"{1,2}/y : /'{1,2}/y)).replaceAll('\r\n', '\n');
    } else if (cursor.at >= cursor.text.length) refuse(cursor, `unexpected EOF; expected '${quotes}'`);
    else text += cursor.text.charAt(cursor.at++);
  }
}

function readEscape(cursor: Cursor): string {
  const digits = takeAll(cursor, /u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}/y).slice(1);
  if (digits !== '') {
    const point = Number.parseInt(digits, 16);
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
      refuse(cursor, `escaped character '\\u${digits}' is not valid UTF-8`);
    return String.fromCodePoint(point);
  }
  const character = escapes[cursor.text.charAt(cursor.at)];
  if (character === undefined) refuse(cursor, `invalid escape in string '\\${found(cursor).slice(1, -1)}'`);
  cursor.at++;
  return character;
}
