import { formatReference, parseReference, repositoryName } from '../../image/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { Intended, SideEffect } from './prove.ts';
import type { Images } from './types.ts';

/** What is made of the texts and is no image, where it changes: a label, a note, an argument that is no reference. */
export function derivedEffects(
  { derived = [] }: Images,
  intended: ReadonlyMap<ImageUse, Intended>,
): readonly SideEffect[] {
  if (derived.length === 0) return [];
  const uses = [...intended];
  const images = longestFirst(
    uses.map(([use, { reference }]) => [use.value, formatReference(reference)] as const),
  );
  const names = longestFirst([
    ...images,
    ...uses.map(([use, { reference }]) => [nameOf(use), repositoryName(reference)] as const),
  ]);
  const parts = longestFirst(
    uses.flatMap(([, { pieces }]) => pieces.map(({ was, value }) => [was, value] as const)),
  );
  return derived.flatMap(({ file, place, before, after }): readonly SideEffect[] => {
    if (replaced(before, images) === after) return [];
    if (isNamed.test(before) && replaced(before, names) === after) return [];
    if (isField.test(before) && replaced(before, parts) === after) return [];
    const reason = `${place} would change: ${before.trim()}`;
    return [{ file, reason, value: before, tolerable: true }];
  });
}

/** The fields and arguments that have the parts of an image in them, and those that have its name without a tag. */
const isField = /^[\s-]*["']?[\w./-]*(?:image|repository|registry|repo|hub)[\w./-]*["']?\s*[:=]/i;
const isNamed = /^[\s-]*["']?[\w./-]*(?:image|repository|registry|repo|hub|value)[\w./-]*["']?\s*[:=]/i;

/** The name as it is written. */
function nameOf({ value }: ImageUse): string {
  const parsed = parseReference(value);
  return parsed.ok ? value.slice(0, parsed.value.parts.repository.end) : '';
}

type Pair = readonly [was: string, now: string];

function longestFirst(pairs: readonly Pair[]): readonly Pair[] {
  const distinct = new Map(pairs.filter(([was]) => was !== ''));
  return [...distinct].sort((a, b) => b[0].length - a[0].length);
}

/** A line with each of the texts replaced, the longest first; what was replaced is not looked at again. */
function replaced(line: string, pairs: readonly Pair[]): string {
  let rest = [line];
  const done = new Map<string, string>();
  for (const [was, now] of pairs) {
    rest = rest.flatMap((part) => {
      if (done.has(part) || !part.includes(was)) return [part];
      const mark = `\0${done.size}\0`;
      done.set(mark, now);
      return part.split(was).flatMap((piece, index) => (index === 0 ? [piece] : [mark, piece]));
    });
  }
  return rest.map((part) => done.get(part) ?? part).join('');
}
