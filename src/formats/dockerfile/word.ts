import type { Span } from '../../text/span.ts';
import type { Run, Word } from './types.ts';

/** A half-open range of a word's text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Collects stretches of a file into one word. `place` is where the word stands should it stay empty. */
export interface WordBuilder {
  readonly place: number;
  readonly texts: string[];
  readonly runs: Run[];
  length: number;
}

export function wordBuilder(place: number): WordBuilder {
  return { place, texts: [], runs: [], length: 0 };
}

/** Appends a text that stands literally in the file at `start`. */
export function appendRun(builder: WordBuilder, text: string, start: number): void {
  if (text === '') return;
  const { runs } = builder;
  const last = runs.at(-1);
  if (last !== undefined && last.start + last.length === start) {
    runs[runs.length - 1] = { ...last, length: last.length + text.length };
  } else {
    runs.push({ offset: builder.length, start, length: text.length });
  }
  builder.texts.push(text);
  builder.length += text.length;
}

export function builtWord({ place, texts, runs }: WordBuilder): Word {
  const first = runs[0];
  const last = runs.at(-1);
  const span: Span =
    first === undefined || last === undefined
      ? { start: place, end: place }
      : { start: first.start, end: last.start + last.length };
  return { text: texts.length === 1 ? (texts[0] ?? '') : texts.join(''), span, runs };
}

/** Where the character at an offset of the word's text stands in the file; the end of the word at its length. */
export function placeIn(word: Word, offset: number): number {
  const run = word.runs[runIndexAt(word.runs, offset)];
  return run === undefined ? word.span.start : run.start + (offset - run.offset);
}

/** The part of a word between two offsets of its text. */
export function subWord(word: Word, from: number, to: number): Word {
  const builder = wordBuilder(placeIn(word, from));
  appendRange(builder, word, { from, to });
  return builtWord(builder);
}

export function appendRange(builder: WordBuilder, word: Word, { from, to }: Range): void {
  for (let index = runIndexAt(word.runs, from); index < word.runs.length; index++) {
    const run = word.runs[index];
    if (run === undefined || run.offset >= to) return;
    const start = Math.max(from, run.offset);
    const end = Math.min(to, run.offset + run.length);
    appendRun(builder, word.text.slice(start, end), run.start + (start - run.offset));
  }
}

/** The index of the last run that begins at or before the offset. */
function runIndexAt(runs: readonly Run[], offset: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
