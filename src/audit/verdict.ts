import { graver } from './severity.ts';
import type { AuditReport, FailOn, Finding } from './types.ts';

/**
 * Whether one finding makes a run fail. The threshold is inclusive:
 *
 *     failOn    error   warning   info
 *     error     fails   -         -
 *     warning   fails   fails     -
 *     info      fails   fails     fails
 *     never     -       -         -
 *
 * A finding about a `possible` use never fails a run, whatever the threshold: nobody may be stopped by a guess.
 */
export function fails(finding: Pick<Finding, 'severity' | 'confidence'>, failOn: FailOn): boolean {
  if (failOn === 'never' || finding.confidence === 'possible') return false;
  return !graver(failOn, finding.severity);
}

/** The exit code of an audit: 1 when a finding that is not suppressed fails, else 0. Codes above 1 are not its business. */
export function verdict(report: Pick<AuditReport, 'findings'>, failOn: FailOn): 0 | 1 {
  return report.findings.some((finding) => fails(finding, failOn)) ? 1 : 0;
}
