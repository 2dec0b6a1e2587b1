import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ask, errorCode } from '../../support/server/ask.ts';
import { startBench, startCache } from '../../support/server/cache.ts';
import { content, imageManifest, randomBlob } from '../../support/server/images.ts';

const layer = randomBlob(4_000_000);
const image = imageManifest([layer]);
const newer = imageManifest([randomBlob(10)]);
const repositories = () => ({ 'library/app': { tags: { '1': image }, blobs: [layer] } });
const tagPath = 'docker-hub/library/app/manifests/1';
const digestPath = `docker-hub/library/app/manifests/${image.digest}`;
const blobPath = `docker-hub/library/app/blobs/${layer.digest}`;
const paths = [tagPath, digestPath, blobPath];

async function leftovers(storeDir: string): Promise<string[]> {
  return [...(await readdir(join(storeDir, 'writing'))), ...(await readdir(join(storeDir, 'locks')))];
}

describe('faults of upstreams, clients and disks', () => {
  test('F1 F2 a rate limit stays one, for tags, digests and blobs', async () => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '9' } });
    for (const path of paths) {
      const answer = await ask(at(path));
      expect([answer.status, errorCode(answer), answer.headers['retry-after']]).toEqual([
        429,
        'TOOMANYREQUESTS',
        '9',
      ]);
    }
  });

  test.each([
    [500, 503, 'UNAVAILABLE'],
    [503, 503, 'UNAVAILABLE'],
    [401, 403, 'DENIED'],
    [403, 403, 'DENIED'],
    [418, 502, 'UNAVAILABLE'],
  ])("F2 F2b the upstream's %i is %i %s, never something unknown", async (status, expected, code) => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'status', status });
    for (const path of paths) {
      const answer = await ask(at(path));
      expect([answer.status, errorCode(answer)]).toEqual([expected, code]);
      expect(answer.body.toString()).toContain('docker.io/library/app');
      expect(answer.body.toString()).toContain('docker-hub');
    }
  });

  test('F3 F3b what is cached outlives its upstream, and a restart without it', async () => {
    const first = await startBench(repositories(), { ttlMs: 0 });
    for (const path of paths) await ask(first.at(path));
    await first.server.close();
    await first.upstream.kill();
    const second = await startCache(first.upstream, { ttlMs: 0, storeDir: first.storeDir });
    for (const path of paths) {
      const answer = await ask(second.at(path));
      expect([answer.status, answer.complete]).toEqual([200, true]);
      expect(answer.headers.warning !== undefined).toBe(path === tagPath);
    }
    expect(second.server.metrics.total('cache', { result: 'stale' })).toBe(1);
    await first.upstream.revive();
    expect((await ask(second.at(tagPath))).headers.warning).toBeUndefined();
  });

  test('F3 the older manifest stays in force when HEAD is answered and GET is limited', async () => {
    const { at, upstream } = await startBench(repositories(), { ttlMs: 0 });
    await ask(at(tagPath));
    upstream.repositories['library/app'] = { tags: { '1': newer }, blobs: [] };
    upstream.fault = ({ method }) => (method === 'GET' ? { kind: 'status', status: 429 } : undefined);
    for (let round = 0; round < 2; round++) {
      const answer = await ask(at(tagPath));
      expect([answer.status, answer.headers['docker-content-digest']]).toEqual([200, image.digest]);
      expect(answer.headers.warning).toContain('299 - ');
    }
    upstream.fault = () => undefined;
    expect((await ask(at(tagPath))).headers['docker-content-digest']).toBe(newer.digest);
  });

  test('F4 a cut upstream is taken up where it broke, and the client does not notice', async () => {
    const { at, upstream } = await startBench(repositories());
    let cuts = 0;
    upstream.fault = () => (cuts++ < 3 ? { kind: 'cut', after: 1_000_000 } : undefined);
    const answer = await ask(at(blobPath));
    expect([answer.complete, answer.body.equals(layer.bytes)]).toEqual([true, true]);
    const ranges = upstream.seen.map(({ headers }) => headers.range);
    expect(ranges[0]).toBeUndefined();
    for (const range of ranges.slice(1)) expect(range).toMatch(/^bytes=\d+-$/);
  });

  test('F4 a cut upstream without ranges is read again, and its beginning skipped', async () => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () =>
      upstream.seen.length === 1 ? { kind: 'cut', after: 900_000 } : { kind: 'no-ranges' };
    const answer = await ask(at(blobPath));
    expect([answer.complete, answer.body.equals(layer.bytes)]).toEqual([true, true]);
  });

  test('F4 an upstream that is gone for good breaks the answer, leaves nothing, and heals', async () => {
    const { at, upstream, server, storeDir } = await startBench(repositories());
    upstream.fault = ({ headers }) =>
      headers.range === undefined ? { kind: 'cut', after: 1_000_000 } : { kind: 'status', status: 404 };
    const answer = await ask(at(blobPath)).catch(() => undefined);
    expect(answer?.complete === true && answer.status < 400).toBe(false);
    await server.idle();
    expect(await leftovers(storeDir)).toEqual([]);
    upstream.fault = () => undefined;
    expect((await ask(at(blobPath))).body.equals(layer.bytes)).toBe(true);
  });

  test('F5 wrong bytes never make a complete answer, for none of many readers', async () => {
    const { at, upstream, server, storeDir } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'flip', at: 3_999_999 });
    const questions = [
      {},
      {},
      { headers: { Range: 'bytes=0-99' } },
      { headers: { Range: 'bytes=3000000-' } },
    ];
    const answers = await Promise.all(
      questions.map((question) => ask(at(blobPath), question).catch(() => undefined)),
    );
    expect(answers.filter((answer) => answer?.complete === true && answer.status < 400)).toEqual([]);
    await server.idle();
    expect(await leftovers(storeDir)).toEqual([]);
    expect(server.metrics.total('fills', { outcome: 'wrong-digest' })).toBeGreaterThan(0);
  });

  test('F5 a wrong manifest is refused', async () => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'flip', at: 5 });
    for (const path of [tagPath, digestPath]) expect((await ask(at(path))).status).toBe(502);
    upstream.fault = () => ({ kind: 'status', status: 200, body: '<html>please log in</html>' });
    for (const path of [tagPath, digestPath]) expect((await ask(at(path))).status).toBe(502);
  });

  test('F6 500 concurrent cold pulls of one blob are one GET', async () => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 400_000, pauseMs: 100 });
    const answers = await Promise.all(
      Array.from({ length: 500 }, () => ask(at(blobPath), { headers: { Range: 'bytes=-1000' } })),
    );
    expect(answers.every(({ complete, body }) => complete && body.equals(layer.bytes.subarray(-1_000)))).toBe(
      true,
    );
    expect(upstream.seen.map(({ method }) => method)).toEqual(['GET']);
  });

  test('F7 a client that leaves does not stop the fill', async () => {
    const { at, upstream, server } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 500_000, pauseMs: 20 });
    await ask(at(blobPath), { leaveAfter: 1 });
    await server.idle();
    expect(server.metrics.total('fills', { outcome: 'stored' })).toBe(1);
    expect((await ask(at(blobPath))).body.equals(layer.bytes)).toBe(true);
    expect(upstream.seen.length).toBe(1);
  });

  test('F9 an upstream without a length on HEAD, without HEAD, and without a length on blobs', async () => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'no-length' });
    const head = await ask(at(tagPath), { method: 'HEAD' });
    expect([head.status, head.headers['content-length']]).toEqual([200, String(image.bytes.length)]);
    for (const method of ['HEAD', 'GET']) {
      const blob = await ask(at(blobPath), { method });
      expect([blob.status, blob.headers['content-length']]).toEqual([200, '4000000']);
    }
    const other = await startBench(repositories());
    other.upstream.fault = ({ method }) => (method === 'HEAD' ? { kind: 'status', status: 405 } : undefined);
    expect((await ask(other.at(tagPath), { method: 'HEAD' })).status).toBe(200);
  });

  test('F10 a range of a cold blob comes while the rest is still on its way, but for its last piece', async () => {
    const { at, server, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 400_000, pauseMs: 100 });
    const early = await ask(at(blobPath), { headers: { Range: 'bytes=0-' }, leaveAfter: 200_000 });
    expect(early.status).toBe(206);
    expect(server.metrics.text()).toContain('\npullthrough_fills_in_flight 1\n');
    const whole = await ask(at(blobPath), { headers: { Range: 'bytes=100-3999999' } });
    expect(whole.body.equals(layer.bytes.subarray(100))).toBe(true);
    expect(upstream.seen.length).toBe(1);
  });

  test('a slow client slows down neither the upstream nor the others', async () => {
    const large = randomBlob(30_000_000);
    const { at, upstream, server } = await startBench({ 'library/app': { tags: {}, blobs: [large] } });
    const path = at(`docker-hub/library/app/blobs/${large.digest}`);
    const { request } = await import('node:http');
    const slow = request(path, { agent: false }, (response) => response.pause());
    slow.on('error', () => {});
    slow.end();
    while (upstream.seen.length === 0) await delay(5);
    expect((await ask(path)).body.equals(large.bytes)).toBe(true);
    await server.idle();
    expect(server.metrics.total('fills', { outcome: 'stored' })).toBe(1);
    slow.destroy();
  });

  test('a client that stalls is sent away', async () => {
    const large = randomBlob(30_000_000);
    const { at, server } = await startBench(
      { 'library/app': { tags: {}, blobs: [large] } },
      { stallMs: 200 },
    );
    const { request } = await import('node:http');
    const path = at(`docker-hub/library/app/blobs/${large.digest}`);
    const closed = new Promise<void>((resolve) => {
      const slow = request(path, { agent: false }, (response) => {
        response.pause();
        response.on('error', () => {});
        setTimeout(() => response.resume(), 3_000);
        response.on('close', () => resolve());
      });
      slow.on('error', () => resolve());
      slow.end();
    });
    await expect.poll(() => server.metrics.text(), { timeout: 2_500 }).toContain('transfers_in_flight 0');
    await closed;
  });

  test('what was not found is asked for again at once, or after the time that was set', async () => {
    const now = { value: 1_000_000 };
    const { at, upstream } = await startBench(repositories(), { missingTtlMs: 5_000, now: () => now.value });
    const path = at('docker-hub/library/app/manifests/2');
    for (let round = 0; round < 3; round++) expect((await ask(path)).status).toBe(404);
    expect(upstream.seen.length).toBe(1);
    now.value += 5_001;
    upstream.repositories['library/app'] = { tags: { '2': newer }, blobs: [] };
    expect((await ask(path)).status).toBe(200);
  });

  test('an upstream that failed is left alone for a while, and Retry-After counts down', async () => {
    const now = { value: 1_000_000 };
    const { at, upstream } = await startBench(repositories(), { failedTtlMs: 1_000, now: () => now.value });
    upstream.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '30' } });
    expect((await ask(at(tagPath))).headers['retry-after']).toBe('30');
    now.value += 10_000;
    expect((await ask(at(tagPath))).headers['retry-after']).toBe('20');
    expect(upstream.seen.length).toBe(1);
    now.value += 20_001;
    upstream.fault = () => undefined;
    expect((await ask(at(tagPath))).status).toBe(200);
  });

  test('a tag is asked for with HEAD after its time to live, and moves with the upstream', async () => {
    const now = { value: 1_000_000 };
    const { at, upstream } = await startBench(repositories(), { now: () => now.value });
    await ask(at(tagPath));
    now.value += 299_999;
    await ask(at(tagPath));
    expect(upstream.seen.length).toBe(1);
    now.value += 2;
    await ask(at(tagPath));
    expect(upstream.seen.map(({ method }) => method)).toEqual(['GET', 'HEAD']);
    upstream.repositories['library/app'] = { tags: { '1': newer }, blobs: [] };
    now.value += 300_001;
    expect((await ask(at(tagPath))).headers['docker-content-digest']).toBe(newer.digest);
    upstream.repositories['library/app'] = { tags: {}, blobs: [] };
    now.value += 300_001;
    expect((await ask(at(tagPath))).status).toBe(404);
  });

  test('offline: what is cached is served, the rest is not in the cache, and nobody is asked', async () => {
    const first = await startBench(repositories());
    for (const path of paths) await ask(first.at(path));
    await first.server.close();
    const asked = first.upstream.seen.length;
    const second = await startCache(first.upstream, { storeDir: first.storeDir, offline: true, ttlMs: 0 });
    for (const path of paths) expect((await ask(second.at(path))).status).toBe(200);
    const tags = await ask(second.at('docker-hub/library/app/tags/list'));
    expect(JSON.parse(tags.body.toString())).toMatchObject({ tags: ['1'] });
    const missing = await ask(second.at('docker-hub/library/app/manifests/2'));
    expect([missing.status, missing.body.toString().includes('offline')]).toEqual([404, true]);
    expect(first.upstream.seen.length).toBe(asked);
  });

  test('faithful: what was not in the cache is marked as ACR marks it', async () => {
    const whole = { 'library/app': { tags: { '1': image }, blobs: [layer, content('{}')] } };
    const { at, server } = await startBench(whole, { faithful: true });
    expect((await ask(at(tagPath))).headers['x-azure-origin']).toBe('upstream');
    await server.idle();
    expect((await ask(at(tagPath))).headers['x-azure-origin']).toBeUndefined();
  });

  test('a repository serves only what its own upstream has, though the store has more', async () => {
    const { at, upstream, server } = await startBench({
      ...repositories(),
      'library/other': { tags: {}, blobs: [] },
      'library/sister': { tags: {}, blobs: [layer] },
    });
    for (const path of paths) await ask(at(path));
    await server.idle();
    expect((await ask(at(blobPath.replace('app', 'other')))).status).toBe(404);
    expect((await ask(at(digestPath.replace('app', 'other')))).status).toBe(404);
    const sister = await ask(at(blobPath.replace('app', 'sister')));
    expect(sister.body.equals(layer.bytes)).toBe(true);
    expect(upstream.count('GET', `sister/blobs/${layer.digest}`)).toBe(1);
    expect(server.metrics.total('received')).toBe(layer.bytes.length);
  });
});
