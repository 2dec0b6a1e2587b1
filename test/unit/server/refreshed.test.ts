import { expect, test } from 'vitest';
import { createRefreshed } from '../../../src/server/memory/refreshed.ts';

const never = Number.POSITIVE_INFINITY;

test('whoever asks at once shares a look, and it is kept', async () => {
  let looks = 0;
  const { get, latest } = createRefreshed(async () => ++looks, never);
  expect(await Promise.all([get(), get(), get()])).toEqual([1, 1, 1]);
  expect([await get(), latest(), looks]).toEqual([1, 1, 1]);
});

test('an old value is found out anew', async () => {
  let looks = 0;
  const { get } = createRefreshed(async () => ++looks, 0);
  await get();
  await expect.poll(get).toBeGreaterThan(1);
});

test('who does not wait gets what was known, while it is found out', async () => {
  let finish: (value: string) => void = () => {};
  const { latest } = createRefreshed(
    () =>
      new Promise<string>((resolve) => {
        finish = resolve;
      }),
    never,
  );
  expect(latest()).toBeUndefined();
  finish('found');
  await expect.poll(latest).toBe('found');
});

test('a look that fails is told, and the next one may succeed', async () => {
  let looks = 0;
  const failures: unknown[] = [];
  const look = async (): Promise<string> => {
    looks++;
    if (looks === 1) throw new Error('the disk is gone');
    return 'found';
  };
  const { get, latest } = createRefreshed(look, 0, (error) => failures.push(error));
  expect(latest()).toBeUndefined();
  await expect.poll(() => failures.length).toBe(1);
  expect(await get()).toBe('found');
});
