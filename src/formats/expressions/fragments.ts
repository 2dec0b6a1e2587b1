import { cutFragment, type Fragment } from '../../text/index.ts';

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
