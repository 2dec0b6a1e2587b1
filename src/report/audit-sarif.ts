import { type AuditReport, checks } from '../audit/index.ts';
import { printJson } from './shared/json.ts';
import { limited, resultJson } from './shared/sarif-result.ts';
import { ruleDescriptor } from './shared/sarif-rule.ts';
import { SRCROOT, uriOf } from './shared/sarif-uri.ts';
import type { AuditReporter } from './types.ts';

/**
 * The Static Analysis Results Interchange Format 2.1.0 (OASIS), as GitHub's code scanning and Azure DevOps read it:
 * one run, `results` always present, every result with a location, suppressed ones marked.
 */
export const auditSarif: AuditReporter = (report, { version }) => {
  const { results, omitted } = limited(report);
  return printJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pullthrough', version, rules: checks.map(ruleDescriptor) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [SRCROOT]: { description: { text: 'The root of the repository.' } } },
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: notifications(report, omitted) },
        ],
        results: results.map(resultJson),
      },
    ],
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
          artifactLocation: { uri: uriOf(file), uriBaseId: SRCROOT },
          ...(line === undefined ? {} : { region: { startLine: Math.max(1, line) } }),
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
