import { type LineReader, nextLine, type PhysicalLine } from './physical-lines.ts';
import type { EscapeCharacter, Word } from './types.ts';
import { skipSpace } from './white-space.ts';
import { appendRun, builtWord, type WordBuilder, wordBuilder } from './word.ts';

const HASH = 0x23;

/**
 * Joins a line with those that continue it. A line goes on where the escape character is its last but blanks and no
 * second one stands before it; comment lines and empty lines inside do not end the instruction
 * (BuildKit, `parser.go`, `Parse` and `trimContinuationCharacter`).
 *
 * Undefined for an empty line. White space is taken off the first line only.
 */
export function logicalLine(
  reader: LineReader,
  first: PhysicalLine,
  escapeCharacter: EscapeCharacter,
): Word | undefined {
  const { text } = reader;
  const start = skipSpace(text, first.start, first.end);
  const builder = wordBuilder(start);
  let goesOn = appendLine(builder, text, start, first.end, escapeCharacter);
  if (!goesOn && builder.length === 0) return undefined;
  while (goesOn) {
    const line = nextLine(reader);
    if (line === undefined) break;
    const content = skipSpace(text, line.start, line.end);
    if (content === line.end || text.charCodeAt(content) === HASH) continue;
    goesOn = appendLine(builder, text, line.start, line.end, escapeCharacter);
  }
  return builtWord(builder);
}

/** All lines of a text that are neither empty nor comments, each with those that continue it. */
export function logicalLines(text: string): readonly Word[] {
  const reader: LineReader = { text, offset: 0 };
  const lines: Word[] = [];
  for (let line = nextLine(reader); line !== undefined; line = nextLine(reader)) {
    if (isComment(text, line)) continue;
    const word = logicalLine(reader, line, '\\');
    if (word !== undefined) lines.push(word);
  }
  return lines;
}

export function isComment(text: string, line: PhysicalLine): boolean {
  const content = skipSpace(text, line.start, line.end);
  return content < line.end && text.charCodeAt(content) === HASH;
}

/** Appends the line without its continuation character, and says whether it has one. */
function appendLine(
  builder: WordBuilder,
  text: string,
  start: number,
  end: number,
  escapeCharacter: EscapeCharacter,
): boolean {
  const stop = continuationAt(text, start, end, escapeCharacter);
  appendRun(builder, text.slice(start, stop ?? end), start);
  return stop !== undefined;
}

function continuationAt(
  text: string,
  start: number,
  end: number,
  escapeCharacter: EscapeCharacter,
): number | undefined {
  let last = end - 1;
  while (last >= start && (text[last] === ' ' || text[last] === '\t')) last--;
  if (last < start || text[last] !== escapeCharacter) return undefined;
  return last > start && text[last - 1] === escapeCharacter ? undefined : last;
}
