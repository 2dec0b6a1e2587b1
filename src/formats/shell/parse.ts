import { addWord, readAssignment } from './read-assignment.ts';
import { endOfComment, readHeredocs, readRedirection } from './read-lines.ts';
import { readWord } from './read-word.ts';
import {
  arithmeticEnd,
  continuation,
  DEEPEST,
  isBlank,
  type OpenCommand,
  openCommand,
  type Reader,
} from './reader.ts';
import type { ShellLoop, ShellStep } from './types.ts';
import { literalOf } from './word.ts';

/** The commands of a script in the order of their ends, those within others before them. */
export function parseShell(text: string): readonly ShellStep[] {
  const reader: Reader = { text, at: 0, depth: 0, blocks: 0, steps: [], pending: [], arithmetic: true };
  readCommands(reader, undefined);
  return reader.steps;
}

function readCommands(reader: Reader, end: ')' | '`' | undefined): void {
  const { text } = reader;
  if (reader.depth >= DEEPEST) return;
  reader.depth++;
  let command = openCommand(reader.blocks > 0);
  const finish = (conditional: boolean): void => {
    const loop = loopOf(text, command);
    if (loop !== undefined) reader.steps.push(loop);
    else if (command.words.length > 0 || command.assignments.length > 0)
      reader.steps.push({ kind: 'command', ...command });
    command = openCommand(conditional || reader.blocks > 0);
  };
  while (reader.at < text.length) {
    const { at } = reader;
    const character = text[at] ?? '';
    if (character === end) {
      reader.at++;
      break;
    }
    if (isBlank(character)) reader.at++;
    else if (continuation(text, at) > 0) reader.at += continuation(text, at);
    else if (character === '\n') {
      reader.at++;
      finish(false);
      readHeredocs(reader);
    } else if (character === '#') reader.at = endOfComment(text, at);
    else if (character === '&' && text[at + 1] === '>') {
      reader.at++;
      readRedirection(reader, command, end, readCommands);
    } else if (character === ';' || character === '&' || character === '|') {
      const doubled = character !== ';' && text[at + 1] === character;
      reader.at += doubled ? 2 : 1;
      finish(doubled);
    } else if (character === '(') {
      finish(false);
      openParenthesis(reader);
    } else if (character === ')') {
      // What stands before it is a pattern of `case`.
      command = openCommand(true);
      reader.at++;
    } else if (character === '<' || character === '>') readRedirection(reader, command, end, readCommands);
    else readCommandWord(reader, command, end);
  }
  finish(false);
  reader.depth--;
}

function readCommandWord(reader: Reader, command: OpenCommand, end: ')' | '`' | undefined): void {
  const { text, at } = reader;
  if (command.words.length === 0 && readAssignment(reader, command, end, readCommands)) return;
  const word = readWord(reader, end, readCommands);
  // Within what could be no word a character has to be passed all the same.
  if (reader.at === at) reader.at++;
  const next = text[reader.at];
  // The number of a file: `2>`.
  if ((next === '<' || next === '>') && /^\d$/.test(text.slice(word.start, word.end))) return;
  addWord(reader, command, word);
}

/** `((…))` is arithmetic, another parenthesis a shell of its own. */
function openParenthesis(reader: Reader): void {
  const end = arithmeticEnd(reader, reader.at);
  if (end !== undefined) {
    reader.at = end;
    return;
  }
  reader.at++;
  readCommands(reader, ')');
}

/** `for NAME in …`. */
function loopOf(text: string, { words }: OpenCommand): ShellLoop | undefined {
  const [keyword, name, preposition, ...listed] = words;
  if (keyword === undefined || name === undefined || preposition === undefined) return undefined;
  if (literalOf(text, keyword) !== 'for' || literalOf(text, preposition) !== 'in') return undefined;
  const variable = literalOf(text, name);
  return variable === undefined ? undefined : { kind: 'loop', name: variable, words: listed };
}
