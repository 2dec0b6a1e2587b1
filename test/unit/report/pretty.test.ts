import { expect, test } from 'vitest';
import { auditReporters, scanReporters } from '../../../src/report/index.ts';
import { audited, auditOf, decisions, unresolved } from '../audit/builders.ts';
import { options } from './sample.ts';

const linesWith = (text: string, part: string): readonly string[] =>
  text.split('\n').filter((line) => line.includes(part));

test('neighbours in a file that want the same help get it once, every file gets its own', () => {
  const uses = [1, 2, 3].map((line) => audited('grafana/grafana:11.3.0', decisions.uncovered, { line }));
  const elsewhere = audited('grafana/grafana:11.3.0', decisions.uncovered, { file: 'k8s/z.yaml', line: 1 });
  const text = auditReporters.pretty(auditOf({ uses: [...uses, elsewhere] }), options);
  expect(linesWith(text, 'PT001 uncovered-image')).toHaveLength(4);
  expect(linesWith(text, 'help: Create the rule')).toHaveLength(2);
});

test('a text without end does not fill the terminal', () => {
  const endless = unresolved('x'.repeat(100_000), { code: 'invalid', reason: 'it is too long' });
  const report = auditOf({ unresolved: [endless] });
  const scan = scanReporters.pretty({ ...report, uses: [] }, options);
  expect(scan).toContain(`${'x'.repeat(119)}…`);
  expect(scan.length).toBeLessThan(1_000);
  const audit = auditReporters.pretty(report, options);
  expect(audit).toContain('xxx…');
  expect(audit.length).toBeLessThan(4_000);
});

test('says what to do next, as far as there is anything', () => {
  const text = auditReporters.pretty(
    auditOf({ uses: [audited('grafana/grafana:11.3.0', decisions.uncovered)] }),
    options,
  );
  expect(text).toContain('`pullthrough rules` prints the cache rules that are missing.');
  expect(text).toContain('`pullthrough explain PT001`');
  expect(auditReporters.pretty(auditOf({ uses: [] }), options)).not.toContain('`pullthrough');
});
