import {
  type CacheRegistry,
  type CacheRule,
  type Decision,
  decide,
  type PlanPolicy,
} from '../../cache/index.ts';
import type { ImageReference } from '../../image/index.ts';
import type { KustomizeGraph } from '../../kustomize/index.ts';
import type { Refusal } from '../../rewrite/in-place.ts';
import { cachedInstead, selectorRefusal } from '../../rewrite/wanted.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { SourceText } from '../../text/index.ts';
import { kustomizeStanding } from './kustomized.ts';

/** What each use is to name. */
export type Wanted = (use: ImageUse) => ImageReference | Refusal | undefined;

export interface CachedWanted {
  readonly wanted: Wanted;
  /** Rules that the registry does not have yet, of those that a use is served by. */
  readonly missingRules: () => readonly CacheRule[];
}

/** Everything through the cache, but what a kustomization sends there. `rules` are those that there will be. */
export function wantedCached(
  rules: CacheRegistry & { readonly loginServer: string },
  existing: readonly CacheRule[],
  policy: PlanPolicy,
  graph: KustomizeGraph,
  textOf: (file: string) => SourceText | undefined,
  unsafe: boolean,
): CachedWanted {
  const missing = new Map<string, CacheRule>();
  const known = new Set(existing);
  const decideNew = (reference: ImageReference): Decision => {
    const decision = decide(reference, rules, policy);
    if (decision.status === 'covered' && !known.has(decision.rule)) {
      missing.set(decision.rule.name, decision.rule);
    }
    return decision;
  };
  return {
    wanted: (use) => {
      const decision = cachedInstead(use, (reference) => decide(reference, rules, policy));
      if (decision === undefined) return undefined;
      const standing = kustomizeStanding(use, graph, rules.loginServer);
      if (standing === 'redirected') return undefined;
      const refusal =
        selectorRefusal(use, textOf(use.file)) ??
        (unsafe ? undefined : lockRefusal(use, textOf)) ??
        (standing === 'free' ? undefined : standing);
      return refusal ?? cachedInstead(use, decideNew);
    },
    missingRules: () => [...missing.values()],
  };
}

/** A lock has the digest of the dependencies that it was made for: with others Helm refuses it (helm.sh, `helm dependency build`). */
function lockRefusal(
  { source, isChart, file }: ImageUse,
  textOf: (file: string) => SourceText | undefined,
): Refusal | undefined {
  if (source !== 'helm' || isChart !== true) return undefined;
  const lock = file.replace(/\.yaml$/, '.lock');
  if (textOf(lock) === undefined) return undefined;
  const reason = `${lock} would be out of date, and Helm refuse it until \`helm dependency update\` has run`;
  return { code: 'shared', reason, unsafe: true };
}
