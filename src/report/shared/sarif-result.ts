import { type AuditReport, checks, type Finding } from '../../audit/index.ts';
import type { Location } from '../../text/span.ts';
import { CONFIG_FILE } from './place.ts';
import { sarifLevel } from './sarif-rule.ts';
import { SRCROOT, uriOf } from './sarif-uri.ts';

/** GitHub refuses a run with more results. */
const MAX_RESULTS = 25_000;

/** A finding to print; `suppression` stands for a comment in the source. */
export interface SarifFinding {
  readonly finding: Finding;
  readonly suppression?: { readonly reason?: string };
}

const indexOf: ReadonlyMap<string, number> = new Map(checks.map(({ id }, index) => [id, index]));

/** As many findings as GitHub accepts, errors before warnings before notes, suppressed ones last. */
export function limited(report: AuditReport): {
  readonly results: readonly SarifFinding[];
  readonly omitted: number;
} {
  const suppressed = report.suppressed.map(({ finding, reason }) => ({
    finding,
    suppression: reason === undefined ? {} : { reason },
  }));
  const all: readonly SarifFinding[] = [...report.findings.map((finding) => ({ finding })), ...suppressed];
  if (all.length <= MAX_RESULTS) return { results: all, omitted: 0 };
  const ranked = (['error', 'warning', 'info'] as const).flatMap((severity) =>
    all.filter(({ finding, suppression }) => suppression === undefined && finding.severity === severity),
  );
  const results = [...ranked, ...suppressed].slice(0, MAX_RESULTS);
  return { results, omitted: all.length - results.length };
}

/** A result object (SARIF 2.1.0, 3.27). Suppressions are given on all results or on none (3.27.23): on all. */
export function resultJson({ finding, suppression }: SarifFinding): Record<string, unknown> {
  const { check, severity, message, help, file, location, fingerprint } = finding;
  return {
    ruleId: check,
    ruleIndex: indexOf.get(check) ?? -1,
    level: sarifLevel(severity),
    message: { text: `${message} ${help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file ?? CONFIG_FILE), uriBaseId: SRCROOT },
          region: regionOf(location),
        },
      },
    ],
    partialFingerprints: { 'pullthrough/v1': fingerprint },
    suppressions:
      suppression === undefined
        ? []
        : [
            {
              kind: 'inSource',
              ...(suppression.reason === undefined ? {} : { justification: suppression.reason }),
            },
          ],
  };
}

/** GitHub refuses lines below 1 and results without a region; the first line stands for a whole file. */
function regionOf(location: Location | undefined): Record<string, number> {
  if (location === undefined) return { startLine: 1 };
  const startLine = Math.max(1, location.line);
  const startColumn = Math.max(1, location.column);
  const endLine = Math.max(startLine, location.endLine);
  return {
    startLine,
    startColumn,
    endLine,
    endColumn: Math.max(endLine === startLine ? startColumn : 1, location.endColumn),
  };
}
