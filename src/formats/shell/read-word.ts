import { arithmeticEnd, continuation, DEEPEST, isBlank, type Reader } from './reader.ts';
import type { ShellPart, ShellWord } from './types.ts';

/** Reads the commands up to a closing character, which is consumed. */
export type ReadCommands = (reader: Reader, end: ')' | '`') => void;

const NAME = /(?:[A-Za-z_]\w*|[0-9@*#?$!-])/y;
const BRACED_NAME = /(?:[A-Za-z_]\w*|\d+|[@*#?$!-])/y;

function nameAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function addText(parts: ShellPart[], start: number, end: number): void {
  if (start >= end) return;
  const last = parts.at(-1);
  if (last?.kind === 'text' && last.end === start) parts[parts.length - 1] = { ...last, end };
  else parts.push({ kind: 'text', start, end });
}

/** Characters that end a word outside quotes. */
function endsWord(character: string): boolean {
  return isBlank(character) || '\n;&|()<>'.includes(character);
}

/** Reads one word; empty where none begins. Within `` ` `` another one ends it. */
export function readWord(reader: Reader, end: ')' | '`' | undefined, commands: ReadCommands): ShellWord {
  const { text } = reader;
  const start = reader.at;
  const parts: ShellPart[] = [];
  while (reader.at < text.length) {
    const character = text[reader.at] ?? '';
    if (endsWord(character) || (character === '`' && end === '`')) break;
    const skipped = continuation(text, reader.at);
    if (skipped > 0) {
      reader.at += skipped;
      // A line that is continued within a word goes on with the word.
      continue;
    }
    readPiece(reader, parts, character, commands);
  }
  return { start, end: reader.at, parts };
}

function readPiece(reader: Reader, parts: ShellPart[], character: string, commands: ReadCommands): void {
  const { at } = reader;
  if (character === '\\') {
    addText(parts, at + 1, Math.min(at + 2, reader.text.length));
    reader.at += 2;
  } else if (character === "'") readSingle(reader, parts);
  else if (character === '"') {
    reader.at++;
    readDouble(reader, parts, '"', commands);
  } else if (character === '`') {
    reader.at++;
    commands(reader, '`');
    parts.push({ kind: 'substitution', start: at, end: reader.at });
  } else if (character === '$') readDollar(reader, parts, false, commands);
  else {
    addText(parts, at, at + 1);
    reader.at++;
  }
}

function readSingle(reader: Reader, parts: ShellPart[]): void {
  const start = reader.at + 1;
  const close = reader.text.indexOf("'", start);
  const end = close === -1 ? reader.text.length : close;
  addText(parts, start, end);
  reader.at = end + 1;
}

/** The inside of `"…"`, or of a fallback up to `}`, in which quotes can stand. */
function readDouble(reader: Reader, parts: ShellPart[], close: '"' | '}', commands: ReadCommands): void {
  const { text } = reader;
  while (reader.at < text.length) {
    const { at } = reader;
    const character = text[at] ?? '';
    if (character === close) {
      reader.at++;
      return;
    }
    const skipped = continuation(text, at);
    if (skipped > 0) reader.at += skipped;
    else if (character === '\\' && /["\\$`}]/.test(text[at + 1] ?? '')) {
      addText(parts, at + 1, at + 2);
      reader.at += 2;
    } else if (close === '}' && character === '"') reader.at++;
    else if (close === '}' && character === "'") readSingle(reader, parts);
    else if (character === '$') readDollar(reader, parts, true, commands);
    else if (character === '`') {
      reader.at++;
      commands(reader, '`');
      parts.push({ kind: 'substitution', start: at, end: reader.at });
    } else {
      addText(parts, at, at + 1);
      reader.at++;
    }
  }
}

/** Reads what begins with `$`: a variable, a command, a quoted text, or the character itself. */
function readDollar(reader: Reader, parts: ShellPart[], quoted: boolean, commands: ReadCommands): void {
  const { text, at } = reader;
  const next = text[at + 1];
  if (next === '{' && reader.depth < DEEPEST) {
    readBraced(reader, parts, quoted, commands);
    return;
  }
  if (next === '(') {
    const arithmetic = arithmeticEnd(reader, at + 1);
    reader.at = arithmetic ?? at + 2;
    if (arithmetic === undefined) commands(reader, ')');
    parts.push({ kind: 'substitution', start: at, end: reader.at });
    return;
  }
  if (!quoted && (next === "'" || next === '"')) {
    reader.at++;
    if (next === '"') reader.at++;
    if (next === '"') readDouble(reader, parts, '"', commands);
    else readSingle(reader, parts);
    return;
  }
  const name = nameAt(NAME, text, at + 1);
  if (name === undefined) {
    addText(parts, at, at + 1);
    reader.at++;
    return;
  }
  reader.at += 1 + name.length;
  parts.push({ kind: 'variable', name, start: at, end: reader.at, quoted });
}

/** `${NAME}`, `${NAME:-…}`, `${NAME[@]}` and the forms whose value is not followed. */
function readBraced(reader: Reader, parts: ShellPart[], quoted: boolean, commands: ReadCommands): void {
  const { text, at: start } = reader;
  reader.depth++;
  reader.at += 2;
  const indirect = /[!#]/.test(text[reader.at] ?? '') && /\w/.test(text[reader.at + 1] ?? '');
  if (indirect) reader.at++;
  const name = nameAt(BRACED_NAME, text, reader.at) ?? '';
  reader.at += name.length;
  const items = /^\[[@*]\]/.test(text.slice(reader.at, reader.at + 3));
  if (items) reader.at += 3;
  const operator = /^:?[-=]/.exec(text.slice(reader.at, reader.at + 2))?.[0];
  const inner: ShellPart[] = [];
  const plain = text[reader.at] === '}';
  if (operator !== undefined) reader.at += operator.length;
  readDouble(reader, inner, '}', commands);
  reader.depth--;
  const changed = indirect || (!plain && operator === undefined) || name === '';
  parts.push({
    kind: 'variable',
    name,
    start,
    end: reader.at,
    quoted,
    ...(operator === undefined ? {} : { fallback: inner }),
    ...(changed ? { changed } : {}),
    ...(items ? { items } : {}),
  });
}
