import { readAssignment, readKeys, tableAt } from './read-value.ts';
import { type Reader, skipBlanks, skipFilling, skipLine, take, takeLineEnd } from './reader.ts';
import type { TomlProblem, TomlTable } from './types.ts';

export interface TomlFile {
  readonly root: TomlTable;
  readonly problems: readonly TomlProblem[];
}

/** Reads a text to its end, whatever it holds (toml.io, v1.0.0). */
export function parseToml(text: string): TomlFile {
  const root: TomlTable = { kind: 'table', entries: new Map() };
  const problems: TomlProblem[] = [];
  const reader: Reader = { text, at: 0 };
  let table = root;
  for (skipFilling(reader); reader.at < text.length; skipFilling(reader)) {
    const start = reader.at;
    const opened = text[start] === '[' ? readHeader(reader, root) : undefined;
    table = opened ?? table;
    const read = opened !== undefined || (text[start] !== '[' && readAssignment(reader, table));
    if (read && takeLineEnd(reader)) continue;
    problems.push({ message: messageAt(read), span: { start, end: Math.max(reader.at, start + 1) } });
    // What an unclosed list has swallowed is read again, line by line.
    if (!read) reader.at = start;
    skipLine(reader);
  }
  return { root, problems };
}

function messageAt(read: boolean): string {
  return read ? 'something follows on the same line' : 'the line is no header and no assignment';
}

/** `[a.b]` and `[[a.b]]`: the table that the lines below belong to. */
function readHeader(reader: Reader, root: TomlTable): TomlTable | undefined {
  reader.at++;
  const listed = take(reader, '[');
  const keys = readKeys(reader);
  skipBlanks(reader);
  const last = keys?.at(-1);
  if (keys === undefined || last === undefined || !take(reader, ']')) return undefined;
  if (!listed) return tableAt(root, keys);
  if (!take(reader, ']')) return undefined;
  const above = tableAt(root, keys.slice(0, -1));
  const list = above.entries.get(last);
  const table: TomlTable = { kind: 'table', entries: new Map() };
  if (list?.kind === 'array') list.items.push(table);
  else above.entries.set(last, { kind: 'array', items: [table] });
  return table;
}
