import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openAzureStore } from '../../../../src/server/store/azure/azure-store.ts';
import { StorageFailure } from '../../../../src/server/store/azure/container.ts';
import type { Store } from '../../../../src/server/store/types.ts';
import { ask } from '../../../support/server/ask.ts';
import { startBench, startCache } from '../../../support/server/cache.ts';
import { type FakeContainer, fakeContainer } from '../../../support/server/fake-container.ts';
import { imageManifest, randomBlob } from '../../../support/server/images.ts';
import { claimed, put, readAll } from '../../../support/server/store-contract.ts';

const times = { delayMs: 20, refreshMs: 1_000, lingerMs: 2_000, deadMs: 180_000 };

function open(container: FakeContainer, maxBytes = Number.POSITIVE_INFINITY, evicted: number[] = []): Store {
  return openAzureStore({
    container,
    prefix: '',
    maxBytes,
    evicted: (bytes) => evicted.push(bytes),
    failed: () => {},
    now: Date.now,
    times,
  });
}

function nameOf(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

describe('a blob in a container', () => {
  test('is not whole before its last commit, and is begun anew when its writer has died', async () => {
    const container = fakeContainer();
    const [dead, living] = [open(container), open(container)];
    const blob = randomBlob(20_000_000);
    const writer = await claimed(dead, blob.digest);
    await writer.append([blob.bytes.subarray(0, 12_000_000)]);
    await expect.poll(() => container.blobs.get(nameOf(blob.digest))?.content.length).toBeGreaterThan(0);
    expect(await living.blobs.open(blob.digest)).toBeUndefined();
    const before = await living.blobs.claim(blob.digest);
    if (before.kind !== 'elsewhere') throw new Error(before.kind);
    expect((await before.growing.progress())?.written).toBeGreaterThan(0);
    container.clock += 16_000;
    await expect.poll(() => before.growing.progress()).toBeUndefined();
    await put(living, blob.digest, blob.bytes, 1_000_000);
    // The one that was taken for dead comes back: nothing of its is written any more.
    await writer.append([blob.bytes.subarray(12_000_000)]).catch(() => {});
    await expect(writer.keep()).rejects.toThrow();
    writer.release();
    const stored = await living.blobs.open(blob.digest);
    if (stored === undefined) throw new Error('not stored');
    expect((await readAll(stored)).equals(blob.bytes)).toBe(true);
    // What was followed is not what is there now, though it has the same digest.
    expect(await before.growing.became(stored)).toBe(false);
    stored.release();
  });

  test('that is cold costs five requests, and three where it is small and known', async () => {
    const container = fakeContainer();
    const store = open(container);
    await delay(20);
    const blob = randomBlob(100_000);
    container.calls.length = 0;
    await store.blobs.open(blob.digest);
    await put(store, blob.digest, blob.bytes, 50_000);
    expect(container.calls.map((call) => call.split(' ', 1)[0])).toEqual([
      'get',
      'put',
      'acquireLease',
      'put',
      'releaseLease',
    ]);
    container.calls.length = 0;
    for (let round = 0; round < 5; round++) {
      const stored = await store.blobs.open(blob.digest);
      await readAll(stored);
      stored?.release();
    }
    // One range for each reader, and no question whether the blob is there.
    expect(container.calls.filter((call) => call.endsWith(blob.digest.slice(7)))).toHaveLength(5);
    const other = open(container);
    await delay(20);
    container.calls.length = 0;
    const small = randomBlob(10_000);
    await put(store, small.digest, small.bytes, 10_000);
    container.calls.length = 0;
    for (let round = 0; round < 5; round++) {
      const stored = await other.blobs.open(small.digest);
      expect((await readAll(stored)).equals(small.bytes)).toBe(true);
      stored?.release();
    }
    expect(container.calls).toEqual([`get ${nameOf(small.digest)}`]);
  });

  test('is sent in blocks, whose number in memory is bounded while the storage is slow', async () => {
    const container = fakeContainer();
    const store = open(container);
    const { stage } = container;
    let held: (() => void)[] = [];
    container.stage = async (...args) => {
      await new Promise<void>((resolve) => held.push(resolve));
      return stage(...args);
    };
    const blob = randomBlob(60_000_000);
    const writer = await claimed(store, blob.digest);
    let appended = 0;
    const work = (async () => {
      for (; appended < blob.bytes.length; appended += 1_000_000) {
        await writer.append([blob.bytes.subarray(appended, appended + 1_000_000)]);
      }
      await writer.keep();
    })();
    await expect.poll(() => held.length).toBe(3);
    await delay(50);
    expect(appended).toBeLessThanOrEqual(22_000_000);
    const release = setInterval(() => {
      for (const go of held) go();
      held = [];
    }, 1);
    await work;
    clearInterval(release);
    expect(container.blobs.get(nameOf(blob.digest))?.content.equals(blob.bytes)).toBe(true);
    writer.release();
  });
});

describe('eviction in a container', () => {
  test('leaves alone what the clients of another server read, and goes by the use of images', async () => {
    const container = fakeContainer();
    const evicted: number[] = [];
    const [reader, evicting] = [open(container), open(container, 3_500, evicted)];
    const repository = 'docker.io/library/app';
    const blobs = Array.from({ length: 5 }, () => randomBlob(1_000));
    const store = async (store: Store, index: number): Promise<void> => {
      container.clock += index === 4 ? 60_000 : 3_600_000;
      const { digest, bytes } = blobs[index] ?? randomBlob(0);
      const manifest = `sha256:${String(index).repeat(64)}`;
      await store.records.write(repository, 'manifest', manifest, { digest: manifest, blobs: [digest] });
      await put(store, digest, bytes, 1_000);
    };
    for (const index of [0, 1, 2, 3]) await store(reader, index);
    const read = await reader.blobs.open(blobs[0]?.digest ?? '');
    const isWritten = () => [...container.blobs.keys()].some((name) => name.startsWith('instances/'));
    await expect.poll(isWritten).toBe(true);
    await store(evicting, 4);
    await evicting.settled();
    expect(evicted).toEqual([1_000, 1_000]);
    const left = blobs.map(({ digest }) => container.blobs.has(nameOf(digest)));
    expect(left).toEqual([true, false, false, true, true]);
    expect((await readAll(read)).equals(blobs[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
    read?.release();
    expect(await evicting.records.read(repository, 'manifest', `sha256:${'1'.repeat(64)}`)).toBeUndefined();
  }, 20_000);

  test('is the work of one server at a time', async () => {
    const container = fakeContainer();
    const store = open(container, 1_000);
    const first = randomBlob(900);
    await put(store, first.digest, first.bytes, 900);
    container.clock += 3_600_000;
    await container.put('locks/eviction', new Uint8Array(0));
    await container.acquireLease('locks/eviction', 'another', 60);
    const second = randomBlob(900);
    await put(store, second.digest, second.bytes, 900);
    await store.settled();
    expect([first, second].map(({ digest }) => container.blobs.has(nameOf(digest)))).toEqual([true, true]);
  });
});

describe('a server on a container', () => {
  const layer = randomBlob(9_000_000);
  const image = imageManifest([layer]);
  const repositories = { 'library/app': { tags: { '1': image }, blobs: [layer] } };
  const path = `docker-hub/library/app/blobs/${layer.digest}`;
  const openStore =
    (container: FakeContainer) => async (settings: Parameters<typeof openAzureStore>[0] | object) =>
      openAzureStore({
        maxBytes: Number.POSITIVE_INFINITY,
        evicted: () => {},
        failed: () => {},
        now: Date.now,
        ...settings,
        container,
        prefix: '',
      });

  test.each(['unavailable', 'throttled', 'denied', 'no-container', 'rejected'] as const)(
    'that is %s passes everything through, complete and right',
    async (code) => {
      const container = fakeContainer();
      container.fault = () => new StorageFailure(code, 'as the test wants');
      const { at, server } = await startBench(repositories, { openStore: openStore(container) });
      for (let round = 0; round < 2; round++) {
        const manifest = await ask(at('docker-hub/library/app/manifests/1'));
        expect([manifest.status, manifest.body.equals(image.bytes)]).toEqual([200, true]);
        const blob = await ask(at(path));
        expect([blob.status, blob.complete, blob.body.equals(layer.bytes)]).toEqual([200, true, true]);
        await server.idle();
      }
    },
  );

  test.each(['stage', 'commit', 'setMetadata', 'renewLease', 'acquireLease', 'releaseLease', 'get', 'put'])(
    'where %s fails now and then never completes an answer that is wrong',
    async (operation) => {
      const container = fakeContainer();
      let count = 0;
      container.fault = (called) =>
        called === operation && count++ % 2 === 1
          ? new StorageFailure('rejected', 'now and then')
          : undefined;
      const { at, server } = await startBench(repositories, { openStore: openStore(container) });
      for (let round = 0; round < 4; round++) {
        const answer = await ask(at(path)).catch(() => undefined);
        if (answer?.complete === true && answer.status === 200) {
          expect(answer.body.equals(layer.bytes)).toBe(true);
        }
        await server.idle();
      }
      container.fault = () => undefined;
      container.clock += 16_000;
      const healed = await ask(at(path));
      expect([healed.complete, healed.body.equals(layer.bytes)]).toEqual([true, true]);
    },
  );

  test('three of them and many clients are one GET upstream', async () => {
    const container = fakeContainer();
    const first = await startBench(repositories, { openStore: openStore(container) });
    const others = await Promise.all(
      [1, 2].map(() => startCache(first.upstream, { openStore: openStore(container) })),
    );
    first.upstream.fault = () => ({ kind: 'slow', pieceBytes: 500_000, pauseMs: 20 });
    const answers = await Promise.all(
      [first, ...others, first, ...others, ...others].map(async ({ at }, index) => {
        await delay(index * 30);
        return ask(at(path));
      }),
    );
    for (const { complete, body } of answers) {
      expect([complete, body.equals(layer.bytes)]).toEqual([true, true]);
    }
    expect(first.upstream.seen).toHaveLength(1);
  });
});
