import { type AuditReport, checks } from '../audit/index.ts';
import { fileOnDisk } from '../sources/file-on-disk.ts';
import { sarifLog } from './shared/sarif-log.ts';
import { limited, resultJson } from './shared/sarif-result.ts';
import { ruleDescriptor } from './shared/sarif-rule.ts';
import { SRCROOT, uriOf } from './shared/sarif-uri.ts';
import type { AuditReporter } from './types.ts';

const indexes: ReadonlyMap<string, number> = new Map(checks.map(({ id }, index) => [id, index]));

/** Suppressed findings are there, and marked. */
export const auditSarif: AuditReporter = (report, { version }) => {
  const suppressed = report.suppressed.map(({ finding, reason }) => ({
    problem: finding,
    suppression: reason === undefined ? {} : { reason },
  }));
  const { results, omitted } = limited([
    ...report.findings.map((finding) => ({ problem: finding })),
    ...suppressed,
  ]);
  return sarifLog({
    version,
    rules: checks.map(ruleDescriptor),
    results: results.map((result) => resultJson(result, indexes)),
    notifications: notifications(report, omitted),
  });
};

/** What the results do not say: files that were not read, and findings beyond what GitHub accepts. */
function notifications({ skipped }: AuditReport, omitted: number): readonly unknown[] {
  const unread = skipped.map(({ file, reason, line }) => ({
    level: 'warning',
    message: { text: `${file} was not read, or not whole: ${reason}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(fileOnDisk(file)), uriBaseId: SRCROOT },
          ...(line === undefined || fileOnDisk(file) !== file
            ? {}
            : { region: { startLine: Math.max(1, line) } }),
        },
      },
    ],
  }));
  if (omitted === 0) return unread;
  return [
    { level: 'warning', message: { text: `${omitted} findings of the lowest severity are left out.` } },
    ...unread,
  ];
}
