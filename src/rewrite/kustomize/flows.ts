import type { Decision } from '../../cache/types.ts';
import { type ImageReference, normalizeReference, repositoryName } from '../../image/index.ts';
import {
  applyImages,
  type EffectiveImage,
  type ImageEntry,
  matchesEntry,
  type PlacedImage,
  splitImage,
} from '../../kustomize/index.ts';
import { literalPattern } from './entry-name.ts';
import { passagesOf } from './passages.ts';
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
  const { graph, root, images, keep } = request;
  const flows: Flow[] = [];
  const unreachable: UnreachableImage<T>[] = [];
  const needsNewKustomize = new Set<T>();
  const { byRoot, complete } = passagesOf(graph, images, graph.roots.includes(root));
  for (const { image, effective } of byRoot.get(root) ?? []) {
    const newName = cachedName(effective.after, request.decide);
    const blocked = newName === undefined ? undefined : (refusal(image, request) ?? obstacle(effective));
    if (blocked !== undefined) unreachable.push({ image, value: effective.after, ...blocked });
    if (effective.passes === 0) continue;
    const kept = keep?.has(splitImage(effective.after).name) === true;
    const wanted = blocked === undefined && !kept ? newName : undefined;
    if (wanted !== undefined && effective.reach === 'since-5.7') needsNewKustomize.add(image);
    flows.push(flowOf(effective, wanted));
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
export function cachedName(
  value: string,
  decide: (reference: ImageReference) => Decision,
): string | undefined {
  const parsed = normalizeReference(value);
  if (!parsed.ok) return undefined;
  const decision = decide(parsed.value.reference);
  return decision.status === 'covered' ? repositoryName(decision.cached) : undefined;
}

type Obstacle = Pick<UnreachableImage<never>, 'code' | 'reason'>;

function refusal<T extends PlacedImage>(
  image: T,
  { refuse }: KustomizeImagesRequest<T>,
): Obstacle | undefined {
  const reason = refuse?.(image);
  return reason === undefined ? undefined : { code: 'refused', reason };
}

function obstacle({ reach, after }: EffectiveImage): Obstacle | undefined {
  if (reach === 'no') return { code: 'field', reason: 'kustomize does not look for images in this field' };
  if (matchesEntry({ name: literalPattern(splitImage(after).name) }, after)) return undefined;
  return { code: 'reference', reason: 'kustomize up to 5.8.1 matches no tag or digest written like this' };
}
