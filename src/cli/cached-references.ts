import { type CacheRegistry, decide, type PlanPolicy, upstreamReference } from '../cache/index.ts';
import { formatReference, type ImageReference, normalizeReference, withDefaultTag } from '../image/index.ts';
import { effectiveImages, type KustomizeGraph } from '../kustomize/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import type { VerifyTarget } from '../verify/index.ts';

export interface CachedReferences {
  readonly references: readonly VerifyTarget[];
  /** Images that no existing rule serves. */
  readonly uncovered: number;
}

interface Cached {
  readonly reference: ImageReference;
  readonly uses: Set<ImageUse>;
}

/**
 * Every distinct image that the registry's rules serve, written for the cache already or not, as it is pulled: after the
 * kustomizations, if any take in the file. Sorted.
 */
export function cachedReferences(
  uses: readonly ImageUse[],
  registry: CacheRegistry,
  policy: PlanPolicy,
  graph: KustomizeGraph,
): CachedReferences {
  const found = new Map<string, Cached>();
  const uncovered = new Set<string>();
  for (const use of uses) {
    // An entry that only renames pulls nothing by itself; what it renames is met where it stands.
    if ((use.purpose !== 'pull' && use.purpose !== 'build') || use.inheritsTag === true) continue;
    for (const reference of pulledReferences(use, graph)) {
      const decision = decide(reference, registry, policy);
      if (decision.status === 'uncovered') uncovered.add(formatReference(reference));
      if (decision.status !== 'covered' && decision.status !== 'cached') continue;
      const cached = withDefaultTag(decision.status === 'covered' ? decision.cached : reference);
      const key = formatReference(cached);
      const entry = found.get(key) ?? { reference: cached, uses: new Set() };
      entry.uses.add(use);
      found.set(key, entry);
    }
  }
  const references = [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, cached]) => {
      const origin = upstreamReference(cached.reference, registry.rules);
      return origin === undefined
        ? []
        : [
            {
              reference: cached.reference,
              uses: [...cached.uses],
              upstream: origin.upstream,
              rule: origin.rule.name,
            },
          ];
    });
  return { references, uncovered: uncovered.size };
}

function pulledReferences(use: ImageUse, graph: KustomizeGraph): readonly ImageReference[] {
  if (use.source !== 'kubernetes' && use.source !== 'kustomize') return [use.reference];
  const { images, complete } = effectiveImages(graph, {
    file: use.file,
    value: use.value,
    path: use.path,
    ...(use.object === undefined ? {} : { object: use.object }),
  });
  if (images.length === 0) return [use.reference];
  const references = images.flatMap(({ after }) => {
    const parsed = normalizeReference(after);
    return parsed.ok ? [parsed.value.reference] : [];
  });
  return complete ? references : [use.reference, ...references];
}
