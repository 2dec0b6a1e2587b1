import { type ReadCommands, readWord } from './read-word.ts';
import { isBlank, type OpenCommand, type Reader } from './reader.ts';
import type { ShellWord } from './types.ts';
import { literalOf, partsFrom } from './word.ts';

const ASSIGNED = /[A-Za-z_]\w*\+?=/y;

/** Reads `NAME=value` or `NAME=(a b)` before a command; false where none stands. */
export function readAssignment(
  reader: Reader,
  command: OpenCommand,
  end: ')' | '`' | undefined,
  commands: ReadCommands,
): boolean {
  ASSIGNED.lastIndex = reader.at;
  const head = ASSIGNED.exec(reader.text)?.[0];
  if (head === undefined) return false;
  const name = head.replace(/\+?=$/, '');
  const start = reader.at;
  if (reader.text[start + head.length] === '(') {
    reader.at = start + head.length + 1;
    const items = readItems(reader, commands);
    command.assignments.push({ name, value: { start, end: reader.at, parts: [] }, items });
    return true;
  }
  const value = partsFrom(readWord(reader, end, commands), head.length);
  // What is appended to is not followed.
  const unknown = { kind: 'substitution', start, end: reader.at } as const;
  command.assignments.push({ name, value: head.includes('+') ? { ...value, parts: [unknown] } : value });
  return true;
}

function readItems(reader: Reader, commands: ReadCommands): readonly ShellWord[] {
  const { text } = reader;
  const items: ShellWord[] = [];
  while (reader.at < text.length) {
    const character = text[reader.at] ?? '';
    if (character === ')') {
      reader.at++;
      break;
    }
    if (character === '#') {
      const lineFeed = text.indexOf('\n', reader.at);
      reader.at = lineFeed === -1 ? text.length : lineFeed;
      continue;
    }
    const { at } = reader;
    const word = isBlank(character) || character === '\n' ? undefined : readWord(reader, ')', commands);
    if (reader.at === at) reader.at++;
    else if (word !== undefined) items.push(word);
  }
  return items;
}

const opening: ReadonlySet<string> = new Set(['if', 'do', '{']);
const closing: ReadonlySet<string> = new Set(['fi', 'done', '}', 'esac']);
const others: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'while', 'until', '!']);

/** Adds a word to a command; what only structures the script is no word of it. */
export function addWord(reader: Reader, command: OpenCommand, word: ShellWord): void {
  const { words } = command;
  const first = words[0];
  if (first === undefined) {
    const literal = literalOf(reader.text, word) ?? '';
    const written = literal === reader.text.slice(word.start, word.end) ? literal : '';
    if (opening.has(written)) reader.blocks++;
    else if (closing.has(written)) reader.blocks = Math.max(0, reader.blocks - 1);
    else if (!others.has(written)) words.push(word);
    return;
  }
  words.push(word);
  const [, second, third] = words;
  if (words.length < 3 || second === undefined || third === undefined) return;
  if (literalOf(reader.text, third) !== 'in') return;
  const keyword = literalOf(reader.text, first);
  if (words.length === 3 && keyword === 'case') {
    reader.blocks++;
    words.length = 0;
  }
}
