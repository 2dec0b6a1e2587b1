import type { Span } from '../../text/span.ts';
import type { Word } from './types.ts';
import { subWord } from './word.ts';

/**
 * Why a variable has no value: `undeclared`, no ARG declares it; `unset`, an ARG without a default does; `later`, the
 * builder sets it when it runs. BuildKit takes the first two for empty.
 */
export type Absence = 'undeclared' | 'unset' | 'later';

export type Fragment =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Where the text stands literally; undefined for text from outside the file. */
      readonly span: Span | undefined;
    }
  | {
      readonly kind: 'hole';
      /** The variable as it is written. */
      readonly text: string;
      readonly name: string;
      readonly absence: Absence;
      /** What the build makes of it; empty for a variable that is set later. */
      readonly built: string;
    };

/** A value in stretches of text and variables without one. */
export type Value = readonly Fragment[];

/** The longest value that is kept, in characters; no image reference is longer. */
export const MAX_VALUE = 1024;

/** More pieces than anybody composes a reference of: beyond, the places of a text are forgotten. */
const MAX_FRAGMENTS = 16;

/** What the build sees with no build argument given. Undefined where it depends on a variable that is set later. */
export function builtText(value: Value): string | undefined {
  let text = '';
  for (const fragment of value) {
    if (fragment.kind === 'text') text += fragment.text;
    else if (fragment.absence === 'later') return undefined;
    else text += fragment.built;
  }
  return text;
}

/** The value as far as it is known, with the variables that have none as they are written. */
export function knownText(value: Value): string {
  return value.map(({ text }) => text).join('');
}

/** The hole that matters most in the values; undefined where they are whole. */
export function worstHole(values: readonly Value[]): (Fragment & { readonly kind: 'hole' }) | undefined {
  const holes = values.flat().filter((fragment) => fragment.kind === 'hole');
  return (
    holes.find(({ absence }) => absence === 'later') ??
    holes.find(({ absence }) => absence === 'unset') ??
    holes[0]
  );
}

export function outsideText(text: string): Value {
  return text === '' ? [] : [{ kind: 'text', text, span: undefined }];
}

/** A word as it stands, nothing expanded. */
export function wordValue(word: Word): Value {
  return literalText(word, 0, word.text.length);
}

/** The characters of a word between two offsets. */
export function literalText(word: Word, from: number, to: number): Value {
  const part = subWord(word, from, to);
  return part.runs.map(({ offset, start, length }) => ({
    kind: 'text',
    text: part.text.slice(offset, offset + length),
    span: { start, end: start + length },
  }));
}

/** A part of a value that has no holes. */
export function sliceValue(value: Value, from: number, to: number): Value {
  const parts: Fragment[] = [];
  let offset = 0;
  for (const fragment of value) {
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, fragment.text.length);
    if (fragment.kind === 'text' && start < end) {
      const { span } = fragment;
      const place = span === undefined ? undefined : { start: span.start + start, end: span.start + end };
      parts.push({ kind: 'text', text: fragment.text.slice(start, end), span: place });
    }
    offset += fragment.text.length;
  }
  return parts;
}

/** One value after the other; texts that stand side by side in the file become one. */
export function joinValues(values: readonly Value[]): Value {
  const joined: Fragment[] = [];
  for (const fragment of values.flat()) {
    const last = joined.at(-1);
    if (last?.kind === 'text' && fragment.kind === 'text' && areAdjacent(last.span, fragment.span)) {
      const span =
        last.span === undefined || fragment.span === undefined
          ? undefined
          : { start: last.span.start, end: fragment.span.end };
      joined[joined.length - 1] = { kind: 'text', text: last.text + fragment.text, span };
    } else {
      joined.push(fragment);
    }
  }
  return joined.length > MAX_FRAGMENTS ? withoutPlaces(joined) : joined;
}

function withoutPlaces(value: Value): Value {
  const hole = worstHole([value]);
  if (hole === undefined) return outsideText(knownText(value));
  return [{ ...hole, text: knownText(value), built: builtText(value) ?? '' }];
}

function areAdjacent(a: Span | undefined, b: Span | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.end === b.start;
}
