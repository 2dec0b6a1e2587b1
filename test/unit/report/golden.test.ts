import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AuditReport } from '../../../src/audit/index.ts';
import { verifyReporters } from '../../../src/cli/verifying/reporters.ts';
import {
  type AuditFormat,
  ansiStyle,
  auditFormats,
  auditReporters,
  scanFormats,
  scanReporters,
} from '../../../src/report/index.ts';
import { auditReport, emptyAudit, emptyScan, options, scanReport } from './sample.ts';
import { emptyVerify, verifyReport, viaReport } from './verify-sample.ts';

// The expected texts are files to be read: test/golden/report. `vitest --update` writes them anew.
const golden = (name: string): string => `../../golden/report/${name}`;
const extensions: Readonly<Record<string, string>> = {
  json: 'json',
  sarif: 'json',
  gitlab: 'json',
  junit: 'xml',
  markdown: 'md',
};
const fileOf = (name: string, format: string): string => `${name}-${format}.${extensions[format] ?? 'txt'}`;

/** The text of a report; SARIF without the pages of the checks, which are tested with the checks. */
function audited(format: AuditFormat, report: AuditReport): string {
  const text = auditReporters[format](report, options);
  if (format !== 'sarif') return text;
  const log = JSON.parse(text) as { runs: { tool: { driver: { rules: unknown[] } } }[] };
  for (const { tool } of log.runs) tool.driver.rules = ['…'];
  return `${JSON.stringify(log, null, 2)}\n`;
}

// Read before the first comparison: vitest writes a missing file and lets the test pass.
const present = readdirSync('test/golden/report');

test('every report has its expected text, and there is none too many', () => {
  const expected = [
    ...scanFormats.flatMap((format) => [fileOf('scan', format), fileOf('scan-empty', format)]),
    ...auditFormats.flatMap((format) => [fileOf('audit', format), fileOf('audit-empty', format)]),
    ...auditFormats.flatMap((format) =>
      ['verify', 'verify-empty', 'verify-via'].map((name) => fileOf(name, format)),
    ),
    'audit-narrow-pretty.txt',
  ];
  expect(present.sort()).toEqual(expected.sort());
});

test.each(scanFormats)('scan as %s', async (format) => {
  await expect(scanReporters[format](scanReport, options)).toMatchFileSnapshot(
    golden(fileOf('scan', format)),
  );
  await expect(scanReporters[format](emptyScan, options)).toMatchFileSnapshot(
    golden(fileOf('scan-empty', format)),
  );
});

test.each(auditFormats)('audit as %s', async (format) => {
  await expect(audited(format, auditReport)).toMatchFileSnapshot(golden(fileOf('audit', format)));
  await expect(audited(format, emptyAudit)).toMatchFileSnapshot(golden(fileOf('audit-empty', format)));
});

test.each(auditFormats)('verify as %s', async (format) => {
  const reports = { verify: verifyReport, 'verify-empty': emptyVerify, 'verify-via': viaReport };
  for (const [name, report] of Object.entries(reports)) {
    const text = verifyReporters[format](report, options);
    await expect(text).toMatchFileSnapshot(golden(fileOf(name, format)));
  }
});

test('in 80 columns and in colour', async () => {
  const narrow = { ...options, width: 80 };
  await expect(auditReporters.pretty(auditReport, narrow)).toMatchFileSnapshot(
    golden('audit-narrow-pretty.txt'),
  );
  const coloured = auditReporters.pretty(auditReport, { ...options, style: ansiStyle });
  expect(coloured).toContain('\u001b[31merror\u001b[39m PT001');
  expect(coloured.replaceAll(/\p{Cc}\[\d+m/gu, '')).toBe(auditReporters.pretty(auditReport, options));
});
