import { readString } from './read-string.ts';
import { type Reader, skipBlanks, skipFilling, take } from './reader.ts';
import type { TomlTable, TomlValue } from './types.ts';

/** Deeper than anything that is written by hand. */
const MAX_DEPTH = 100;

/** Without what a lost bracket would have it swallow line after line. */
const OTHER = /[^\s,[\]{}#="']+(?: \d\d:[^\s,\]}#]*)?/y;
const BARE_KEY = /[A-Za-z0-9_-]+/y;

/** A value; undefined where none stands, with the reader at the place where that shows. */
export function readValue(reader: Reader, depth = 0): TomlValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const first = reader.text[reader.at];
  if (first === '[') return readArray(reader, depth);
  if (first === '{') return readInlineTable(reader, depth);
  const string = readString(reader);
  if (string !== undefined) {
    reader.at = string.span.end;
    return string;
  }
  if (first === '"' || first === "'") return undefined;
  OTHER.lastIndex = reader.at;
  const text = OTHER.exec(reader.text)?.[0];
  if (text === undefined) return undefined;
  const start = reader.at;
  reader.at += text.length;
  return { kind: 'other', text, span: { start, end: reader.at } };
}

function readArray(reader: Reader, depth: number): TomlValue | undefined {
  const items: TomlValue[] = [];
  reader.at++;
  for (;;) {
    skipFilling(reader);
    if (take(reader, ']')) return { kind: 'array', items };
    const item = readValue(reader, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    skipFilling(reader);
    if (!take(reader, ',') && reader.text[reader.at] !== ']') return undefined;
  }
}

function readInlineTable(reader: Reader, depth: number): TomlValue | undefined {
  const table: TomlTable = { kind: 'table', entries: new Map() };
  reader.at++;
  for (;;) {
    skipFilling(reader);
    if (take(reader, '}')) return table;
    if (!readAssignment(reader, table, depth + 1)) return undefined;
    skipFilling(reader);
    if (!take(reader, ',') && reader.text[reader.at] !== '}') return undefined;
  }
}

/** `a.b = value`, into a table; false where it is none. */
export function readAssignment(reader: Reader, table: TomlTable, depth = 0): boolean {
  const keys = readKeys(reader);
  if (keys === undefined || !take(reader, '=')) return false;
  skipBlanks(reader);
  const value = readValue(reader, depth);
  const last = keys.at(-1);
  if (value === undefined || last === undefined) return false;
  tableAt(table, keys.slice(0, -1)).entries.set(last, value);
  return true;
}

/** `a.b."c d"`, with the blanks behind it. */
export function readKeys(reader: Reader): readonly string[] | undefined {
  const keys: string[] = [];
  do {
    skipBlanks(reader);
    const quoted = readString(reader);
    BARE_KEY.lastIndex = reader.at;
    const key = quoted?.value ?? BARE_KEY.exec(reader.text)?.[0];
    if (key === undefined) return undefined;
    reader.at = quoted?.span.end ?? reader.at + key.length;
    keys.push(key);
    skipBlanks(reader);
  } while (take(reader, '.'));
  return keys;
}

/** The table that keys lead to, made where there is none; in a list of tables it is the last. */
export function tableAt(root: TomlTable, keys: readonly string[]): TomlTable {
  let table = root;
  for (const key of keys) {
    const known = table.entries.get(key);
    const next = known?.kind === 'array' ? known.items.at(-1) : known;
    if (next?.kind === 'table') table = next;
    else {
      const made: TomlTable = { kind: 'table', entries: new Map() };
      table.entries.set(key, made);
      table = made;
    }
  }
  return table;
}
