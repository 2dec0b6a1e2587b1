import type { Place, Span } from '../../text/index.ts';
import type { Fragment, Value } from './types.ts';

type TextFragment = Fragment & { readonly kind: 'text' };

export type Hole = Fragment & { readonly kind: 'hole' };

/** The value as far as it is known, with the variables that have none as they are written. */
export function knownText(value: Value): string {
  return value.map(({ text }) => text).join('');
}

/** What the value is where variables without one are empty. */
export function builtText(value: Value): string {
  return value.map((fragment) => (fragment.kind === 'text' ? fragment.text : '')).join('');
}

export function firstHole(value: Value): Hole | undefined {
  return value.find((fragment) => fragment.kind === 'hole');
}

/** A text that stands for a variable. `place` is undefined for one from outside of all files. */
export function textValue(text: string, place: Place | undefined): Value {
  return text === '' ? [] : [{ kind: 'text', text, place, use: { start: 0, end: 0 }, literal: false }];
}

/** What stands between two offsets of a value's text; a hole is as long as the variable is as it is written. */
export function sliceValue(value: Value, start: number, end: number): Value {
  const parts: Fragment[] = [];
  let offset = 0;
  for (const fragment of value) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, fragment.text.length);
    if (from < to) parts.push(fragment.kind === 'text' ? cutFragment(fragment, from, to) : fragment);
    offset += fragment.text.length;
  }
  return parts;
}

function cutFragment(fragment: TextFragment, from: number, to: number): Fragment {
  const { text, place, use, literal } = fragment;
  const isVerbatim = place !== undefined && place.span.end - place.span.start === text.length;
  return {
    ...fragment,
    text: text.slice(from, to),
    place: isVerbatim ? { ...place, span: within(place.span, from, to) } : place,
    use: literal ? within(use, from, to) : use,
  };
}

function within({ start }: Span, from: number, to: number): Span {
  return { start: start + from, end: start + to };
}
