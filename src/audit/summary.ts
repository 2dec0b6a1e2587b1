import { imageName } from '../sources/image-name.ts';
import type { Purpose, UnresolvedUse } from '../sources/image-use.ts';
import type { AuditedUse, AuditSummary, Finding, Outcome, OutcomeCount, Severity } from './types.ts';

/** In the order in which a report shows them: what wants attention first. */
export const outcomes: readonly Outcome[] = [
  'uncovered',
  'covered',
  'dangling',
  'unsupported',
  'unresolved',
  'cached',
  'redirected',
  'own',
  'exempt',
];

/** Whether somebody pulls because of a use of this purpose; a build pulls what it builds from. */
export function pulls(purpose: Purpose): boolean {
  return purpose === 'pull' || purpose === 'build';
}

function outcomeOf({ decision, redirectedBy }: AuditedUse): Outcome {
  return decision.status === 'covered' && redirectedBy !== undefined ? 'redirected' : decision.status;
}

export function summarize(
  uses: readonly AuditedUse[],
  unresolved: readonly UnresolvedUse[],
  findings: readonly Finding[],
  suppressed: number,
): AuditSummary {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  const images = new Map<Outcome, Set<string>>(outcomes.map((outcome) => [outcome, new Set()]));
  for (const audited of uses) {
    if (!pulls(audited.use.purpose)) continue;
    const outcome = outcomeOf(audited);
    counts[outcome]++;
    images.get(outcome)?.add(imageName(audited.use));
  }
  for (const use of unresolved) {
    if (!pulls(use.purpose)) continue;
    counts.unresolved++;
    images.get('unresolved')?.add(use.value);
  }
  const severities: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) severities[severity]++;
  return {
    outcomes: Object.fromEntries(
      outcomes.map((outcome): [Outcome, OutcomeCount] => [
        outcome,
        { uses: counts[outcome], images: images.get(outcome)?.size ?? 0 },
      ]),
    ) as Record<Outcome, OutcomeCount>,
    findings: severities,
    suppressed,
  };
}
