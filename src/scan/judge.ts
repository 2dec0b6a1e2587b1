import type { AuditedUse } from '../audit/index.ts';
import {
  type CacheRegistry,
  type Decision,
  decide,
  type Plan,
  type PlanPolicy,
  plan,
} from '../cache/index.ts';
import { formatReference, type ImageReference, normalizeReference } from '../image/index.ts';
import { effectiveImages, type KustomizeGraph } from '../kustomize/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { placedImage } from '../sources/kustomize/index.ts';
import { withOverwritten } from './overwritten.ts';

/** What the cache does with every use, and the plan for what it does not serve. */
export interface Judgement {
  readonly uses: readonly AuditedUse[];
  readonly plan: Plan;
  /** The registry as it will be when the plan's rules and credential sets exist. */
  readonly planned: CacheRegistry;
}

export interface JudgeInput {
  readonly uses: readonly ImageUse[];
  readonly registry: CacheRegistry;
  readonly policy: PlanPolicy;
  readonly graph: KustomizeGraph;
}

/**
 * Decides every use. The rule that an uncovered use is shown with is the plan's, made for all uses together, so that
 * what a finding promises is what `rules` prints.
 */
export function judge({ uses: found, registry, policy, graph }: JudgeInput): Judgement {
  const uses = withOverwritten(found, graph);
  const pulled = uses.filter(
    ({ purpose, builtBy }) => (purpose === 'pull' || purpose === 'build') && builtBy === undefined,
  );
  const proposed = plan(
    pulled.map(({ reference }) => reference),
    registry,
    policy,
  );
  const planned: CacheRegistry = {
    ...registry,
    rules: [...registry.rules, ...proposed.rules.map(({ rule }) => rule)],
    credentialSets: [
      ...registry.credentialSets,
      ...proposed.credentialSets.map(({ credentialSet }) => credentialSet),
    ],
  };
  const decisionOf = memoized((reference) => {
    const decision = decide(reference, registry, policy);
    if (decision.status !== 'uncovered') return decision;
    const later = decide(reference, planned, policy);
    if (later.status !== 'covered') return decision;
    return { status: 'uncovered', proposed: later.rule, cached: later.cached };
  });
  const audited = uses.map((use) => {
    const decision = decisionOf(use.reference);
    const redirectedBy = decision.status === 'covered' ? redirection(use, graph, decisionOf) : undefined;
    return { use, decision, ...(redirectedBy === undefined ? {} : { redirectedBy }) };
  });
  return { uses: audited, plan: proposed, planned };
}

/** The kustomization that sends a use through the cache; undefined unless every root that builds it does so. */
function redirection(
  use: ImageUse,
  graph: KustomizeGraph,
  decisionOf: (reference: ImageReference) => Decision,
): string | undefined {
  if (use.source !== 'kubernetes' && use.source !== 'kustomize') return undefined;
  const { images, complete } = effectiveImages(graph, placedImage(use));
  if (!complete) return undefined;
  const cached = images.every(({ after }) => {
    const parsed = normalizeReference(after);
    return parsed.ok && decisionOf(parsed.value.reference).status === 'cached';
  });
  return cached ? images[0]?.root.source.path : undefined;
}

function memoized(decide: (reference: ImageReference) => Decision): (reference: ImageReference) => Decision {
  const known = new Map<string, Decision>();
  return (reference) => {
    const key = formatReference(reference);
    const before = known.get(key);
    if (before !== undefined) return before;
    const decision = decide(reference);
    known.set(key, decision);
    return decision;
  };
}
