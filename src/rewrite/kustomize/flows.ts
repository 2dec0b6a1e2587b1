import { normalizeReference, repositoryName } from '../../image/index.ts';
import {
  applyImages,
  type EffectiveImage,
  effectiveImages,
  type ImageEntry,
  matchesEntry,
  type PlacedImage,
  splitImage,
} from '../../kustomize/index.ts';
import { literalPattern } from './entry-name.ts';
import type { KustomizeImagesRequest, UnreachableImage } from './types.ts';

/** One way of an image through the root: what comes in and what has to come out. */
export interface Flow {
  readonly before: string;
  readonly past: number;
  readonly passes: number;
  /** What comes out today. */
  readonly after: string;
  readonly wanted: string;
  /** The renaming that is missing: the name as it comes out today, and the cache's. */
  readonly rename: { readonly name: string; readonly newName: string } | undefined;
}

export interface Flows<T extends PlacedImage> {
  readonly flows: readonly Flow[];
  readonly unreachable: readonly UnreachableImage<T>[];
  readonly needsNewKustomize: readonly T[];
  /** False when not all ways of the images to their roots were followed. */
  readonly complete: boolean;
}

/** All images of the root, with what has to become of each. */
export function flowsOf<T extends PlacedImage>(request: KustomizeImagesRequest<T>): Flows<T> {
  const flows: Flow[] = [];
  const unreachable: UnreachableImage<T>[] = [];
  const needsNewKustomize = new Set<T>();
  let complete = true;
  for (const image of request.images) {
    const followed = effectiveImages(request.graph, image);
    complete &&= followed.complete;
    for (const effective of followed.images) {
      if (effective.root !== request.root) continue;
      const newName = cachedName(effective.after, request);
      const blocked = newName === undefined ? undefined : obstacle(effective);
      if (blocked !== undefined) unreachable.push({ image, value: effective.after, ...blocked });
      if (effective.passes === 0) continue;
      const wanted = blocked === undefined ? newName : undefined;
      if (wanted !== undefined && effective.reach === 'since-5.7') needsNewKustomize.add(image);
      flows.push(flowOf(effective, wanted));
    }
  }
  return { flows, unreachable, needsNewKustomize: [...needsNewKustomize], complete };
}

/** What the flow's image is after other entries. */
export function outcome({ before, past, passes }: Flow, entries: readonly ImageEntry[]): string {
  return applyImages(entries.slice(past), before, passes);
}

function flowOf({ before, past, passes, after }: EffectiveImage, newName: string | undefined): Flow {
  const shared = { before, past, passes, after };
  if (newName === undefined) return { ...shared, wanted: after, rename: undefined };
  const { name } = splitImage(after);
  return { ...shared, wanted: newName + after.slice(name.length), rename: { name, newName } };
}

/** The cache's name for a reference that it covers. */
function cachedName<T extends PlacedImage>(
  value: string,
  { decide }: KustomizeImagesRequest<T>,
): string | undefined {
  const parsed = normalizeReference(value);
  if (!parsed.ok) return undefined;
  const decision = decide(parsed.value.reference);
  return decision.status === 'covered' ? repositoryName(decision.cached) : undefined;
}

function obstacle({
  reach,
  after,
}: EffectiveImage): Pick<UnreachableImage<never>, 'code' | 'reason'> | undefined {
  if (reach === 'no') return { code: 'field', reason: 'kustomize does not look for images in this field' };
  if (matchesEntry({ name: literalPattern(splitImage(after).name) }, after)) return undefined;
  return { code: 'reference', reason: 'kustomize up to 5.8.1 matches no tag or digest written like this' };
}
