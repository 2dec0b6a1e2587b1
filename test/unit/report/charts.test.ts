import { expect, test } from 'vitest';
import { scanReporters } from '../../../src/report/index.ts';
import type { ImageUse, UnresolvedUse } from '../../../src/sources/image-use.ts';
import { audited, decisions, unresolved } from '../audit/builders.ts';
import { options, scanReport } from './sample.ts';

const use = (more: Partial<ImageUse>): ImageUse => ({
  ...audited('grafana/grafana:11.3.0', decisions.uncovered).use,
  ...more,
});
const open = { ...unresolved('redis'), when: 'redis.enabled' } satisfies UnresolvedUse;

test('hooks, conditions and keys are in the JSON report', () => {
  const span = { start: 1, end: 2 };
  const piece = { role: 'tag', value: '1', file: 'values.yaml', span, key: 'image.tag' } as const;
  const uses = [use({ hooks: ['pre-install', 'test'], pieces: [piece] }), use({ file: 'z.yaml' })];
  const document = JSON.parse(scanReporters.json({ ...scanReport, uses, unresolved: [open] }, options));
  expect(document.uses[0]).toMatchObject({ hooks: ['pre-install', 'test'], pieces: [piece] });
  expect(document.uses[1]).not.toHaveProperty('hooks');
  expect(document.unresolved[0]).toMatchObject({ when: 'redis.enabled' });
});

test.each<[readonly string[], string]>([
  [['test'], 'test'],
  [['test-success'], 'test'],
  [['pre-install', 'pre-upgrade'], 'hook pre-install pre-upgrade'],
])('the text report says of the hooks %j: %s', (hooks, words) => {
  const report = { ...scanReport, uses: [use({ hooks })], unresolved: [] };
  const [line] = scanReporters.pretty(report, options).split('\n').slice(1);
  expect(line).toMatch(new RegExp(` {2}${words}$`));
});

test('and of a place that cannot be told what it hangs on', () => {
  const text = scanReporters.pretty({ ...scanReport, uses: [], unresolved: [open] }, options);
  expect(text).toContain('when redis.enabled');
});
