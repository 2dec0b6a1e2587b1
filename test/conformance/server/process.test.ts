import { chmodSync, chownSync, copyFileSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ask } from '../../support/server/ask.ts';
import { temporaryDirectory } from '../../support/server/cache.ts';
import { startFakeUpstream } from '../../support/server/fake-upstream.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';
import { startServeProcess } from '../../support/server/serve-process.ts';
import { blobFile, leftovers, recordFiles, storedDigests } from '../../support/server/store-files.ts';

const layer = randomBlob(24_000_000);
const image = imageManifest([layer]);
const tagPath = 'docker-hub/library/app/manifests/1';
const blobPath = `docker-hub/library/app/blobs/${layer.digest}`;

async function hub() {
  const upstream = await startFakeUpstream({ 'library/app': { tags: { '1': image }, blobs: [layer] } });
  onTestFinished(() => upstream.kill());
  return upstream;
}

/** Takes 10 KB a second; tells how much it has taken so far. */
function slowReader(url: string): { taken(): number; leave(): void } {
  let taken = 0;
  const asked = request(url, { agent: false }, (response) => {
    const timer = setInterval(() => {
      taken += response.read(1_000)?.length ?? 0;
    }, 100);
    response.on('readable', () => {});
    response.on('error', () => {});
    response.on('close', () => clearInterval(timer));
  });
  asked.on('error', () => {});
  asked.end();
  return { taken: () => taken, leave: () => asked.destroy() };
}

describe('the program itself', () => {
  test('clients at 10 KB/s, one cold and one of each kind of range, hold up neither the fill nor others', async () => {
    const upstream = await hub();
    const storeDir = await temporaryDirectory();
    const server = await startServeProcess(storeDir, upstream.url);
    const slow = Array.from({ length: 20 }, () => slowReader(server.at(blobPath)));
    await expect.poll(() => upstream.seen.length).toBe(1);
    const others = await Promise.all(
      [{}, { headers: { Range: 'bytes=1000-' } }].map((question) => ask(server.at(blobPath), question)),
    );
    expect(others.map(({ complete }) => complete)).toEqual([true, true]);
    expect(others[0]?.body.equals(layer.bytes)).toBe(true);
    expect(await storedDigests(storeDir)).toContain(layer.digest);
    // The fill and the others were through long before.
    for (const reader of slow) {
      expect(reader.taken()).toBeLessThan(layer.bytes.length / 4);
      reader.leave();
    }
    expect(upstream.seen.length).toBe(1);
    await server.stop();
    expect(await leftovers(storeDir)).toEqual([]);
  }, 60_000);

  test('SIGSTOP in the middle of a fill: another server on the store takes over, and both are right', async () => {
    const upstream = await hub();
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 1_000_000, pauseMs: 30 });
    const storeDir = await temporaryDirectory();
    const [first, second] = await Promise.all([0, 1].map(() => startServeProcess(storeDir, upstream.url)));
    if (first === undefined || second === undefined) throw new Error('not started');
    const begun = ask(first.at(blobPath)).catch(() => undefined);
    await expect.poll(() => upstream.seen.length).toBe(1);
    await delay(100);
    first.child.kill('SIGSTOP');
    const taken = await ask(second.at(blobPath)).catch(() => undefined);
    if (taken?.complete === true) expect(taken.body.equals(layer.bytes)).toBe(true);
    else expect((await ask(second.at(blobPath))).body.equals(layer.bytes)).toBe(true);
    first.child.kill('SIGCONT');
    const answer = await begun;
    if (answer?.complete === true) expect(answer.body.equals(layer.bytes)).toBe(true);
    await Promise.all([first.stop(), second.stop()]);
    expect(await storedDigests(storeDir)).toEqual([layer.digest]);
    expect(await leftovers(storeDir)).toEqual([]);
  }, 60_000);
});

// Root may read and write everything: then the server runs as nobody, from a copy that nobody may read.
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};

async function nobodysProgram(): Promise<string> {
  const folder = await temporaryDirectory();
  chmodSync(folder, 0o755);
  for (const file of ['cli.cjs', 'main.cjs', 'local-registry.cjs'])
    copyFileSync(join('dist', file), join(folder, file));
  return join(folder, 'cli.cjs');
}

async function nobodysStore(): Promise<string> {
  const folder = await temporaryDirectory();
  chmodSync(folder, 0o755);
  const storeDir = join(folder, 'store');
  mkdirSync(storeDir, 0o700);
  if (nobody.uid !== undefined) chownSync(storeDir, nobody.uid, nobody.uid);
  return storeDir;
}

describe('files that may not be read or written', () => {
  test('blobs and records that may not be read are fetched anew', async () => {
    const upstream = await hub();
    const [program, storeDir] = [await nobodysProgram(), await nobodysStore()];
    const first = await startServeProcess(storeDir, upstream.url, { program, ...nobody });
    for (const path of [tagPath, blobPath]) expect((await ask(first.at(path))).status).toBe(200);
    await first.stop();
    const files = [
      blobFile(storeDir, layer.digest),
      blobFile(storeDir, image.digest),
      ...(await recordFiles(storeDir, 'tag')),
      ...(await recordFiles(storeDir, 'manifest')),
      ...(await recordFiles(storeDir, 'blob')),
    ];
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) chmodSync(file, 0o000);
    const second = await startServeProcess(storeDir, upstream.url, { program, ...nobody });
    expect((await ask(second.at(tagPath))).body.equals(image.bytes)).toBe(true);
    expect((await ask(second.at(blobPath))).body.equals(layer.bytes)).toBe(true);
    await second.stop();
    expect((await readFile(blobFile(storeDir, layer.digest))).equals(layer.bytes)).toBe(true);
    await upstream.kill();
    const third = await startServeProcess(storeDir, upstream.url, {
      program,
      ...nobody,
      args: ['--offline'],
    });
    expect((await ask(third.at(tagPath))).body.equals(image.bytes)).toBe(true);
    expect((await ask(third.at(blobPath))).body.equals(layer.bytes)).toBe(true);
  }, 60_000);

  test.each(['blobs', 'writing', 'locks', 'repositories'])(
    'with the folder %s closed to us everything still comes through',
    async (folder) => {
      const upstream = await hub();
      const [program, storeDir] = [await nobodysProgram(), await nobodysStore()];
      const server = await startServeProcess(storeDir, upstream.url, { program, ...nobody });
      chmodSync(join(storeDir, folder), 0o000);
      for (let round = 0; round < 2; round++) {
        expect((await ask(server.at(tagPath))).body.equals(image.bytes)).toBe(true);
        expect((await ask(server.at(blobPath))).body.equals(layer.bytes)).toBe(true);
      }
      chmodSync(join(storeDir, folder), 0o700);
    },
    60_000,
  );
});
