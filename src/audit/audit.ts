import type { CacheRegistry } from '../cache/types.ts';
import type { UnresolvedUse } from '../sources/image-use.ts';
import { checks } from './checks/index.ts';
import type { Check, CheckContext, EntryProblem, RuleProblem } from './checks/types.ts';
import { findingsOf } from './finding.ts';
import { summarize } from './summary.ts';
import { applySuppressions, type IgnoreDirective } from './suppress/index.ts';
import type { AuditedUse, AuditReport, AuditSettings, CheckLevel, FileCounts, SkippedFile } from './types.ts';

export interface AuditInput {
  readonly uses: readonly AuditedUse[];
  readonly unresolved: readonly UnresolvedUse[];
  readonly skipped: readonly SkippedFile[];
  readonly files: FileCounts;
  readonly registry: CacheRegistry;
  /** What ACR would refuse about the rules. */
  readonly conflicts: readonly RuleProblem[];
  /** Rules that lack the credential set their upstream wants. */
  readonly missingCredentials: readonly RuleProblem[];
  /** What is wrong with the `images:` entries and the plugins of kustomizations. */
  readonly entryProblems?: readonly EntryProblem[];
  /** `ignoreDirectives` of each file that has any, by path. */
  readonly directives: ReadonlyMap<string, readonly IgnoreDirective[]>;
  readonly settings: AuditSettings;
}

/** Runs the checks over what was found. Pure: the same input gives the same report, in the same order. */
export function audit(input: AuditInput): AuditReport {
  const { uses, unresolved, skipped, files, registry, conflicts, missingCredentials, settings } = input;
  const { entryProblems = [] } = input;
  const context: CheckContext = { uses, unresolved, registry, conflicts, missingCredentials, entryProblems };
  const levelOf = (check: Check): CheckLevel => settings.levels[check.id] ?? check.level;
  const idle = checks.filter((check) => levelOf(check) === 'off');
  const reported = checks
    .filter((check) => levelOf(check) !== 'off')
    .flatMap((check) => check.run(context).map((violation) => ({ check, violation })));
  const { findings, suppressed, unused } = applySuppressions(
    findingsOf(reported, { levelOf, configFile: settings.configFile }),
    input.directives,
    new Set(idle.flatMap(({ id, slug }) => [id.toLowerCase(), slug])),
  );
  return {
    uses,
    unresolved,
    findings,
    suppressed,
    unusedSuppressions: unused,
    skipped,
    files,
    summary: summarize(uses, unresolved, findings, suppressed.length),
  };
}
