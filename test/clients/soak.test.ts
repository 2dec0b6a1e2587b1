import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/server/cache.ts';
import { killRounds } from '../support/server/kill-rounds.ts';

const rounds = 200;

test(`kill -9 in the middle of fills, ${rounds} times on one store`, async () => {
  const report = await killRounds(rounds, await temporaryDirectory());
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(report.cut).toBeGreaterThan(rounds / 10);
  expect(report).toMatchObject({ wrong: [], leftovers: [], missing: [], missingOffline: [] });
  expect(report.stored).toBe(rounds * 4);
}, 1_200_000);
