import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ask } from '../support/server/ask.ts';
import { startFakeUpstream } from '../support/server/fake-upstream.ts';
import { imageManifest, randomBlob } from '../support/server/images.ts';
import { startServeProcess } from '../support/server/serve-process.ts';
import { blobFile, leftovers, storedDigests } from '../support/server/store-files.ts';
import { allowOrSkip } from './programs.ts';
import { smallDisk } from './small-disk.ts';

const megabytes = 24;

test('F12 a disk of 24 MiB: 40 MB pass through it whole, older images make room, and nothing is left half written', async (context) => {
  const disk = await smallDisk(megabytes * 1024);
  allowOrSkip(disk !== undefined, 'mounting a tmpfs needs root and the right to mount', context);
  if (disk === undefined) return;
  const layers = Array.from({ length: 10 }, () => randomBlob(4_000_000));
  const images = layers.map((layer) => imageManifest([layer]));
  const tags = Object.fromEntries(images.map((image, nth) => [`t${nth}`, image]));
  const upstream = await startFakeUpstream({ 'library/app': { tags, blobs: layers } });
  onTestFinished(() => upstream.kill());
  const server = await startServeProcess(disk, upstream.url);
  const pull = async (nth: number): Promise<void> => {
    const manifest = await ask(server.at(`docker-hub/library/app/manifests/t${nth}`));
    const layer = await ask(server.at(`docker-hub/library/app/blobs/${layers[nth]?.digest}`));
    expect([nth, manifest.status, layer.status, layer.complete]).toEqual([nth, 200, 200, true]);
    expect(manifest.body.equals(images[nth]?.bytes ?? Buffer.of())).toBe(true);
    expect(layer.body.equals(layers[nth]?.bytes ?? Buffer.of())).toBe(true);
  };
  for (let nth = 0; nth < layers.length; nth++) await pull(nth);
  await Promise.all(layers.map((_, nth) => pull(nth)));
  const kept = await storedDigests(disk);
  expect(layers.some(({ digest }) => kept.includes(digest))).toBe(true);
  await expect.poll(() => leftovers(disk), { timeout: 10_000 }).toEqual([]);

  // What others write on the disk leaves us no byte.
  const { bavail, bsize } = await statfs(disk);
  await writeFile(join(disk, 'others'), Buffer.alloc(bavail * bsize)).catch(() => {});
  for (const digest of kept) await rm(blobFile(disk, digest), { force: true });
  await writeFile(join(disk, 'more'), Buffer.alloc(megabytes * 1_048_576)).catch(() => {});
  expect((await statfs(disk)).bavail).toBe(0);
  for (let nth = 0; nth < layers.length; nth++) await pull(nth);
  expect(await readdir(join(disk, 'locks'))).toEqual([]);
  expect(await readdir(join(disk, 'writing'))).toEqual([]);

  // And when there is room again it is used.
  for (const file of ['others', 'more']) await rm(join(disk, file));
  await pull(9);
  await server.stop();
  expect(await storedDigests(disk)).toContain(layers[9]?.digest);
  const asked = upstream.seen.length;
  const again = await startServeProcess(disk, upstream.url, { args: ['--offline'] });
  expect((await ask(again.at(`docker-hub/library/app/blobs/${layers[9]?.digest}`))).status).toBe(200);
  expect(upstream.seen.length).toBe(asked);
});
