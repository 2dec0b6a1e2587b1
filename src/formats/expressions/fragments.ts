import type { Fragment, Place } from './value.ts';

/** The fragments of a stretch of their text, holes counted as nothing. */
export function sliceFragments(
  fragments: readonly Fragment[],
  start: number,
  end: number,
): readonly Fragment[] {
  const sliced: Fragment[] = [];
  let offset = 0;
  for (const fragment of fragments) {
    if (fragment.kind === 'hole') continue;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, fragment.text.length);
    if (from < to) sliced.push(cutFragment(fragment, from, to));
    offset += fragment.text.length;
  }
  return sliced;
}

/** Part of known text; one that is not the same character by character keeps its whole place. */
export function cutFragment(
  fragment: Fragment & { readonly kind: 'text' },
  from: number,
  to: number,
): Fragment {
  const { place, use, text: whole } = fragment;
  const inner = partOf(place, whole, from, to);
  // A literal is used where it stands, and so is its part.
  return { kind: 'text', text: whole.slice(from, to), place: inner, use: use === place ? inner : use };
}

function partOf(place: Place | undefined, whole: string, from: number, to: number): Place | undefined {
  if (place === undefined || place.span.end - place.span.start !== whole.length) return place;
  const { start } = place.span;
  return { file: place.file, span: { start: start + from, end: start + to } };
}
