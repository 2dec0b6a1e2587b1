import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findInstallations } from '../../../../src/scan/charts/installations.ts';

let base: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'pullthrough-'));
  for (const chart of ['repo/app', 'repo/app/charts/redis', 'other/app', 'other/app/charts/redis']) {
    mkdirSync(join(base, chart), { recursive: true });
    writeFileSync(join(base, chart, 'Chart.yaml'), 'apiVersion: v2\nname: any\nversion: 1.0.0\n');
  }
});

afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

test.each([
  ['repo/app/charts/redis', 'repo/app'],
  ['other/app', 'other/app'],
  // Outside of the root what nobody asked to be read says nothing.
  ['other/app/charts/redis', 'other/app/charts/redis'],
])('a walk of %s finds the chart in %s', (start, chart) => {
  const { charts } = findInstallations({
    root: join(base, 'repo'),
    starts: [{ absolute: join(base, start), named: true }],
    maxBytes: 1_000_000,
  });
  expect(charts.map(({ absolute }) => absolute)).toEqual([join(base, chart)]);
});
