import {
  type CacheRegistry,
  conflicts as conflictsOf,
  missingCredentials as missingCredentialsOf,
  validateRule,
} from '../cache/index.ts';
import type { RuleProblem } from './checks/types.ts';

/** What the cache layer says against the rules of a registry, in the shape that `audit` takes. */
export function ruleProblems(registry: CacheRegistry): {
  readonly conflicts: readonly RuleProblem[];
  readonly missingCredentials: readonly RuleProblem[];
} {
  // The errors of single rules are among the conflicts already.
  const warnings = registry.rules.flatMap((rule) =>
    validateRule(rule)
      .filter(({ severity }) => severity === 'warning')
      .map(({ message, severity }) => ({
        rules: [rule],
        message: `Cache rule ${rule.name}: ${message}`,
        severity,
      })),
  );
  const missingCredentials = registry.rules.flatMap((rule) => {
    const problem = missingCredentialsOf(rule, registry);
    return problem === undefined
      ? []
      : [{ rules: [rule], message: problem.message, severity: problem.severity }];
  });
  return { conflicts: [...conflictsOf(registry), ...warnings], missingCredentials };
}
