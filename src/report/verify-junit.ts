import { formatReference } from '../image/index.ts';
import type { VerifiedReference, VerifyReport } from '../verify/index.ts';
import { attribute, escapeXml, junitReport, type TestCase } from './shared/junit.ts';
import { remarksOf } from './shared/verify-problems.ts';
import type { VerifyReporter } from './types.ts';

/** A suite for each cache rule, and a case for each reference with the time that its pull took. */
export const verifyJunit: VerifyReporter = (report) =>
  junitReport(report.references.map((verified) => caseOf(verified, report)));

function caseOf(verified: VerifiedReference, { via }: VerifyReport): TestCase {
  const { target, result, ms } = verified;
  const places = target.uses.map(({ file, line, column }) => `${file}:${line}:${column}`);
  const body = remarksOf(verified, via).map(({ check: { id, severity }, message, help }) => {
    const details = escapeXml([message, help, ...places].join('\n'));
    return result.ok
      ? `<system-out>${severity}: ${id} ${details}</system-out>`
      : `<failure type=${attribute(id)} message=${attribute(message)}>${details}</failure>`;
  });
  return {
    suite: target.rule === '' ? 'no cache rule' : target.rule,
    name: formatReference(target.reference),
    outcome: result.ok ? 'passed' : 'failed',
    body,
    ms,
  };
}
