import { expect, test } from 'vitest';
import type { AuditReport } from '../../../src/audit/index.ts';
import { type AuditFormat, auditReporters } from '../../../src/report/index.ts';
import { audited, auditOf, decisions, unresolved } from '../audit/builders.ts';
import { options } from './sample.ts';

/** One finding in a file of this name, of which the message holds this text. */
function reportOf(file: string, value: string): AuditReport {
  return auditOf({ unresolved: [unresolved(value, { file, reason: 'x' })] });
}

const print = (format: AuditFormat, report: AuditReport): string => auditReporters[format](report, options);

test('a workflow command of GitHub is one line whatever the texts hold', () => {
  const text = print('github', reportOf('a,b:c%\r\n.yaml', '100%\r\n::error::x'));
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(text).toContain('file=a%2Cb%3Ac%25%0D%0A.yaml,line=7');
  expect(text).toContain('::100%25%0D%0A::error::x cannot be told');
});

test('columns are left out where the range has several lines', () => {
  const uses = [audited('nginx:1.27', decisions.covered, { endLine: 15, endColumn: 3 })];
  expect(print('github', auditOf({ uses }))).toMatch(
    /^::error file=k8s\/web\.yaml,line=14,endLine=15,title=/,
  );
});

test('a logging command of Azure Pipelines is one line whatever the texts hold', () => {
  const text = print('azure', reportOf('a;b]%\r\n.yaml', '100%\r\n##vso[task.complete]'));
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(text).toContain('sourcepath=a%3Bb%5D%AZP25%0D%0A.yaml;');
  expect(text).toContain(']100%AZP25%0D%0A##vso[task.complete] cannot be told');
});

test('a note in the log of Azure Pipelines cannot become a command', () => {
  const report = auditOf({
    unresolved: [unresolved('\n##vso[task.complete]', { file: '\n##vso[x]', confidence: 'possible' })],
  });
  const text = print('azure', report);
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(text.startsWith('##')).toBe(false);
});

test('the entries of GitLab have fingerprints of their own, also for findings that are alike', () => {
  const uses = [1, 2, 3].map((line) => audited('nginx:1.27', decisions.covered, { line }));
  const entries = JSON.parse(print('gitlab', auditOf({ uses }))) as { fingerprint: string }[];
  expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(3);
});

test('JUnit is well-formed whatever the texts hold', () => {
  const text = print('junit', reportOf('a<b>&"\'.yaml', '<![CDATA[ ]]> \u0000 \ud800 "\n&amp;'));
  expect(text).toContain('<testsuite name="a&lt;b&gt;&amp;&quot;\'.yaml"');
  expect(text).toContain('&lt;![CDATA[ ]]&gt; \ufffd \ufffd &quot;&#10;&amp;amp;');
  for (const character of ['\u0000', '\ud800']) expect(text).not.toContain(character);
});

test.each([
  ['error', 1],
  ['warning', 2],
  ['never', 0],
] as const)('with failOn %s JUnit has %i failures, as many as make the run fail', (failOn, failures) => {
  const report = auditOf({ uses: [audited('nginx', decisions.covered)] });
  expect(report.findings.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  expect(auditReporters.junit(report, { ...options, failOn })).toContain(`tests="2" failures="${failures}"`);
});

test('Markdown shows texts and does not obey them', () => {
  const text = print('markdown', reportOf('a|b`c.yaml', '<img src=x> | [a](b) *c* @team'));
  expect(text).toContain('`` a\\|b`c.yaml:7:6 ``');
  expect(text).toContain('\\<img src=x\\> \\| \\[a\\](b) \\*c\\* @team cannot be told');
});

test('Markdown stays below the size of a comment and says what it leaves out', () => {
  const uses = Array.from({ length: 2000 }, (_, index) =>
    audited('nginx:1.27', decisions.covered, { line: index + 1 }),
  );
  const text = print('markdown', auditOf({ uses }));
  expect(text.length).toBeLessThan(65_536);
  const rows = text.split('\n').filter((line) => line.startsWith('| error')).length;
  expect(text).toContain(`${2000 - rows} findings more`);
});

test('text for a terminal does not obey control characters', () => {
  const text = print('pretty', reportOf('a\u001b[2J.yaml', '\u001b]0;x\u0007\u202e\n'));
  expect(text).toContain('a\\u001b[2J.yaml');
  expect(text).toContain('\\u001b]0;x\\u0007\\u202e\\n cannot be told');
});
