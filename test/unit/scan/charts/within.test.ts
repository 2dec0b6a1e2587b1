import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isChartAbove, isWithin } from '../../../../src/scan/charts/within.ts';

let base: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'pullthrough-'));
  for (const folder of ['', 'repo', 'repo/app', 'other/app', 'otherwise/app', 'plain/app']) {
    mkdirSync(join(base, folder), { recursive: true });
    if (!folder.startsWith('plain')) writeFileSync(join(base, folder, 'Chart.yaml'), '');
  }
});

afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

const bounds = (...starts: readonly string[]) => ({
  root: join(base, 'repo'),
  starts: starts.map((start) => ({ absolute: join(base, start), named: true })),
});

test.each([
  ['repo/app', 'repo/app', true],
  ['repo/app', 'repo', true],
  ['repo', 'repo/app', false],
  ['otherwise/app', 'other', false],
  ['other/app', 'other', true],
  // A start that is a file holds nothing but itself.
  ['other/app/Chart.yaml', 'other/app/Chart.yaml', false],
])('%s is within a walk of %s: %s', (path, start, expected) => {
  expect(isWithin(join(base, path), bounds(start))).toBe(expected);
});

test.each([
  ['repo/app', 'repo/app/charts/redis', true],
  ['repo', 'repo/app', true],
  ['other/app', 'other/app', true],
  ['other/app', 'other', true],
  ['other/app', 'other/app/charts/redis', false],
  ['otherwise/app', 'other', false],
  ['plain/app', 'plain', false],
  // It is above the root as well.
  ['', '', false],
])('a chart in %j is above what a walk of %s comes to: %s', (folder, start, expected) => {
  expect(isChartAbove(join(base, folder), bounds('repo', start))).toBe(expected);
});
