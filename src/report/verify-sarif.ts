import { type VerifyCheck, verifyChecks } from '../verify/index.ts';
import { pascalCase, problemSeverity, sarifLevel } from './shared/sarif-level.ts';
import { sarifLog } from './shared/sarif-log.ts';
import { limited, resultJson } from './shared/sarif-result.ts';
import { verifyProblems } from './shared/verify-problems.ts';
import type { VerifyReporter } from './types.ts';

const indexes: ReadonlyMap<string, number> = new Map(verifyChecks.map(({ id }, index) => [id, index]));

/** One result for each place of an image that does not pull, or that there is a note on. */
export const verifySarif: VerifyReporter = (report, { version }) => {
  const { results, omitted } = limited(verifyProblems(report).map((problem) => ({ problem })));
  const message = { text: `${omitted} results of the lowest severity are left out.` };
  return sarifLog({
    version,
    rules: verifyChecks.map(descriptor),
    results: results.map((result) => resultJson(result, indexes)),
    notifications: omitted === 0 ? [] : [{ level: 'warning', message }],
  });
};

/** A reportingDescriptor (SARIF 2.1.0, 3.49). */
function descriptor({ id, slug, title, severity, why }: VerifyCheck): Record<string, unknown> {
  return {
    id,
    name: pascalCase(slug),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${why}` },
    help: { text: `${title}. ${why}`, markdown: `**${title}.** ${why}` },
    defaultConfiguration: { level: sarifLevel(severity) },
    properties: {
      tags: ['container-images'],
      precision: 'very-high',
      'problem.severity': problemSeverity(severity),
    },
  };
}
