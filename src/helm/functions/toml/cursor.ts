import { FunctionFailure } from '../types.ts';

/** A place in a TOML text. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** The key whose value is being read, for errors. */
  key: string;
  /** Arrays and inline tables around it. */
  depth: number;
}

/** The words of BurntSushi/toml 1.6, as far as they are short. */
export function refuse({ text, at, key }: Cursor, message: string): never {
  const line = text.slice(0, at).split('\n').length;
  const last = key === '' ? '' : ` (last key ${JSON.stringify(key)})`;
  throw new FunctionFailure(`toml: line ${line}${last}: ${message}`);
}

export function peek({ text, at }: Cursor): string {
  return text.charAt(at);
}

/** Takes the text if it stands here. */
export function take(cursor: Cursor, wanted: string): boolean {
  if (!cursor.text.startsWith(wanted, cursor.at)) return false;
  cursor.at += wanted.length;
  return true;
}

/** Takes what a sticky expression matches here; empty where it does not. */
export function takeAll(cursor: Cursor, sticky: RegExp): string {
  sticky.lastIndex = cursor.at;
  const found = sticky.exec(cursor.text)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}

export function skipBlanks(cursor: Cursor): void {
  takeAll(cursor, /[ \t]+/y);
}

/** Blanks, line ends and comments. */
export function skipLines(cursor: Cursor): void {
  takeAll(cursor, /(?:[ \t\r\n]|#[^\n]*)+/y);
}

/** What stands here, for errors. */
export function found(cursor: Cursor): string {
  const character = cursor.text.codePointAt(cursor.at);
  return character === undefined ? 'end of file' : `'${String.fromCodePoint(character)}'`;
}
