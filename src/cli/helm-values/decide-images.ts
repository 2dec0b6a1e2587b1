import {
  type CacheRegistry,
  type CacheRule,
  type Decision,
  decide,
  type PlanPolicy,
  plan,
} from '../../cache/index.ts';
import type { ImageReference } from '../../image/index.ts';

export interface ImageDecider {
  readonly decideAll: (references: readonly ImageReference[]) => (reference: ImageReference) => Decision;
  /** Whether a rule has to be created first. */
  readonly isMissing: (rule: CacheRule) => boolean;
}

/** Decides by the rules that exist and, unless those alone are wanted, by the ones that the plan proposes for what they do not serve. */
export function imageDecider(
  registry: CacheRegistry,
  policy: PlanPolicy,
  existingRules: boolean,
): ImageDecider {
  let known = registry;
  const existing = new Set(registry.rules);
  return {
    decideAll: (references) => {
      if (!existingRules) {
        const { rules } = plan(references, known, policy);
        known = { ...known, rules: [...known.rules, ...rules.map(({ rule }) => rule)] };
      }
      const decided = known;
      return (reference) => decide(reference, decided, policy);
    },
    isMissing: (rule) => !existing.has(rule),
  };
}
