import { type AuditReport, type Finding, fails, pulls } from '../audit/index.ts';
import { imageName } from '../sources/image-name.ts';
import { CONFIGURATION, placeOf } from './shared/place.ts';
import { groupBy } from './shared/text.ts';
import type { AuditReporter, ReportOptions } from './types.ts';

interface TestCase {
  readonly file: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Lines inside the element, indented. */
  readonly body: readonly string[];
}

/**
 * JUnit's XML, as build servers read it: a suite for each file and a case for each finding, and one for each image use
 * without any. Failed are exactly the findings that make the run fail; the others pass and are printed.
 */
export const auditJunit: AuditReporter = (report, options) => {
  const cases = [
    ...report.findings.map((finding) => findingCase(finding, options)),
    ...report.suppressed.map(({ finding, reason }) => suppressedCase(finding, reason)),
    ...cleanCases(report),
  ];
  const suites = [...groupBy(cases, ({ file }) => file)].sort(([left], [right]) => (left < right ? -1 : 1));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pullthrough" ${counts(cases)}>`,
    ...suites.flatMap(([file, members]) => [
      `  <testsuite name=${attribute(file)} ${counts(members)}>`,
      ...members.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
};

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

function caseOf({ check, slug, file, image, location, message }: Finding): Pick<TestCase, 'file' | 'name'> {
  const subject =
    location === undefined ? message : `${image ?? message} (${location.line}:${location.column})`;
  return { file: file ?? CONFIGURATION, name: `${check} ${slug}: ${subject}` };
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
      file: use.file,
      name: `${imageName(use)} (${use.line}:${use.column})`,
      outcome: 'passed',
      body: [],
    }));
}

function counts(cases: readonly TestCase[]): string {
  const of = (wanted: TestCase['outcome']): number =>
    cases.filter(({ outcome }) => outcome === wanted).length;
  return `tests="${cases.length}" failures="${of('failed')}" errors="0" skipped="${of('skipped')}"`;
}

function caseLines({ name, file, body }: TestCase): readonly string[] {
  const start = `    <testcase classname=${attribute(file)} name=${attribute(name)}`;
  if (body.length === 0) return [`${start}/>`];
  return [`${start}>`, ...body.map((line) => `      ${line}`), '    </testcase>'];
}

function attribute(text: string): string {
  return `"${escapeXml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;').replaceAll('\r', '&#13;')}"`;
}

/** Characters that XML 1.0 (2.2) cannot hold in any form are replaced. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
