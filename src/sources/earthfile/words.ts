import { subWord, type Word } from '../../formats/dockerfile/index.ts';

/** What a command is given: its flags, and the words behind them. */
export interface Arguments {
  /** `--pull=a`, `--pull a`; without a value where none belongs to the flag. */
  readonly flags: readonly { readonly name: string; readonly value: Word | undefined }[];
  readonly words: readonly Word[];
}

/** Splits what follows a command; `valued` are the flags whose value may be the next word. A comment ends it. */
export function argumentsOf(rest: Word, valued: ReadonlySet<string>): Arguments {
  const flags: Arguments['flags'][number][] = [];
  const words: Word[] = [];
  const all = wordsOf(rest);
  const comment = all.findIndex(({ text }) => text.startsWith('#'));
  const given = comment === -1 ? all : all.slice(0, comment);
  for (let index = 0; index < given.length; index++) {
    const word = given[index];
    if (word === undefined) continue;
    const flag = /^--([\w-]+)(=)?/.exec(word.text);
    const name = flag?.[1];
    if (flag === null || name === undefined || words.length > 0) words.push(word);
    else if (flag[2] !== undefined) {
      flags.push({ name, value: subWord(word, flag[0].length, word.text.length) });
    } else if (valued.has(name)) flags.push({ name, value: given[++index] });
    else flags.push({ name, value: undefined });
  }
  return { flags, words };
}

/** Words between white space that stands neither in quotes, nor behind a backslash, nor in `$( … )`. */
export function wordsOf(rest: Word): readonly Word[] {
  const { text } = rest;
  const words: Word[] = [];
  let start = -1;
  let quote = '';
  let depth = 0;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    const ends = character === undefined || (/\s/.test(character) && quote === '' && depth === 0);
    if (ends) {
      if (start !== -1) words.push(subWord(rest, start, Math.min(at, text.length)));
      start = -1;
      continue;
    }
    if (start === -1) start = at;
    if (character === '\\' && quote !== "'") at++;
    else if (character === quote) quote = '';
    else if (quote !== "'" && text.startsWith('$(', at)) depth++;
    else if (character === ')' && depth > 0) depth--;
    else if (quote === '' && depth === 0 && (character === '"' || character === "'")) quote = character;
  }
  return words;
}

/** A word without the quotes around all of it. */
export function unquoted(word: Word): Word {
  const { text } = word;
  const quote = text[0];
  const whole =
    (quote === '"' || quote === "'") && text.length > 1 && text.indexOf(quote, 1) === text.length - 1;
  return whole ? subWord(word, 1, text.length - 1) : word;
}
