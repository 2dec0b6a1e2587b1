import type { ContainerClient } from '@azure/storage-blob';
import { expect, onTestFinished, test } from 'vitest';
import { startPullthrough } from '../../support/cli.ts';
import { ask } from '../../support/server/ask.ts';
import { temporaryDirectory } from '../../support/server/cache.ts';
import { content, imageManifest, randomBlob } from '../../support/server/images.ts';
import { podRepository } from '../../support/shop-upstream.ts';
import {
  containerOf,
  describeAzurite,
  type Instance,
  kill,
  newPlace,
  serveFrom,
  sharedAzurite,
  startAzurite,
  startUpstream,
} from './support.ts';

function blobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

async function names(container: ContainerClient, prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat({ prefix })) found.push(name);
  return found;
}

describeAzurite('instances that share a container', () => {
  const shared = sharedAzurite();
  const start = (
    container: ContainerClient,
    upstream: Awaited<ReturnType<typeof startUpstream>>,
    args: readonly string[] = [],
  ): Promise<Instance> => serveFrom(container.url, shared.current(), upstream, args);

  test('three of them fetch each blob once, and all clients have it whole', async () => {
    const container = shared.container();
    const layers = [randomBlob(25_000_000), randomBlob(3_000_000), randomBlob(60_000)];
    const image = imageManifest(layers);
    const upstream = await startUpstream({ 'library/app': { tags: { '1': image }, blobs: layers } });
    const instances = await Promise.all([1, 2, 3].map(() => start(container, upstream)));
    await Promise.all(instances.map(({ url }) => ask(`${url}/v2/hub/library/app/manifests/1`)));
    upstream.fault = ({ url }) =>
      url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 500_000, pauseMs: 20 } : undefined;
    const pulls = [...instances, ...instances, ...instances].flatMap(({ url }, index) =>
      layers.map(async ({ digest, bytes }) => {
        await new Promise((resolve) => setTimeout(resolve, index * 60));
        const answer = await ask(`${url}/v2/hub/library/app/blobs/${digest}`);
        return answer.complete && answer.body.equals(bytes);
      }),
    );
    expect((await Promise.all(pulls)).every(Boolean)).toBe(true);
    for (const { digest } of layers) expect(upstream.count('GET', digest)).toBe(1);
    const received = await Promise.all(
      instances.map(({ counter }) => counter('pullthrough_received_bytes_total')),
    );
    expect(received.reduce((sum, bytes) => sum + bytes, 0)).toBe(28_060_000);
  });

  test('one that is killed while it fills is in nobody’s way for longer than its lease', async () => {
    const container = shared.container();
    const layer = randomBlob(20_000_000);
    const image = imageManifest([layer]);
    const upstream = await startUpstream({ 'library/app': { tags: { '1': image }, blobs: [layer] } });
    const path = `/v2/hub/library/app/blobs/${layer.digest}`;
    const [victim, other] = await Promise.all([start(container, upstream), start(container, upstream)]);
    await ask(`${other.url}/v2/hub/library/app/manifests/1`);
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 400_000, pauseMs: 100 });
    const lost = ask(`${victim.url}${path}`).catch(() => undefined);
    const begun = async (): Promise<number> =>
      (await container.getBlobClient(blobName(layer.digest)).getProperties()).contentLength ?? 0;
    await expect.poll(() => begun().catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(0);
    const followed = ask(`${other.url}${path}`).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await kill(victim);
    const half = await lost;
    expect(half?.complete === true && half.status === 200).toBe(false);
    upstream.fault = () => undefined;
    // What was being followed cannot be told right from wrong: it is broken off, never completed.
    const broken = await followed;
    expect(broken?.complete === true && broken.status === 200 && !broken.body.equals(layer.bytes)).toBe(
      false,
    );
    const again = await ask(`${other.url}${path}`);
    expect([again.status, again.complete, again.body.equals(layer.bytes)]).toEqual([200, true, true]);
    const third = await start(container, upstream, ['--offline']);
    // The client of the one that fills has the last byte a moment before the others see that the blob is whole.
    const kept = async (): Promise<boolean> => (await ask(`${third.url}${path}`)).body.equals(layer.bytes);
    await expect.poll(kept, { timeout: 10_000 }).toBe(true);
  });

  test('a restarted one serves what any of them kept, and asks no upstream', async () => {
    const container = shared.container();
    const layer = randomBlob(5_000_000);
    const image = imageManifest([layer]);
    const upstream = await startUpstream({ 'library/app': { tags: { '1': image }, blobs: [layer] } });
    const first = await start(container, upstream);
    await ask(`${first.url}/v2/hub/library/app/manifests/1`);
    await ask(`${first.url}/v2/hub/library/app/blobs/${layer.digest}`);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    const before = upstream.seen.length;
    const second = await start(container, upstream);
    expect((await ask(`${second.url}/v2/hub/library/app/manifests/1`)).body.equals(image.bytes)).toBe(true);
    const blob = await ask(`${second.url}/v2/hub/library/app/blobs/${layer.digest}`);
    expect([blob.complete, blob.body.equals(layer.bytes)]).toEqual([true, true]);
    const part = await ask(`${second.url}/v2/hub/library/app/blobs/${layer.digest}`, {
      headers: { Range: 'bytes=4000000-4999999' },
    });
    expect([part.status, part.body.equals(layer.bytes.subarray(4_000_000))]).toEqual([206, true]);
    const { repositories } = JSON.parse((await ask(`${second.url}/v2/_catalog`)).body.toString());
    expect(repositories).toEqual(['hub/library/app']);
    expect(upstream.seen.length).toBe(before);
  });

  test('a blob that was spoilt in the container breaks its first answer and heals with the next', async () => {
    const container = shared.container();
    const layer = randomBlob(3_000_000);
    const image = imageManifest([layer]);
    const upstream = await startUpstream({ 'library/app': { tags: { '1': image }, blobs: [layer] } });
    const path = `/v2/hub/library/app/blobs/${layer.digest}`;
    const first = await start(container, upstream);
    await ask(`${first.url}/v2/hub/library/app/manifests/1`);
    await ask(`${first.url}${path}`);
    first.child.kill('SIGTERM');
    await first.ended;
    const spoilt = container.getBlockBlobClient(blobName(layer.digest));
    const { metadata = {} } = await spoilt.getProperties();
    const wrong = Buffer.from(layer.bytes);
    wrong[2_000_000] = (wrong[2_000_000] ?? 0) ^ 4;
    await spoilt.upload(wrong, wrong.length, { metadata });
    const second = await start(container, upstream);
    const broken = await ask(`${second.url}${path}`).catch(() => undefined);
    expect(broken?.complete === true && broken.status === 200).toBe(false);
    await expect
      .poll(async () => (await ask(`${second.url}${path}`)).body.equals(layer.bytes), { timeout: 10_000 })
      .toBe(true);
    expect(upstream.count('GET', layer.digest)).toBe(2);
  });

  test('images that were asked for longest ago make room, whichever instance stored them', async () => {
    const container = shared.container();
    const layers = Array.from({ length: 5 }, () => randomBlob(1_000_000));
    const tags = Object.fromEntries(layers.map((layer, index) => [`t${index}`, imageManifest([layer])]));
    const upstream = await startUpstream({ 'library/app': { tags, blobs: layers } });
    const [first, second] = await Promise.all([
      start(container, upstream),
      start(container, upstream, ['--max-store-size', '3.3MB']),
    ]);
    const pull = async ({ url }: Instance, index: number): Promise<void> => {
      await ask(`${url}/v2/hub/library/app/manifests/t${index}`);
      await ask(`${url}/v2/hub/library/app/blobs/${layers[index]?.digest}`);
    };
    for (const index of [0, 1, 2]) await pull(first, index);
    // One that ends says that it reads nothing any more; what one that was killed read is left alone for minutes.
    first.child.kill('SIGTERM');
    await first.ended;
    // The service counts the time of a change in whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await pull(second, 3);
    await expect
      .poll(() => second.counter('pullthrough_evicted_bytes_total'), { timeout: 60_000, interval: 500 })
      .toBeGreaterThanOrEqual(2_000_000);
    await pull(second, 4);
    const kept = (await names(container, 'blobs/')).flatMap((name) =>
      layers.flatMap(({ digest }, index) => (name === blobName(digest) ? [index] : [])),
    );
    expect(kept).toHaveLength(3);
    expect(kept).toEqual(expect.arrayContaining([3, 4]));
    const before = upstream.seen.length;
    await pull(second, 4);
    expect(upstream.seen.length).toBe(before);
  });

  test('verify pulls through a store in a container, and leaves it filled', async () => {
    const container = shared.container();
    const layer = randomBlob(100_000);
    const image = imageManifest([layer]);
    const upstream = await startUpstream({
      'library/app': { tags: { '1': image }, blobs: [layer, content('{}')] },
    });
    const cwd = podRepository(['app:1']);
    const args = ['verify', '--depth', 'layers', '--store', container.url];
    const run = startPullthrough([...args, '--upstream', `docker.io=${upstream.url}`], cwd, {
      AZURE_STORAGE_CONNECTION_STRING: shared.current().connectionString,
    });
    const { code, stdout, stderr } = await run.ended;
    expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('1 '), '']);
    expect(await names(container, 'blobs/')).toContain(blobName(layer.digest));
  });
});

describeAzurite('a storage that is down', () => {
  test('everything passes through; when it is back, blobs are kept again', async () => {
    const place = { ...newPlace(), folder: await temporaryDirectory() };
    const azurite = await startAzurite(place);
    onTestFinished(() => azurite.stop());
    const container = containerOf(azurite);
    const layers = [randomBlob(8_000_000), randomBlob(2_000_000)];
    const image = imageManifest(layers);
    const upstream = await startUpstream({ 'library/app': { tags: { '1': image }, blobs: layers } });
    const instance = await serveFrom(container.url, azurite, upstream);
    const pull = (path: string) => ask(`${instance.url}/v2/hub/library/app/${path}`);
    await pull(`blobs/${layers[0]?.digest}`);
    await azurite.stop();
    for (const { digest, bytes } of layers) {
      const answer = await pull(`blobs/${digest}`);
      expect([answer.status, answer.complete, answer.body.equals(bytes)]).toEqual([200, true, true]);
    }
    expect((await pull('manifests/1')).body.equals(image.bytes)).toBe(true);
    const port = Number(new URL(azurite.url).port);
    const again = await startAzurite({ ...place, port });
    onTestFinished(() => again.stop());
    await expect
      .poll(
        async () => {
          await pull(`blobs/${layers[1]?.digest}`);
          return names(container, `blobs/${layers[1]?.digest.replace(':', '/')}`);
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toHaveLength(1);
  });

  test('a server starts without it, and says so', async () => {
    const azurite = await startAzurite();
    const container = containerOf(azurite);
    await azurite.stop();
    const layer = randomBlob(1_000_000);
    const upstream = await startUpstream({ 'library/app': { tags: {}, blobs: [layer] } });
    const instance = await serveFrom(container.url, azurite, upstream);
    const answer = await ask(`${instance.url}/v2/hub/library/app/blobs/${layer.digest}`);
    expect([answer.status, answer.body.equals(layer.bytes)]).toEqual([200, true]);
    expect(instance.output.stderr).toContain('until the storage answers');
  });
});
