import type { Location } from '../../text/span.ts';
import { onDisk } from './on-disk.ts';
import { CONFIG_FILE } from './place.ts';
import type { Problem } from './problem.ts';
import { sarifLevel } from './sarif-level.ts';
import { SRCROOT, uriOf } from './sarif-uri.ts';

/** GitHub refuses a run with more results. */
const MAX_RESULTS = 25_000;

/** A problem to print; `suppression` stands for a comment in the source. */
export interface SarifProblem {
  readonly problem: Problem;
  readonly suppression?: { readonly reason?: string };
}

/** As many problems as GitHub accepts, errors before warnings before notes, suppressed ones last. */
export function limited(all: readonly SarifProblem[]): {
  readonly results: readonly SarifProblem[];
  readonly omitted: number;
} {
  if (all.length <= MAX_RESULTS) return { results: all, omitted: 0 };
  const ranked = (['error', 'warning', 'info'] as const).flatMap((severity) =>
    all.filter(({ problem, suppression }) => suppression === undefined && problem.severity === severity),
  );
  const suppressed = all.filter(({ suppression }) => suppression !== undefined);
  const results = [...ranked, ...suppressed].slice(0, MAX_RESULTS);
  return { results, omitted: all.length - results.length };
}

/** A result object (SARIF 2.1.0, 3.27). Suppressions are given on all results or on none (3.27.23): on all. */
export function resultJson(
  { problem, suppression }: SarifProblem,
  indexes: ReadonlyMap<string, number>,
): Record<string, unknown> {
  const { check, severity, message, help, file, location, fingerprint } = onDisk(problem);
  return {
    ruleId: check,
    ruleIndex: indexes.get(check) ?? -1,
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
