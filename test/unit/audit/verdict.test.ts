import { expect, test } from 'vitest';
import type { FailOn, Finding, Severity } from '../../../src/audit/index.ts';
import { fails, verdict } from '../../../src/audit/index.ts';
import { audited, auditOf, decisions } from './builders.ts';

const table: readonly (readonly [FailOn, Severity, boolean])[] = [
  ['error', 'error', true],
  ['error', 'warning', false],
  ['error', 'info', false],
  ['warning', 'error', true],
  ['warning', 'warning', true],
  ['warning', 'info', false],
  ['info', 'error', true],
  ['info', 'warning', true],
  ['info', 'info', true],
  ['never', 'error', false],
  ['never', 'warning', false],
  ['never', 'info', false],
];

test.each(table)('failOn %s and severity %s: %s', (failOn, severity, expected) => {
  const of = (confidence: Finding['confidence']): boolean =>
    fails({ severity, ...(confidence === undefined ? {} : { confidence }) }, failOn);
  expect(of('certain')).toBe(expected);
  expect(of('likely')).toBe(expected);
  expect(of(undefined)).toBe(expected);
  expect(of('possible')).toBe(false);
});

test('one finding that fails is enough, and none gives 0', () => {
  const report = auditOf({
    uses: [audited('a/b:latest', decisions.cached), audited('nginx:1.27', decisions.covered, { line: 20 })],
  });
  expect(report.findings.map(({ severity }) => severity)).toEqual(['warning', 'error']);
  expect(verdict(report, 'error')).toBe(1);
  expect(verdict(auditOf({ uses: [audited('a/b:latest', decisions.cached)] }), 'error')).toBe(0);
  expect(verdict(auditOf(), 'info')).toBe(0);
});
