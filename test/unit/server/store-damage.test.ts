import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask } from '../../support/server/ask.ts';
import { type Bench, startBench, startCache, temporaryDirectory } from '../../support/server/cache.ts';
import { content, imageIndex, imageManifest, randomBlob } from '../../support/server/images.ts';
import { blobFile, leftovers, recordFiles, storedDigests } from '../../support/server/store-files.ts';

const config = content('{"os":"linux"}');
const layer = randomBlob(900_000);
const image = imageManifest([layer], config);
const index = imageIndex([image]);
const repositories = () => ({
  'library/app': { tags: { '1': index }, manifests: [image], blobs: [config, layer] },
});
const base = 'docker-hub/library/app';
const questions: readonly (readonly [string, Buffer])[] = [
  [`${base}/manifests/1`, index.bytes],
  [`${base}/manifests/${image.digest}`, image.bytes],
  [`${base}/blobs/${config.digest}`, config.bytes],
  [`${base}/blobs/${layer.digest}`, layer.bytes],
];

/** What happens to a file, or whatever else comes to be in its place. */
const damages: Readonly<Record<string, (file: string) => Promise<void>>> = {
  'one flipped bit': (file) => flip(file, 0.5),
  'a flipped first bit': (file) => flip(file, 0),
  'a flipped last bit': (file) => flip(file, 1),
  'half of it': async (file) => truncate(file, (await readFile(file)).length >> 1),
  nothing: (file) => truncate(file, 0),
  'more than it': async (file) => writeFile(file, Buffer.concat([await readFile(file), Buffer.from('}')])),
  zeros: async (file) => writeFile(file, Buffer.alloc((await readFile(file)).length)),
  'a directory': async (file) => {
    await rm(file);
    await mkdir(join(file, 'inner'), { recursive: true });
  },
  'a symbolic link to a secret': async (file) => {
    const secret = join(await temporaryDirectory(), 'secret');
    await writeFile(secret, 'SECRET'.repeat(200_000));
    await rm(file);
    await symlink(secret, file);
  },
  'a symbolic link to nothing': async (file) => {
    await rm(file);
    await symlink('/nowhere/at/all', file);
  },
  'a symbolic link to itself': async (file) => {
    await rm(file);
    await symlink(file, file);
  },
};

const places: Readonly<Record<string, (storeDir: string) => Promise<readonly string[]>>> = {
  'a layer': async (storeDir) => [blobFile(storeDir, layer.digest)],
  'a config': async (storeDir) => [blobFile(storeDir, config.digest)],
  'an index': async (storeDir) => [blobFile(storeDir, index.digest)],
  'a manifest': async (storeDir) => [blobFile(storeDir, image.digest)],
  'tag records': (storeDir) => recordFiles(storeDir, 'tag'),
  'manifest records': (storeDir) => recordFiles(storeDir, 'manifest'),
  'blob records': (storeDir) => recordFiles(storeDir, 'blob'),
  'list records': (storeDir) => recordFiles(storeDir, 'list'),
};

const table = Object.keys(places).flatMap((place) =>
  Object.keys(damages).map((damage) => [place, damage] as const),
);

const withoutUpstream = table.filter(([, damage]) =>
  ['one flipped bit', 'half of it', 'more than it', 'a symbolic link to a secret'].includes(damage),
);

async function flip(file: string, part: number): Promise<void> {
  const bytes = await readFile(file);
  const at = Math.round((bytes.length - 1) * part);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

async function filledStore(): Promise<Bench> {
  const bench = await startBench(repositories());
  for (const [path] of questions) await ask(bench.at(path));
  await ask(bench.at(`${base}/tags/list`));
  await bench.server.close();
  return bench;
}

/** Asks for everything; whatever is complete has to be right. Gives what was not complete. */
async function pull(at: (path: string) => string): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [path, expected] of questions) {
    for (const method of ['HEAD', 'GET']) {
      const answer = await ask(at(path), { method }).catch(() => undefined);
      const complete = answer?.complete === true && answer.status === 200;
      if (!complete) broken.push(path);
      else if (method === 'GET') expect([path, answer.body.equals(expected)]).toEqual([path, true]);
      else expect([path, answer.headers['content-length']]).toEqual([path, String(expected.length)]);
    }
  }
  return broken;
}

describe('a damaged store', () => {
  test.each(table)(
    '%s with %s in place of it: nothing wrong is served, and it is healed',
    async (place, damage) => {
      const first = await filledStore();
      const files = (await places[place]?.(first.storeDir)) ?? [];
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) await damages[damage]?.(file);
      const second = await startCache(first.upstream, { storeDir: first.storeDir });
      // Of a blob that is longer than one piece the beginning may have been sent before it is known to be wrong.
      expect((await pull(second.at)).filter((path) => !path.endsWith(layer.digest))).toEqual([]);
      expect(await pull(second.at)).toEqual([]);
      expect((await ask(second.at(`${base}/tags/list`))).body.toString()).toContain('["1"]');
      await second.server.close();
      expect(await leftovers(first.storeDir)).toEqual([]);
      expect((await storedDigests(first.storeDir)).length).toBe(4);
      await first.upstream.kill();
      const third = await startCache(first.upstream, { storeDir: first.storeDir, offline: true, ttlMs: 0 });
      expect(await pull(third.at)).toEqual([]);
      expect((await ask(third.at('_catalog'))).body.toString()).toBe(
        '{"repositories":["docker-hub/library/app"]}',
      );
    },
  );

  test.each(withoutUpstream)(
    '%s with %s in place of it, and no upstream: nothing wrong is served',
    async (place, damage) => {
      const first = await filledStore();
      for (const file of (await places[place]?.(first.storeDir)) ?? []) await damages[damage]?.(file);
      await first.upstream.kill();
      const second = await startCache(first.upstream, { storeDir: first.storeDir, ttlMs: 0 });
      for (let round = 0; round < 2; round++) await pull(second.at);
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask(second.at(`${base}/blobs/${layer.digest}`), {
          method,
          headers: { Range: `bytes=${layer.bytes.length + 10}-` },
        }).catch(() => undefined);
        if (answer?.status === 416)
          expect(answer.headers['content-range']).toBe(`bytes */${layer.bytes.length}`);
      }
      expect((await ask(`${second.server.url}/healthz`)).status).toBe(200);
    },
  );

  test.each(Object.keys(damages))(
    'locks and unfinished files with %s in place of them are in nobody’s way',
    async (damage) => {
      const { upstream, storeDir, server } = await startBench(repositories());
      await server.close();
      const hex = layer.digest.slice('sha256:'.length);
      const token = `00000000-1-${'ab'.repeat(12)}`;
      const lock = join(storeDir, 'locks', `sha256-${hex}`);
      await writeFile(lock, JSON.stringify({ token, host: 'elsewhere', pid: 1 }));
      await writeFile(join(storeDir, 'writing', token), layer.bytes.subarray(0, 1_000));
      for (const file of [lock, join(storeDir, 'writing', token)]) await damages[damage]?.(file);
      const again = await startCache(upstream, { storeDir });
      const answer = await ask(again.at(`${base}/blobs/${layer.digest}`));
      expect([answer.complete, answer.body.equals(layer.bytes)]).toEqual([true, true]);
      await again.server.close();
      expect(await readdir(join(storeDir, 'locks'))).toEqual([]);
    },
    60_000,
  );

  test('a store that is emptied under a running server is filled again', async () => {
    const { at, storeDir, server } = await startBench(repositories());
    await pull(at);
    await server.idle();
    for (const name of await readdir(storeDir)) await rm(join(storeDir, name), { recursive: true });
    await pull(at);
    await server.idle();
    expect(await storedDigests(storeDir)).toContain(layer.digest);
  });

  test('a clock that is set back leaves no lock in force', async () => {
    const { upstream, storeDir, server } = await startBench(repositories());
    await server.close();
    const { utimes } = await import('node:fs/promises');
    const lock = join(storeDir, 'locks', `sha256-${layer.digest.slice('sha256:'.length)}`);
    await writeFile(
      lock,
      JSON.stringify({ token: `00000000-1-${'cd'.repeat(12)}`, host: 'elsewhere', pid: 1, size: 900_000 }),
    );
    const future = new Date(Date.now() + 3_600_000);
    await utimes(lock, future, future);
    const again = await startCache(upstream, { storeDir });
    expect((await ask(again.at(`${base}/blobs/${layer.digest}`))).body.equals(layer.bytes)).toBe(true);
  });
});
