import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../support/server/cache.ts';
import { killRounds } from '../../support/server/kill-rounds.ts';

test('kill -9 in the middle of fills: nothing wrong is served or kept, nothing is left, nothing has to be helped', async () => {
  const report = await killRounds(15, await temporaryDirectory());
  expect(report.cut).toBeGreaterThan(0);
  expect(report).toMatchObject({ wrong: [], leftovers: [], missing: [], missingOffline: [] });
  expect(report.stored).toBe(15 * 4);
}, 120_000);
