import { groupBy } from './text.ts';

export interface TestCase {
  /** The name of the suite. */
  readonly suite: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Lines inside the element, indented. */
  readonly body: readonly string[];
  /** Milliseconds that it took, where that is of interest. */
  readonly ms?: number;
}

/** JUnit's XML, as build servers read it. */
export function junitReport(cases: readonly TestCase[]): string {
  const suites = [...groupBy(cases, ({ suite }) => suite)].sort(([left], [right]) => (left < right ? -1 : 1));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pullthrough" ${counts(cases)}>`,
    ...suites.flatMap(([suite, members]) => [
      `  <testsuite name=${attribute(suite)} ${counts(members)}>`,
      ...members.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(cases: readonly TestCase[]): string {
  const of = (wanted: TestCase['outcome']): number =>
    cases.filter(({ outcome }) => outcome === wanted).length;
  return `tests="${cases.length}" failures="${of('failed')}" errors="0" skipped="${of('skipped')}"`;
}

function caseLines({ name, suite, body, ms }: TestCase): readonly string[] {
  const time = ms === undefined ? '' : ` time="${(ms / 1_000).toFixed(3)}"`;
  const start = `    <testcase classname=${attribute(suite)} name=${attribute(name)}${time}`;
  if (body.length === 0) return [`${start}/>`];
  return [`${start}>`, ...body.map((line) => `      ${line}`), '    </testcase>'];
}

export function attribute(text: string): string {
  return `"${escapeXml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;').replaceAll('\r', '&#13;')}"`;
}

/** Characters that XML 1.0 (2.2) cannot hold in any form are replaced. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
