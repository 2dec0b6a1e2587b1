import { type EffectiveImage, type PlacedImage, passingImages } from '../effective.ts';
import type { KustomizeGraph } from '../graph.ts';
import { applyImages, matchesEntry } from '../imagetag.ts';
import { directoryOf } from '../paths.ts';
import type { Kustomization } from '../types.ts';

/** An image that comes to a kustomization with entries. */
export interface Visitor {
  readonly image: PlacedImage;
  readonly effective: EffectiveImage;
}

/** What an entry makes of an image that it matches. */
export interface Match {
  readonly from: string;
  readonly to: string;
}

/** The images that come to each kustomization with entries. */
export function visitorsOf(
  graph: KustomizeGraph,
  images: readonly PlacedImage[],
): ReadonlyMap<Kustomization, readonly Visitor[]> {
  const visitors = new Map<Kustomization, Visitor[]>();
  for (const at of graph.byDirectory.values()) if (at.images.length > 0) visitors.set(at, []);
  if (visitors.size === 0) return visitors;
  for (const image of images.filter((one) => !standsInEntry(graph, one))) {
    for (const effective of passingImages(graph, image).images) {
      if (effective.passes > 0) visitors.get(effective.root)?.push({ image, effective });
    }
  }
  return visitors;
}

/** What an entry puts in place is there only when it matches something itself. */
function standsInEntry(graph: KustomizeGraph, { file, path }: PlacedImage): boolean {
  if (!/^image(?:s|Tags)\[[0-9]+\]\.(?:name|newName)$/.test(path)) return false;
  return graph.byDirectory.get(directoryOf(file))?.source.path === file;
}

/** What each entry of a kustomization matches, in their order. */
export function matchesOf(
  { images }: Kustomization,
  visitors: readonly Visitor[],
): readonly (readonly Match[])[] {
  const matches: Match[][] = images.map(() => []);
  for (const { effective } of visitors) {
    let current = effective.before;
    for (const [index, { entry }] of images.entries()) {
      if (index < effective.past) continue;
      const to = applyImages([entry], current, effective.passes);
      if (matchesEntry(entry, current)) matches[index]?.push({ from: current, to });
      current = to;
    }
  }
  return matches;
}
