import type { AuditSummary, Outcome } from '../../audit/index.ts';
import { counted } from './text.ts';

/** What a report calls the outcomes; each reads after "uses". */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  uncovered: 'not covered by any cache rule',
  covered: 'covered by a rule, but pulled past the cache',
  dangling: 'written for a cache rule that does not exist',
  unsupported: 'from registries that ACR cannot cache',
  unresolved: 'not to be told from the files',
  cached: 'served by the cache',
  redirected: 'sent to the cache by a kustomization',
  own: 'from your own registries',
  exempt: 'exempt',
};

/** `2 errors, 1 warning, 3 info`, without what does not occur; `no findings` when nothing does. */
export function findingsInWords({ findings }: AuditSummary): string {
  const parts = [
    ...(findings.error === 0 ? [] : [counted(findings.error, 'error')]),
    ...(findings.warning === 0 ? [] : [counted(findings.warning, 'warning')]),
    ...(findings.info === 0 ? [] : [`${findings.info} info`]),
  ];
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}
