import type { EscapeCharacter, Flag, Word } from './types.ts';
import { isAsciiSpace, isByteSpace } from './white-space.ts';
import { appendRange, builtWord, placeIn, subWord, wordBuilder } from './word.ts';

export interface FlagsAndRest {
  readonly flags: readonly Flag[];
  /** Offset in the line at which the arguments begin. */
  readonly rest: number;
}

/**
 * Reads the `--flags` that stand from `start` on. Quotes group and are taken off, also inside a flag, and the escape
 * character takes the next one literally, whatever it is; `--` alone ends the flags (BuildKit, `split_command.go`).
 */
export function builderFlags(line: Word, start: number, escapeCharacter: EscapeCharacter): FlagsAndRest {
  const { text } = line;
  const flags: Flag[] = [];
  let offset = start;
  for (;;) {
    while (offset < text.length && isAsciiSpace(text.charCodeAt(offset))) offset++;
    if (!text.startsWith('--', offset)) return { flags, rest: offset };
    const { word, quoted, end } = flagWord(line, offset, escapeCharacter);
    const stop = word.text === '--';
    if (!stop && (quoted || word.text !== '')) {
      flags.push(flagOf(word, { start: placeIn(line, offset), end: placeIn(line, end - 1) + 1 }));
    }
    offset = end;
    if (stop) return { flags, rest: offset };
  }
}

interface FlagWord {
  readonly word: Word;
  readonly quoted: boolean;
  readonly end: number;
}

function flagWord(line: Word, start: number, escapeCharacter: EscapeCharacter): FlagWord {
  const { text } = line;
  const builder = wordBuilder(placeIn(line, start));
  let quote = '';
  let quoted = false;
  let offset = start;
  let from = start;
  const take = (to: number): void => appendRange(builder, line, { from, to });
  for (; offset < text.length; offset++) {
    const character = text.charAt(offset);
    if (quote === '' && isByteSpace(text.charCodeAt(offset))) break;
    if (character === quote || (quote === '' && (character === '"' || character === "'"))) {
      take(offset);
      from = offset + 1;
      quote = quote === '' ? character : '';
      quoted = true;
    } else if (character === escapeCharacter) {
      take(offset);
      from = offset + 1;
      offset++;
    }
  }
  const end = Math.min(offset, text.length);
  take(end);
  return { word: builtWord(builder), quoted, end };
}

function flagOf(word: Word, span: Flag['span']): Flag {
  const equals = word.text.indexOf('=');
  return equals === -1
    ? { name: word.text.slice(2), value: undefined, span }
    : { name: word.text.slice(2, equals), value: subWord(word, equals + 1, word.text.length), span };
}
