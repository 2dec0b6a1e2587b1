import type { Decision } from '../../cache/types.ts';
import type { ImageReference } from '../../image/index.ts';
import {
  type EffectiveImage,
  type Kustomization,
  type KustomizeGraph,
  type PlacedImage,
  passingImages,
  splitImage,
} from '../../kustomize/index.ts';
import { cachedName } from './flows.ts';
import { passagesOf } from './passages.ts';
import type { KeptName } from './types.ts';

interface Edited<T extends PlacedImage> {
  readonly graph: KustomizeGraph;
  /** The graph after the edits. */
  readonly after: KustomizeGraph;
  /** The kustomizations that are edited. */
  readonly changed: readonly Kustomization[];
  readonly images: readonly T[];
  readonly decide: (reference: ImageReference) => Decision;
}

interface LostName {
  readonly root: Kustomization;
  readonly name: KeptName;
}

/**
 * The names that an edited kustomization renames although a kustomization that includes it looks for them: what that one
 * builds would be neither what it builds today nor the same through the cache.
 */
export function lostNames<T extends PlacedImage>(edited: Edited<T>): readonly LostName[] {
  const { graph, after, changed, images, decide } = edited;
  const inner = changed.filter(({ directory }) => graph.includedBy.has(directory));
  if (inner.length === 0) return [];
  const { byRoot } = passagesOf(graph, images, false);
  const passing = new Set(inner.flatMap((root) => (byRoot.get(root) ?? []).map(({ image }) => image)));
  return [...passing].flatMap((image) => {
    const before = passingImages(graph, image).images;
    const now = passingImages(after, image).images;
    const spoilt = spoiltBuild(before, now, decide);
    if (spoilt === undefined) return [];
    return before
      .filter(({ root }) => root !== spoilt && inner.includes(root))
      .map((effective) => ({
        root: effective.root,
        name: { name: splitImage(effective.after).name, by: spoilt.source.path },
      }));
  });
}

/** The first kustomization that builds something else of an image than it did, or the same through the cache. */
function spoiltBuild(
  before: readonly EffectiveImage[],
  now: readonly EffectiveImage[],
  decide: (reference: ImageReference) => Decision,
): Kustomization | undefined {
  const outcomes = outcomesByDirectory(now);
  for (const { root } of before) {
    const old = before.filter((effective) => effective.root === root).map(({ after }) => after);
    const found = outcomes.get(root.directory) ?? new Set();
    const forms = old.map((value) => [value, cached(value, decide)]);
    const allThere = forms.every((either) => either.some((value) => found.has(value)));
    const nothingElse = [...found].every((value) => forms.some((either) => either.includes(value)));
    if (!allThere || !nothingElse) return root;
  }
  return undefined;
}

function outcomesByDirectory(images: readonly EffectiveImage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const outcomes = new Map<string, Set<string>>();
  for (const { root, after } of images) {
    const known = outcomes.get(root.directory);
    if (known === undefined) outcomes.set(root.directory, new Set([after]));
    else known.add(after);
  }
  return outcomes;
}

function cached(value: string, decide: (reference: ImageReference) => Decision): string {
  const name = cachedName(value, decide);
  return name === undefined ? value : name + value.slice(splitImage(value).name.length);
}
