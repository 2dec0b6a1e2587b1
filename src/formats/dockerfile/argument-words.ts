import type { EscapeCharacter, Word } from './types.ts';
import { isBlank, isSpace } from './white-space.ts';
import { subWord } from './word.ts';

/** Words between blanks: the arguments of FROM, COPY, ADD (BuildKit, `parseStringsWhitespaceDelimited`). */
export function blankSeparatedWords(rest: Word): readonly Word[] {
  const { text } = rest;
  const words: Word[] = [];
  if (text === '') return words;
  let start = 0;
  for (let offset = 0; offset <= text.length; offset++) {
    if (offset < text.length && !isBlank(text.charCodeAt(offset))) continue;
    words.push(subWord(rest, start, offset));
    while (offset + 1 < text.length && isBlank(text.charCodeAt(offset + 1))) offset++;
    start = offset + 1;
  }
  return words;
}

/**
 * Words between white space that stands neither in quotes nor after the escape character: the arguments of ARG. Quotes
 * and escapes stay, but an escape character at the very end is dropped (BuildKit, `parseWords`).
 */
export function quotedWords(rest: Word, escapeCharacter: EscapeCharacter): readonly Word[] {
  const { text } = rest;
  const words: Word[] = [];
  let offset = 0;
  while (offset < text.length) {
    if (isSpace(text.charCodeAt(offset))) {
      offset++;
      continue;
    }
    const start = offset;
    offset = endOfQuotedWord(text, start, escapeCharacter);
    const dropped = offset > text.length;
    const end = dropped ? text.length - 1 : offset;
    if (end > start) words.push(subWord(rest, start, end));
  }
  return words;
}

/** The offset after the word; one past the text's length where the text ends in the middle of an escape. */
function endOfQuotedWord(text: string, start: number, escapeCharacter: EscapeCharacter): number {
  let quote = '';
  let offset = start;
  for (; offset < text.length; offset++) {
    const character = text.charAt(offset);
    if (quote === '' && isSpace(text.charCodeAt(offset))) return offset;
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === escapeCharacter && quote !== "'") offset++;
  }
  return offset;
}
