import { type PlacedImage, passingImages } from '../effective.ts';
import type { KustomizeGraph } from '../graph.ts';
import { applyImages, type ImageEntry, matchesEntry, splitImage } from '../imagetag.ts';
import type { Kustomization, LocatedEntry } from '../types.ts';
import { matchesOf, type Visitor, visitorsOf } from './meetings.ts';

interface PlacedEntry {
  readonly at: Kustomization;
  readonly located: LocatedEntry;
}

/** An entry that does something else than it says. */
export type EntryTrap =
  /** What it looks for was renamed before it comes to it: by `by`, an entry before it or one of another kustomization. */
  | (PlacedEntry & {
      readonly kind: 'hidden';
      readonly by: { readonly at: Kustomization; readonly entry: ImageEntry };
    })
  /** Its new name has a tag or digest, and the image's own comes behind that. */
  | (PlacedEntry & { readonly kind: 'tag-in-name'; readonly from: string; readonly to: string })
  /** Nothing in what is known of the build is what it looks for. */
  | (PlacedEntry & { readonly kind: 'unmatched' });

/** The traps among the entries of all kustomizations; `images` are all that were found, whether they can be pulled or not. */
export function entryTraps(graph: KustomizeGraph, images: readonly PlacedImage[]): readonly EntryTrap[] {
  return [...visitorsOf(graph, images)].flatMap(([at, visitors]) => {
    const matches = matchesOf(at, visitors);
    return at.images.flatMap((located, index): readonly EntryTrap[] => {
      const matched = matches[index] ?? [];
      const broken = matched.find(({ from }) => hasSecondVersion(from, located.entry));
      if (broken !== undefined) return [{ kind: 'tag-in-name', at, located, ...broken }];
      if (matched.length > 0) return [];
      const by = renamer(graph, located, index, at, visitors);
      return [by === undefined ? { kind: 'unmatched', at, located } : { kind: 'hidden', at, located, by }];
    });
  });
}

/**
 * Whether a version comes behind the one in the new name. Where the entry itself gives both, its text alone shows a
 * reference that is none.
 */
function hasSecondVersion(
  image: string,
  { newName = '', newTag = '', digest = '', tagSuffix = '' }: ImageEntry,
): boolean {
  const own = splitImage(newName);
  if ((own.tag === '' && own.digest === '') || newTag !== '' || digest !== '') return false;
  const found = splitImage(image);
  return found.tag + tagSuffix !== '' || (found.digest !== '' && own.digest !== '');
}

/** What took the name from an entry: the first to rename an image that it would match. */
function renamer(
  graph: KustomizeGraph,
  { entry }: LocatedEntry,
  index: number,
  at: Kustomization,
  visitors: readonly Visitor[],
): { readonly at: Kustomization; readonly entry: ImageEntry } | undefined {
  for (const { image, effective } of visitors) {
    const own = renamerIn(at, effective.before, entry, effective.passes, index, effective.past);
    if (own !== undefined) return own;
    if (!matchesEntry(entry, image.value)) continue;
    for (const { root, before, passes, past } of passingImages(graph, image).images) {
      const by = renamerIn(root, before, entry, passes, root.images.length, past);
      if (by !== undefined && root !== at) return by;
    }
  }
  return undefined;
}

function renamerIn(
  at: Kustomization,
  before: string,
  wanted: ImageEntry,
  passes: number,
  end: number,
  start: number,
): { readonly at: Kustomization; readonly entry: ImageEntry } | undefined {
  let current = before;
  for (const { entry } of at.images.slice(start, end)) {
    const next = applyImages([entry], current, passes);
    if (matchesEntry(wanted, current) && !matchesEntry(wanted, next)) return { at, entry };
    current = next;
  }
  return undefined;
}
