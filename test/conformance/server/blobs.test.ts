import { describe, expect, test } from 'vitest';
import { ask, errorCode, type Question } from '../../support/server/ask.ts';
import { startBench } from '../../support/server/cache.ts';
import { content, randomBlob } from '../../support/server/images.ts';

const size = 1_000_000;
const blob = randomBlob(size);
const path = `docker-hub/library/app/blobs/${blob.digest}`;

/** The same question to a cache that does not have the blob, and to one that does. */
async function coldAndWarm(question: Question) {
  const { at, server } = await startBench({ 'library/app': { tags: {}, blobs: [blob] } });
  const cold = await ask(at(path), question);
  await server.idle();
  const warm = await ask(at(path), question);
  return [cold, warm];
}

describe('blobs', () => {
  test.each(['GET', 'HEAD'])('R05 %s of a blob names its digest', async (method) => {
    for (const answer of await coldAndWarm({ method })) {
      expect(answer.headers['docker-content-digest']).toBe(blob.digest);
    }
  });

  test('R09 HEAD of a blob has its length and no body, cold and warm', async () => {
    for (const answer of await coldAndWarm({ method: 'HEAD' })) {
      expect([answer.status, answer.body.length]).toEqual([200, 0]);
      expect(answer.headers['content-length']).toBe(String(size));
    }
  });

  test('R10 GET of a blob: its bytes, with their length', async () => {
    for (const answer of await coldAndWarm({})) {
      expect([answer.status, answer.complete, answer.body.equals(blob.bytes)]).toEqual([200, true, true]);
      expect(answer.headers['content-length']).toBe(String(size));
    }
  });

  test('R13 an unknown blob is BLOB_UNKNOWN', async () => {
    const { at } = await startBench({ 'library/app': { tags: {}, blobs: [] } });
    const answer = await ask(at(path));
    expect([answer.status, errorCode(answer)]).toEqual([404, 'BLOB_UNKNOWN']);
    expect((await ask(at(path), { method: 'HEAD' })).status).toBe(404);
  });

  test('R18 a range is answered with 206, its place and its length, cold and warm', async () => {
    for (const answer of await coldAndWarm({ headers: { Range: 'bytes=500000-500009' } })) {
      expect([answer.status, answer.complete]).toEqual([206, true]);
      expect(answer.headers['content-range']).toBe(`bytes 500000-500009/${size}`);
      expect(answer.headers['content-length']).toBe('10');
      expect(answer.body.equals(blob.bytes.subarray(500_000, 500_010))).toBe(true);
    }
  });

  test.each([
    ['bytes=999990-', 999_990, size],
    ['bytes=-5', size - 5, size],
    [`bytes=-${size * 2}`, 0, size],
    ['bytes=999990-9999999999', 999_990, size],
    ['bytes=0-0', 0, 1],
    ['bytes=0-', 0, size],
  ])('R19 %s is open, a suffix, or clamped', async (range, start, end) => {
    for (const answer of await coldAndWarm({ headers: { Range: range } })) {
      expect([answer.status, answer.complete]).toEqual([206, true]);
      expect(answer.headers['content-range']).toBe(`bytes ${start}-${end - 1}/${size}`);
      expect(answer.body.equals(blob.bytes.subarray(start, end))).toBe(true);
    }
  });

  test.each([
    'bytes=500-0',
    `bytes=${size}-`,
    `bytes=${size * 2}-${size * 3}`,
    'bytes=-0',
    'bytes=9999999999999999999-',
  ])('R20 %s cannot be satisfied: 416 with its own length', async (range) => {
    for (const answer of await coldAndWarm({ headers: { Range: range } })) {
      expect([answer.status, answer.complete]).toEqual([416, true]);
      expect(answer.headers['content-range']).toBe(`bytes */${size}`);
      expect(answer.headers['content-length']).toBe(String(answer.body.length));
    }
  });

  test.each(['bytes=0-1,5-6', 'items=0-1', 'bytes=a-b', 'bytes=-', 'bytes', 'bytes=1-2-3'])(
    'R21 several ranges, another unit and nonsense get the whole: %s',
    async (range) => {
      for (const answer of await coldAndWarm({ headers: { Range: range } })) {
        expect([answer.status, answer.body.length]).toEqual([200, size]);
      }
    },
  );

  test('R22 If-None-Match and If-Range by the digest as entity tag', async () => {
    const etag = `"${blob.digest}"`;
    for (const answer of await coldAndWarm({ headers: { 'If-None-Match': `"other", W/${etag}` } })) {
      expect([answer.status, answer.body.length, answer.headers.etag]).toEqual([304, 0, etag]);
    }
    const current = { Range: 'bytes=1-2', 'If-Range': etag };
    for (const answer of await coldAndWarm({ headers: current })) expect(answer.status).toBe(206);
    const outdated = { Range: 'bytes=1-2', 'If-Range': '"other"' };
    for (const answer of await coldAndWarm({ headers: outdated })) expect(answer.status).toBe(200);
  });

  test('R23 blobs say that ranges are welcome', async () => {
    for (const method of ['GET', 'HEAD']) {
      for (const answer of await coldAndWarm({ method }))
        expect(answer.headers['accept-ranges']).toBe('bytes');
    }
  });

  test('R44 many clients of a cold blob are one GET upstream, the late ones too', async () => {
    const { at, upstream } = await startBench({ 'library/app': { tags: {}, blobs: [blob] } });
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 100_000, pauseMs: 30 });
    const clients = Array.from({ length: 10 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 25));
      return ask(at(path), index % 2 === 0 ? {} : { headers: { Range: 'bytes=10-' } });
    });
    for (const [index, answer] of (await Promise.all(clients)).entries()) {
      expect(answer.complete).toBe(true);
      expect(answer.body.equals(index % 2 === 0 ? blob.bytes : blob.bytes.subarray(10))).toBe(true);
    }
    expect(upstream.seen.map(({ method }) => method)).toEqual(['GET']);
  });

  test('R46 nothing is ever encoded, and nothing else is asked of the upstream', async () => {
    const { at, upstream } = await startBench({ 'library/app': { tags: {}, blobs: [blob] } });
    const answer = await ask(at(path), {
      headers: { 'Accept-Encoding': 'zstd;q=1.0, gzip;q=0.8, deflate;q=0.5' },
    });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body.equals(blob.bytes)).toBe(true);
    for (const { headers } of upstream.seen)
      expect(headers['accept-encoding'] ?? 'identity').toBe('identity');
  });

  test('R50 wrong bytes from the upstream: the client sees a broken answer, and nothing is kept', async () => {
    for (const [wrong, at] of [
      [blob, 700_000],
      [blob, size - 1],
      [content('tiny'), 0],
    ] as const) {
      const bench = await startBench({ 'library/app': { tags: {}, blobs: [wrong] } });
      bench.upstream.fault = () => ({ kind: 'flip', at });
      const address = bench.at(`docker-hub/library/app/blobs/${wrong.digest}`);
      for (const headers of [{}, { Range: 'bytes=0-2' }]) {
        const answer = await ask(address, { headers }).catch(() => undefined);
        expect(answer?.complete === true && answer.status < 400).toBe(false);
      }
      bench.upstream.fault = () => undefined;
      const healed = await ask(address);
      expect([healed.complete, healed.body.equals(wrong.bytes)]).toEqual([true, true]);
    }
  });
});
