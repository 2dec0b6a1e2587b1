import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';
import type { ChartFindings } from './charts/types.ts';

/**
 * Whether charts say more of what was told by the shape of values: of a values file that all who name it gave to charts at hand,
 * and of the same place in a file that has charts installed. `open` are the files of charts that are not.
 */
export function betterKnown(
  { uses, unresolved, valuesFiles }: ChartFindings,
  releases: ReadonlySet<string>,
  open: ReadonlyMap<string, unknown>,
): (use: ImageUse | UnresolvedUse) => boolean {
  const exact = new Set([...uses, ...unresolved].filter(({ file }) => releases.has(file)).map(placeOf));
  return (use) =>
    (use.source === 'helm' && valuesFiles.has(use.file) && !open.has(use.file)) ||
    (releases.has(use.file) && exact.has(placeOf(use)));
}

function placeOf({ file, span }: ImageUse | UnresolvedUse): string {
  return `${span.start} ${file}`;
}

/** Takes items out of a list in place. */
export function removeFrom<Item>(list: Item[], isUnwanted: (item: Item) => boolean): void {
  let kept = 0;
  for (const item of list) if (!isUnwanted(item)) list[kept++] = item;
  list.length = kept;
}
