import type { ListValue, TableValue, Value } from '../../values/value.ts';
import { list, table } from '../make.ts';
import { deepest } from '../measure.ts';
import { type Cursor, found, peek, refuse, skipBlanks, skipLines, take, takeAll } from './cursor.ts';
import { readScalar } from './scalars.ts';
import { readLineString, readString } from './strings.ts';

type Table = Map<string, Value>;

/** How the tables of a document came to be, which says whether more may be put into them. */
interface Document {
  readonly cursor: Cursor;
  /** By a header of their own, or by keys with points: no header may name them again. */
  readonly closed: Set<unknown>;
  /** Written in braces: nothing may be added. */
  readonly inline: Set<unknown>;
  /** Made by headers in double brackets. */
  readonly arrays: Map<unknown, Value[]>;
}

/** A TOML document (toml.io, v1.0.0), as BurntSushi/toml gives it to templates. Throws `FunctionFailure` for what is none. */
export function readToml(text: string): TableValue {
  const cursor: Cursor = { text: text.replace(/^\ufeff/, ''), at: 0, key: '', depth: 0 };
  const document: Document = { cursor, closed: new Set(), inline: new Set(), arrays: new Map() };
  const root: Table = new Map();
  let current = root;
  for (;;) {
    skipLines(cursor);
    if (cursor.at >= cursor.text.length) return table(root);
    cursor.key = '';
    if (take(cursor, '[')) current = readHeader(document, root, take(cursor, '['));
    else readPair(document, current, document.cursor.key);
    endLine(cursor);
  }
}

function endLine(cursor: Cursor): void {
  skipBlanks(cursor);
  takeAll(cursor, /#[^\n]*/y);
  if (cursor.at >= cursor.text.length || takeAll(cursor, /\r?\n/y) !== '') return;
  cursor.key = '';
  refuse(
    cursor,
    `expected a top-level item to end with a newline, comment, or EOF, but got ${found(cursor)} instead`,
  );
}

/** A key and what leads to it. */
function readKey(cursor: Cursor, end: string): readonly string[] {
  const names: string[] = [];
  do {
    skipBlanks(cursor);
    const name = readLineString(cursor) ?? takeAll(cursor, /[A-Za-z0-9_-]+/y);
    if (name === '' && !/["']/.test(cursor.text.charAt(cursor.at - 1))) refuseKey(cursor, end);
    names.push(name);
    if (names.length > deepest) refuse(cursor, 'the value is nested too deeply');
    skipBlanks(cursor);
  } while (take(cursor, '.'));
  return names;
}

function refuseKey(cursor: Cursor, end: string): never {
  const next = peek(cursor);
  if (next === end) {
    if (end === '=') refuse(cursor, "unexpected '=': key name appears blank");
    refuse(cursor, 'unexpected end of table name (table names cannot be empty)');
  }
  return refuse(cursor, `unexpected ${found(cursor)}`);
}

function defined(cursor: Cursor, names: readonly string[]): never {
  return refuse(cursor, `Key '${names.join('.')}' has already been defined.`);
}

/** `[a.b]` or `[[a.b]]`: the table that the lines behind it are put into. */
function readHeader(document: Document, root: Table, isArray: boolean): Table {
  const { cursor, closed, arrays } = document;
  const names = readKey(cursor, ']');
  if (!take(cursor, isArray ? ']]' : ']'))
    refuse(cursor, `expected '.' or ']' to end table name, but got ${found(cursor)} instead`);
  const parent = names
    .slice(0, -1)
    .reduce((at, name, index) => within(document, at, name, names.slice(0, index + 1)), root);
  const name = names.at(-1) ?? '';
  const known = parent.get(name);
  if (isArray) {
    const items = known === undefined ? [] : arrays.get(known);
    if (items === undefined)
      return refuse(cursor, `Key '${names.join('.')}' was already created and cannot be used as an array.`);
    if (known === undefined) {
      const value: ListValue = list(items);
      arrays.set(value, items);
      parent.set(name, value);
    }
    return push(items, closed);
  }
  if (known === undefined) return opened(parent, name, closed);
  if (known.kind !== 'table' || closed.has(known.entries)) return defined(cursor, names);
  closed.add(known.entries);
  return known.entries as Table;
}

function push(items: Value[], closed: Set<unknown>): Table {
  const entries: Table = new Map();
  closed.add(entries);
  items.push({ kind: 'table', entries });
  return entries;
}

function opened(parent: Table, name: string, closed?: Set<unknown>): Table {
  const entries: Table = new Map();
  closed?.add(entries);
  parent.set(name, { kind: 'table', entries });
  return entries;
}

/** The table of that name, made if need be; of an array of tables the last. */
function within(document: Document, parent: Table, name: string, names: readonly string[]): Table {
  const known = parent.get(name);
  if (known === undefined) return opened(parent, name);
  const value = document.arrays.get(known)?.at(-1) ?? known;
  if (value.kind !== 'table' || document.inline.has(value.entries)) return defined(document.cursor, names);
  return value.entries as Table;
}

function readPair(document: Document, current: Table, outer: string): void {
  const { cursor, closed } = document;
  const names = readKey(cursor, '=');
  if (!take(cursor, '='))
    refuse(
      cursor,
      cursor.at >= cursor.text.length
        ? "unexpected EOF; expected key separator '='"
        : `expected key separator '=', but got ${found(cursor)} instead`,
    );
  cursor.key = outer === '' ? names.join('.') : `${outer}.${names.join('.')}`;
  skipBlanks(cursor);
  let at = current;
  for (const [index, name] of names.slice(0, -1).entries()) {
    at = within(document, at, name, names.slice(0, index + 1));
    closed.add(at);
  }
  const name = names.at(-1) ?? '';
  const { key } = cursor;
  const value = readValue(document);
  cursor.key = key;
  if (at.has(name)) defined(cursor, names);
  at.set(name, value);
}

function readValue(document: Document): Value {
  const { cursor } = document;
  if (cursor.at >= cursor.text.length) refuse(cursor, 'unexpected EOF; expected value');
  if (++cursor.depth > deepest) refuse(cursor, 'the value is nested too deeply');
  const value = take(cursor, '[')
    ? readArray(document)
    : take(cursor, '{')
      ? readInline(document)
      : readAtom(cursor);
  cursor.depth--;
  return value;
}

function readAtom(cursor: Cursor): Value {
  const value = readString(cursor);
  return value === undefined ? readScalar(cursor) : { kind: 'string', value };
}

function readArray(document: Document): Value {
  const { cursor } = document;
  const items: Value[] = [];
  for (;;) {
    skipLines(cursor);
    if (take(cursor, ']')) return list(items);
    items.push(readValue(document));
    skipLines(cursor);
    if (take(cursor, ',') || peek(cursor) === ']') continue;
    refuse(cursor, `expected a comma (',') or array terminator (']'), but got ${found(cursor)}`);
  }
}

function readInline(document: Document): Value {
  const { cursor, inline } = document;
  const { key } = cursor;
  const entries: Table = new Map();
  skipLines(cursor);
  while (!take(cursor, '}')) {
    readPair(document, entries, key);
    skipLines(cursor);
    if (take(cursor, ',')) skipLines(cursor);
    else if (peek(cursor) !== '}')
      refuse(cursor, `expected a comma or an inline table terminator '}', but got ${found(cursor)} instead`);
  }
  for (const [, value] of entries) if (value.kind === 'table') inline.add(value.entries);
  inline.add(entries);
  document.closed.add(entries);
  return { kind: 'table', entries };
}
