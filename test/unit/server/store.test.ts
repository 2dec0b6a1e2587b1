import { appendFile, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDiskStore } from '../../../src/server/store/disk/disk-store.ts';
import { ask } from '../../support/server/ask.ts';
import { startBench, startCache, temporaryDirectory } from '../../support/server/cache.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';
import { bundleServer, spawnServer } from '../../support/server/server-process.ts';

const layer = randomBlob(4_000_000);
const path = `docker-hub/library/app/blobs/${layer.digest}`;
const repositories = { 'library/app': { tags: { '1': imageManifest([layer]) }, blobs: [layer] } };

function blobFile(storeDir: string, digest: string): string {
  const hex = digest.slice('sha256:'.length);
  return join(storeDir, 'blobs', 'sha256', hex.slice(0, 2), hex);
}

async function openStore(maxBytes = Number.POSITIVE_INFINITY) {
  const root = await temporaryDirectory();
  const evicted: number[] = [];
  const store = await openDiskStore({
    root,
    maxBytes,
    evicted: (bytes) => evicted.push(bytes),
    failed: (error) => {
      throw error;
    },
    now: Date.now,
  });
  return { root, store, evicted };
}

describe('the store', () => {
  test.each(['flipped', 'shorter', 'longer'])(
    'a stored blob that is %s after a restart breaks its first answer and heals with the next',
    async (damage) => {
      const first = await startBench(repositories);
      await ask(first.at(path));
      await first.server.close();
      const file = blobFile(first.storeDir, layer.digest);
      if (damage === 'shorter') await truncate(file, 3_000_000);
      if (damage === 'longer') await appendFile(file, 'more');
      if (damage === 'flipped') {
        const bytes = await readFile(file);
        bytes[1_000_000] = (bytes[1_000_000] ?? 0) ^ 8;
        await writeFile(file, bytes);
      }
      const second = await startCache(first.upstream, { storeDir: first.storeDir });
      const broken = await ask(second.at(path)).catch(() => undefined);
      expect(broken?.complete === true && broken.status === 200).toBe(false);
      await second.server.idle();
      const healed = await ask(second.at(path));
      expect([healed.complete, healed.body.equals(layer.bytes)]).toEqual([true, true]);
    },
  );

  test('a manifest that is wrong on disk is fetched again', async () => {
    const first = await startBench(repositories, { ttlMs: 0 });
    const image = imageManifest([layer]);
    const manifestPath = `docker-hub/library/app/manifests/${image.digest}`;
    await ask(first.at(manifestPath));
    await first.server.close();
    await writeFile(blobFile(first.storeDir, image.digest), '{}');
    const second = await startCache(first.upstream, { storeDir: first.storeDir });
    expect((await ask(second.at(manifestPath))).body.equals(image.bytes)).toBe(true);
  });

  test('records that are empty or nonsense, as a power cut leaves them, count as missing', async () => {
    const first = await startBench(repositories);
    await ask(first.at('docker-hub/library/app/manifests/1'));
    await ask(first.at('docker-hub/library/app/tags/list'));
    await first.server.close();
    const [folder = ''] = await readdir(join(first.storeDir, 'repositories'));
    let spoilt = 0;
    for (const kind of ['tag', 'manifest', 'list']) {
      const records = join(first.storeDir, 'repositories', folder, kind);
      for (const name of await readdir(records)) {
        await writeFile(join(records, name), spoilt++ % 2 === 0 ? '' : '{"digest":5,"entries":[1]}');
      }
    }
    expect(spoilt).toBe(3);
    const second = await startCache(first.upstream, { storeDir: first.storeDir });
    expect((await ask(second.at('docker-hub/library/app/manifests/1'))).status).toBe(200);
    expect((await ask(second.at('docker-hub/library/app/tags/list'))).status).toBe(200);
  });

  test('two servers on one store are one GET, and the second follows the first', async () => {
    const first = await startBench(repositories);
    const second = await startCache(first.upstream, { storeDir: first.storeDir });
    first.upstream.fault = () => ({ kind: 'slow', pieceBytes: 400_000, pauseMs: 60 });
    const answers = await Promise.all(
      [first, second, first, second, second].map(async (server, index) => {
        await new Promise((resolve) => setTimeout(resolve, index * 40));
        return ask(server.at(path));
      }),
    );
    for (const { complete, body } of answers)
      expect([complete, body.equals(layer.bytes)]).toEqual([true, true]);
    // The second server asks whether the repository has the blob before it serves another's.
    expect(first.upstream.seen.length).toBeLessThanOrEqual(2);
    expect(second.server.metrics.total('received')).toBe(0);
  });

  test('servers that are killed while they fill lose nothing and leave nothing in the way', async () => {
    const folder = await temporaryDirectory();
    const program = await bundleServer(folder);
    const { upstream, storeDir, server } = await startBench(repositories);
    await server.close();
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 200_000, pauseMs: 5 });
    for (let round = 0; round < 8; round++) {
      const victim = await spawnServer(program, { upstreamUrl: upstream.url, storeDir });
      const pull = ask(`${victim.url}/v2/${path}`).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, round * 20));
      await victim.kill();
      const answer = await pull;
      if (answer?.complete === true) expect(answer.body.equals(layer.bytes)).toBe(true);
    }
    const survivor = await spawnServer(program, { upstreamUrl: upstream.url, storeDir });
    const answer = await ask(`${survivor.url}/v2/${path}`);
    expect([answer.complete, answer.body.equals(layer.bytes)]).toEqual([true, true]);
    await expect.poll(() => readdir(join(storeDir, 'writing'))).toEqual([]);
    await survivor.kill();
  }, 60_000);

  test('images that were asked for longest ago make room, and shared layers stay', async () => {
    const shared = randomBlob(100_000);
    const layers = Array.from({ length: 6 }, () => randomBlob(300_000));
    const images = layers.map((own) => imageManifest([shared, own]));
    const tags = Object.fromEntries(images.map((image, index) => [`t${index}`, image]));
    const { at, server, storeDir, upstream } = await startBench(
      { 'library/app': { tags, blobs: [shared, ...layers] } },
      { maxStoreBytes: 1_200_000 },
    );
    const pull = async (index: number) => {
      await ask(at(`docker-hub/library/app/manifests/t${index}`));
      for (const { digest } of [shared, layers[index] ?? shared])
        await ask(at(`docker-hub/library/app/blobs/${digest}`));
      await server.idle();
    };
    for (let index = 0; index < 6; index++) {
      await pull(index);
      // The records of manifests carry the time of their last use; file systems may count it in whole seconds.
      for (const folder of await readdir(join(storeDir, 'repositories'))) {
        const records = join(storeDir, 'repositories', folder, 'manifest');
        for (const name of await readdir(records)) {
          const text = await readFile(join(records, name), 'utf8');
          const place = images.findIndex(({ digest }) => text.includes(digest));
          const time = new Date(Date.now() - (60 - place) * 60_000);
          await utimes(join(records, name), time, time);
        }
      }
    }
    const kept = await Promise.all(
      layers.map(({ digest }) =>
        stat(blobFile(storeDir, digest)).then(
          () => true,
          () => false,
        ),
      ),
    );
    expect(kept.slice(0, 3)).toEqual([false, false, false]);
    expect(kept.at(-1)).toBe(true);
    expect((await stat(blobFile(storeDir, shared.digest))).size).toBe(100_000);
    expect(server.metrics.total('evictedBytes')).toBeGreaterThan(600_000);
    const before = upstream.seen.length;
    await pull(5);
    expect(upstream.seen.length).toBe(before);
    await pull(0);
    expect(upstream.count('GET', layers[0]?.digest ?? '')).toBe(2);
  });

  test('what is being read is not evicted', async () => {
    const { store, root } = await openStore(10_000);
    const put = async (size: number) => {
      const blob = randomBlob(size);
      const claim = await store.blobs.claim(blob.digest);
      if (claim.kind !== 'writer') throw new Error(claim.kind);
      await claim.writer.append([blob.bytes]);
      await claim.writer.keep();
      claim.writer.release();
      const old = new Date(Date.now() - 3_600_000);
      await utimes(blobFile(root, blob.digest), old, old);
      return blob.digest;
    };
    const digest = await put(6_000);
    const reader = await store.blobs.open(digest);
    await put(6_000);
    await put(6_000);
    await store.settled();
    expect((await stat(blobFile(root, digest))).size).toBe(6_000);
    reader?.release();
    await put(6_000);
    await store.settled();
    await expect(stat(blobFile(root, digest))).rejects.toThrow('ENOENT');
    await store.close();
  });

  test('a blob larger than the store may be passes through', async () => {
    const { at, storeDir, upstream, server } = await startBench(repositories, { maxStoreBytes: 1_000_000 });
    for (let round = 1; round <= 2; round++) {
      const answer = await ask(at(path));
      expect([answer.complete, answer.body.equals(layer.bytes)]).toEqual([true, true]);
      await server.idle();
    }
    await expect(stat(blobFile(storeDir, layer.digest))).rejects.toThrow('ENOENT');
    expect(await readdir(join(storeDir, 'writing'))).toEqual([]);
    upstream.fault = () => ({ kind: 'flip', at: 3_999_999 });
    const wrong = await ask(at(path)).catch(() => undefined);
    expect(wrong?.complete === true && wrong.status === 200).toBe(false);
  });

  test('a store that cannot be written to passes everything through', async () => {
    const { at, storeDir, server } = await startBench(repositories);
    // A file in the place of a folder fails for root, too.
    const { rm } = await import('node:fs/promises');
    for (const name of ['writing', 'locks', 'repositories']) {
      await rm(join(storeDir, name), { recursive: true });
      await writeFile(join(storeDir, name), '');
    }
    for (const asked of ['docker-hub/library/app/manifests/1', path]) {
      const answer = await ask(at(asked));
      expect([asked, answer.status, answer.complete]).toEqual([asked, 200, true]);
    }
    expect(server.metrics.total('cache', { result: 'miss' })).toBe(2);
  });
});
