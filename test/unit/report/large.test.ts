import { expect, test } from 'vitest';
import { auditFormats, auditReporters, scanFormats, scanReporters } from '../../../src/report/index.ts';
import { audited, auditOf, decisions } from '../audit/builders.ts';
import { cpuTime } from '../audit/cpu-time.ts';
import { options } from './sample.ts';

const uses = Array.from({ length: 50_000 }, (_, index) =>
  audited(`team/app-${index % 5000}`, decisions.covered, {
    file: `k8s/${index % 2000}.yaml`,
    line: index + 1,
  }),
);
const report = auditOf({ uses, files: { seen: 2000, read: 2000 } });
const scan = { ...report, uses: uses.map(({ use }) => use) };

test('50,000 uses are judged', () => {
  expect(report.findings).toHaveLength(100_000);
});

test.each(auditFormats)('and printed as %s in linear time', (format) => {
  let text = '';
  const spent = cpuTime(() => {
    text = auditReporters[format](report, { ...options, width: 80 });
  });
  expect(text.length).toBeGreaterThan(1000);
  expect(spent).toBeLessThan(10_000);
});

test.each(scanFormats)('and a scan of them as %s', (format) => {
  let text = '';
  const spent = cpuTime(() => {
    text = scanReporters[format](scan, options);
  });
  expect(text.length).toBeGreaterThan(1000);
  expect(spent).toBeLessThan(10_000);
});
