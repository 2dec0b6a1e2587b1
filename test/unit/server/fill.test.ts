import { describe, expect, test } from 'vitest';
import { ok } from '../../../src/result.ts';
import { createBatches } from '../../../src/server/fill/batches.ts';
import { fallingBack } from '../../../src/server/fill/falling-back.ts';
import { pullPieces } from '../../../src/server/fill/pull-pieces.ts';
import { storedReader } from '../../../src/server/fill/stored-reader.ts';
import { digestOf } from '../../../src/server/http/digest.ts';
import { createBufferPool, sendingSizes } from '../../../src/server/memory/buffer-pool.ts';
import { createLimit } from '../../../src/server/memory/limit.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A disk whose writes end when they are told to. */
function slowDisk() {
  const written: Buffer[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const write = (batch: readonly Uint8Array[]): Promise<void> =>
    new Promise((resolve, reject) => {
      ends.push((error) => {
        if (error !== undefined) return reject(error);
        written.push(Buffer.concat(batch));
        resolve();
      });
    });
  return { written, ends, write };
}

describe('batches', () => {
  const buffers = (size: number) => [Buffer.alloc(size), Buffer.alloc(size)] as const;

  test('what came in one turn is written together, and what comes meanwhile waits', async () => {
    const disk = slowDisk();
    const batches = createBatches(buffers(100), disk.write);
    for (const text of ['a', 'b', 'c']) expect(batches.take(Buffer.from(text))).toBeUndefined();
    expect(disk.ends).toHaveLength(0);
    await turn();
    expect(disk.ends).toHaveLength(1);
    expect(batches.take(Buffer.from('d'))).toBeUndefined();
    await turn();
    expect(disk.ends).toHaveLength(1);
    disk.ends[0]?.();
    const finished = batches.finish();
    await turn();
    disk.ends[1]?.();
    expect(await finished).toBeUndefined();
    expect(disk.written.map(String)).toEqual(['abc', 'd']);
  });

  test('nothing more may come while both buffers are full, and what comes all the same is kept', async () => {
    const disk = slowDisk();
    const batches = createBatches(buffers(4), disk.write);
    expect(batches.take(Buffer.from('0123'))).toBeUndefined();
    const room = batches.take(Buffer.from('456789'));
    expect(room).toBeInstanceOf(Promise);
    disk.ends[0]?.();
    await room;
    batches.take(Buffer.from('ab'));
    disk.ends[1]?.();
    await turn();
    disk.ends[2]?.();
    expect(await batches.finish()).toBeUndefined();
    expect(Buffer.concat(disk.written).toString()).toBe('0123456789ab');
  });

  test('the last batch is in memory until the next one has taken its place', async () => {
    const disk = slowDisk();
    const batches = createBatches(buffers(4), disk.write);
    batches.take(Buffer.from('0123'));
    expect(String(batches.inMemory(0))).toBe('0123');
    expect(String(batches.inMemory(2))).toBe('23');
    expect(batches.inMemory(4)).toBeUndefined();
    batches.take(Buffer.from('45'));
    expect(String(batches.inMemory(0))).toBe('0123');
    disk.ends[0]?.();
    await turn();
    expect(batches.inMemory(3)).toBeUndefined();
    expect(String(batches.inMemory(4))).toBe('45');
    disk.ends[1]?.();
    await batches.finish();
    expect(batches.inMemory(4)).toBeUndefined();
  });

  test('after a write that failed nothing is written', async () => {
    const disk = slowDisk();
    const batches = createBatches(buffers(4), disk.write);
    batches.take(Buffer.from('0123'));
    const room = batches.take(Buffer.from('4567'));
    disk.ends[0]?.(new Error('full'));
    await room;
    expect(batches.failed()).toBe(true);
    expect(await batches.finish()).toEqual(new Error('full'));
    expect(disk.ends).toHaveLength(1);
  });
});

describe('pieces that are asked for', () => {
  test('come in order, one for each question, and then none', async () => {
    let ahead = 0;
    const memory = Buffer.alloc(1);
    const pieces = pullPieces(async (take) => {
      for (const letter of 'abc') {
        memory.write(letter);
        ahead++;
        await take(memory);
      }
    });
    expect(ahead).toBe(0);
    expect(String(await pieces.next())).toBe('a');
    await turn();
    expect(ahead).toBe(1);
    expect(String(await pieces.next())).toBe('b');
    expect(String(await pieces.next())).toBe('c');
    expect(await pieces.next()).toBeUndefined();
    expect(await pieces.next()).toBeUndefined();
  });

  test('end as their body does', async () => {
    const pieces = pullPieces(async (take) => {
      await take(Buffer.from('a'));
      throw new Error('cut');
    });
    expect(String(await pieces.next())).toBe('a');
    await expect(pieces.next()).rejects.toThrow('cut');
    await expect(pieces.next()).rejects.toThrow('cut');
  });
});

describe('buffers', () => {
  test('shrink with the number of transfers, and are used again only when nothing uses them', () => {
    const pool = createBufferPool(sendingSizes);
    const sizeOf = (lease: ReturnType<typeof pool.lease>): number => lease.buffers[0].byteLength;
    const first = pool.lease(Number.POSITIVE_INFINITY);
    expect(sizeOf(first)).toBe(1024 * 1024);
    first.end(true);
    const again = pool.lease(Number.POSITIVE_INFINITY);
    expect(again.buffers).toBe(first.buffers);
    again.end(false);
    expect(pool.lease(Number.POSITIVE_INFINITY).buffers).not.toBe(first.buffers);
    const many = Array.from({ length: 63 }, () => pool.lease(Number.POSITIVE_INFINITY));
    const bytes = many.reduce((sum, lease) => sum + 2 * sizeOf(lease), 0);
    expect(bytes).toBeLessThanOrEqual(40 * 1024 * 1024);
    expect(many.map(sizeOf).at(-1)).toBe(64 * 1024);
    expect(sizeOf(pool.lease(10))).toBe(10);
    expect(pool.inUse()).toBe(65);
  });
});

describe('a limit', () => {
  test('runs so many jobs at a time, in their order, whatever becomes of them', async () => {
    const limit = createLimit(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const jobs = [0, 1, 2, 3].map((number) =>
      limit(
        () =>
          new Promise<number>((resolve, reject) => {
            begun.push(number);
            ends.push(() => (number === 0 ? reject(new Error('failed')) : resolve(number)));
          }),
      ),
    );
    const settled = Promise.allSettled(jobs);
    await turn();
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    ends[1]?.();
    ends[2]?.();
    await turn();
    ends[3]?.();
    expect((await settled).map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });
});

test('a stored blob that the storage does not give comes from the upstream, though it was right before', async () => {
  const bytes = Buffer.from('a layer');
  const stored = {
    size: bytes.length,
    version: '1',
    read: () => Promise.reject(new Error('the storage is down')),
    release: () => {},
  };
  const upstream = {
    from: 0,
    size: bytes.length,
    pour: async (take: (piece: Uint8Array) => unknown) => void (await take(bytes)),
    cancel: () => {},
  };
  const reader = fallingBack(
    storedReader(stored, async () => true),
    { digest: digestOf(bytes, 'sha256'), openFrom: async () => ok(upstream), received: () => {} },
  );
  const into = Buffer.alloc(bytes.length);
  expect(await reader.read(into, 0)).toBe(bytes.length);
  expect(into).toEqual(bytes);
  expect(await reader.verification()).toBe(true);
  reader.release();
});
