import { expect, test } from 'vitest';
import { audited, auditOf, decisions } from '../builders.ts';

const uses = [
  audited('nginx:1.27', decisions.cached),
  audited(`nginx:1.27@sha256:${'a'.repeat(64)}`, decisions.cached, { line: 15 }),
];

test('off unless it is asked for', () => {
  expect(auditOf({ uses }).findings).toEqual([]);
});

test('asked for, it reports what has no digest', () => {
  expect(auditOf({ uses, settings: { levels: { PT006: 'warning' } } }).findings).toMatchObject([
    {
      check: 'PT006',
      severity: 'warning',
      message: 'docker.io/library/nginx:1.27 is not pinned by a digest.',
    },
  ]);
});

test('not a chart, which takes none', () => {
  const chart = audited('ghcr.io/a/web:1.2.3', decisions.cached);
  const settings = { levels: { PT006: 'warning' } } as const;
  expect(auditOf({ uses: [{ ...chart, use: { ...chart.use, isChart: true } }], settings }).findings).toEqual(
    [],
  );
});
