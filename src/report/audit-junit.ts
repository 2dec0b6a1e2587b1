import { type AuditReport, type Finding, fails, pulls } from '../audit/index.ts';
import { imageName } from '../sources/image-name.ts';
import { attribute, escapeXml, junitReport, type TestCase } from './shared/junit.ts';
import { CONFIGURATION, placeOf } from './shared/place.ts';
import type { AuditReporter, ReportOptions } from './types.ts';

/**
 * A suite for each file and a case for each finding, and one for each image use without any. Failed are exactly the findings
 * that make the run fail; the others pass and are printed.
 */
export const auditJunit: AuditReporter = (report, options) =>
  junitReport([
    ...report.findings.map((finding) => findingCase(finding, options)),
    ...report.suppressed.map(({ finding, reason }) => suppressedCase(finding, reason)),
    ...cleanCases(report),
  ]);

function findingCase(finding: Finding, { failOn }: ReportOptions): TestCase {
  const { severity, check, message, help } = finding;
  const details = escapeXml(`${placeOf(finding)}\n${message}\n${help}`);
  const failed = fails(finding, failOn);
  return {
    ...caseOf(finding),
    outcome: failed ? 'failed' : 'passed',
    body: failed
      ? [`<failure type=${attribute(check)} message=${attribute(message)}>${details}</failure>`]
      : [`<system-out>${severity}: ${details}</system-out>`],
  };
}

function suppressedCase(finding: Finding, reason: string | undefined): TestCase {
  const message = reason === undefined ? '' : ` message=${attribute(reason)}`;
  return { ...caseOf(finding), outcome: 'skipped', body: [`<skipped${message}/>`] };
}

function caseOf({ check, slug, file, image, location, message }: Finding): Pick<TestCase, 'suite' | 'name'> {
  const subject =
    location === undefined ? message : `${image ?? message} (${location.line}:${location.column})`;
  return { suite: file ?? CONFIGURATION, name: `${check} ${slug}: ${subject}` };
}

function cleanCases({ uses, findings, suppressed }: AuditReport): readonly TestCase[] {
  const place = (file: string | undefined, line?: number, column?: number): string =>
    `${file}\0${line}\0${column}`;
  const known = new Set(
    [...findings, ...suppressed.map(({ finding }) => finding)].map(({ file, location }) =>
      place(file, location?.line, location?.column),
    ),
  );
  return uses
    .filter(({ use }) => pulls(use.purpose) && !known.has(place(use.file, use.line, use.column)))
    .map(({ use }) => ({
      suite: use.file,
      name: `${imageName(use)} (${use.line}:${use.column})`,
      outcome: 'passed',
      body: [],
    }));
}
