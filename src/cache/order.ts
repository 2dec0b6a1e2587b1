import { formatReference, type ImageReference } from '../image/index.ts';

/** Order by UTF-16 code units: the same on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Each reference once, sorted by its text. */
export function distinctReferences(references: Iterable<ImageReference>): readonly ImageReference[] {
  const byText = new Map<string, ImageReference>();
  for (const reference of references) byText.set(formatReference(reference), reference);
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, reference]) => reference);
}
