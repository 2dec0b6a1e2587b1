import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { storeLayout } from '../../../src/server/store/disk/layout.ts';
import { createDiskRecords } from '../../../src/server/store/disk/records.ts';
import { type Answer, ask, errorCode } from '../../support/server/ask.ts';
import { cacheRegistry, hubRule, startBench, startCache } from '../../support/server/cache.ts';
import {
  content,
  type Document,
  descriptor,
  document,
  imageManifest,
  ociIndex,
  ociManifest,
  randomBlob,
} from '../../support/server/images.ts';
import { basic, testPasswords } from '../../support/server/passwords.ts';

const config = content(JSON.stringify({ architecture: 'arm64', os: 'linux', rootfs: {} }));
const layer = randomBlob(5_000);
const shared = randomBlob(2_000);
const image = imageManifest([layer, shared], config);
const other = imageManifest([shared], content('{"architecture":"amd64","os":"windows"}'));
const index = document(
  {
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [
      { ...descriptor(image, ociManifest), platform: { architecture: 'arm64', os: 'linux' } },
      { ...descriptor(other, ociManifest), platform: { architecture: 'amd64', os: 'windows' } },
    ],
  },
  ociIndex,
);
const name = 'docker-hub/library/app';

function tagged(tags: Record<string, Document>) {
  return { tags, manifests: [image, other, index], blobs: [config, layer, shared] };
}

/** A cache in which every tag of a repository was pulled, a second after the one before. */
async function startPulled(tags: Record<string, Document>, options = {}) {
  let clock = Date.UTC(2026, 0, 1);
  const bench = await startBench(
    { 'library/app': tagged(tags), 'library/zoo': tagged({ '1': image }) },
    { now: () => clock, ...options },
  );
  for (const tag of Object.keys(tags)) {
    expect((await ask(bench.at(`${name}/manifests/${tag}`))).status).toBe(200);
    await bench.server.idle();
    clock += 1_000;
  }
  const acr = (path: string, method = 'GET', headers = {}): Promise<Answer> =>
    ask(`${bench.server.url}/acr/v1/${path}`, { method, headers });
  const tick = (ms: number): void => {
    clock += ms;
  };
  return { ...bench, acr, tick };
}

function json({ body }: Answer): Record<string, unknown> {
  return JSON.parse(body.toString());
}

const frame = { registry: 'team.azurecr.io', imageName: name };
const changeableAttributes = {
  deleteEnabled: true,
  writeEnabled: true,
  readEnabled: true,
  listEnabled: true,
};

describe('shapes (data-plane Azure.ContainerRegistry 2021-07-01)', () => {
  test('a repository', async () => {
    const { acr } = await startPulled({ '1': image, latest: index });
    expect(json(await acr(name))).toEqual({
      ...frame,
      createdTime: '2026-01-01T00:00:00.000Z',
      lastUpdateTime: '2026-01-01T00:00:01.000Z',
      manifestCount: 2,
      tagCount: 2,
      changeableAttributes: { ...changeableAttributes, teleportEnabled: false },
    });
    const encoded = await acr(encodeURIComponent(name));
    expect(json(encoded)).toMatchObject(frame);
  });

  test('a tag, and the tags', async () => {
    const { acr } = await startPulled({ '1': image, latest: index });
    const tag = {
      name: 'latest',
      digest: index.digest,
      createdTime: '2026-01-01T00:00:01.000Z',
      lastUpdateTime: '2026-01-01T00:00:01.000Z',
      signed: false,
      changeableAttributes,
    };
    expect(json(await acr(`${name}/_tags/latest`))).toEqual({ ...frame, tag });
    const all = json(await acr(`${name}/_tags`));
    expect(all).toMatchObject({ ...frame, tags: [{ name: '1' }, tag] });
    const filtered = json(await acr(`${name}/_tags?digest=${index.digest}`));
    expect(filtered.tags).toEqual([tag]);
  });

  test('a manifest: platform and sizes are known once the config was pulled', async () => {
    const { acr, at, server } = await startPulled({ '1': image });
    const size = config.bytes.length + layer.bytes.length + shared.bytes.length + image.bytes.length;
    const manifest = {
      digest: image.digest,
      imageSize: size,
      createdTime: '2026-01-01T00:00:00.000Z',
      lastUpdateTime: '2026-01-01T00:00:00.000Z',
      mediaType: ociManifest,
      configMediaType: 'application/vnd.oci.image.config.v1+json',
      tags: ['1'],
      changeableAttributes,
    };
    expect(json(await acr(`${name}/_manifests/${image.digest}`))).toEqual({ ...frame, manifest });
    await ask(at(`${name}/blobs/${config.digest}`));
    await server.idle();
    const known = { ...manifest, architecture: 'arm64', os: 'linux' };
    expect(json(await acr(`${name}/_manifests/${image.digest}`))).toEqual({ ...frame, manifest: known });
    expect(json(await acr(`${name}/_manifests`))).toEqual({ ...frame, manifests: [known] });
  });

  test('an index: what it holds stands in the answer about it, and not in the list', async () => {
    const { acr, at, server } = await startPulled({ latest: index });
    await ask(at(`${name}/manifests/${image.digest}`));
    await server.idle();
    const answer = json(await acr(`${name}/_manifests/${encodeURIComponent(index.digest)}`));
    const held = config.bytes.length + layer.bytes.length + shared.bytes.length + image.bytes.length;
    expect(answer.manifest).toMatchObject({
      digest: index.digest,
      imageSize: index.bytes.length + held,
      mediaType: ociIndex,
      references: [
        { digest: image.digest, architecture: 'arm64', os: 'linux' },
        { digest: other.digest, architecture: 'amd64', os: 'windows' },
      ],
    });
    const { manifests } = json(await acr(`${name}/_manifests`)) as { manifests: object[] };
    expect(manifests).toHaveLength(2);
    for (const manifest of manifests) expect(manifest).not.toHaveProperty('references');
  });

  test('the catalog, under the targets of the rules', async () => {
    const { acr, at, server } = await startPulled({ '1': image });
    await ask(at('docker-hub/library/zoo/tags/list'));
    expect(json(await acr('_catalog'))).toEqual({ repositories: [name] });
    await ask(at('docker-hub/library/zoo/manifests/1'));
    await server.idle();
    expect(json(await acr('_catalog'))).toEqual({ repositories: [name, 'docker-hub/library/zoo'] });
    const first = await acr('_catalog?n=1');
    expect(json(first)).toEqual({ repositories: [name] });
    const next = /^<(\S+)>; rel="next"$/.exec(String(first.headers.link))?.[1];
    expect(next).toBe(`/acr/v1/_catalog?last=${encodeURIComponent(name)}&n=1&orderby=`);
    const second = await ask(`${server.url}${next}`);
    expect(json(second)).toEqual({ repositories: ['docker-hub/library/zoo'] });
    expect(second.headers.link).toBeUndefined();
  });

  test('no upstream is asked', async () => {
    const { acr, upstream } = await startPulled({ '1': image });
    const before = upstream.seen.length;
    for (const path of ['_catalog', name, `${name}/_tags`, `${name}/_manifests`, 'docker-hub/library/zoo'])
      await acr(path);
    expect(upstream.seen.length).toBe(before);
  });

  test('HEAD gets the header alone', async () => {
    const { acr } = await startPulled({ '1': image });
    const answer = await acr(name, 'HEAD');
    expect([answer.status, answer.body.length, Number(answer.headers['content-length']) > 100]).toEqual([
      200,
      0,
      true,
    ]);
  });
});

describe('pages', () => {
  const tags = { b: image, c: index, a: image, e: other, d: image };

  async function walk(
    server: { readonly url: string },
    start: string,
    field: string,
    key: string,
  ): Promise<string[][]> {
    const pages: string[][] = [];
    for (let path: string | undefined = start; path !== undefined; ) {
      const answer = await ask(`${server.url}${path}`);
      const entries = json(answer)[field] as Record<string, string>[];
      pages.push(entries.map((entry) => entry[key] ?? ''));
      path = /<(\S+)>/.exec(String(answer.headers.link ?? ''))?.[1];
    }
    return pages;
  }

  test.each([
    ['', [['a', 'b'], ['c', 'd'], ['e']]],
    ['&orderby=none', [['a', 'b'], ['c', 'd'], ['e']]],
    ['&orderby=timeasc', [['b', 'c'], ['a', 'e'], ['d']]],
    ['&orderby=timedesc', [['d', 'e'], ['a', 'c'], ['b']]],
    [`&digest=${image.digest}`, [['a', 'b'], ['d']]],
    [`&digest=${image.digest}&orderby=timedesc`, [['d', 'a'], ['b']]],
    ['&last=b', [['c', 'd'], ['e']]],
    ['&last=bb', [['c', 'd'], ['e']]],
    ['&last=a&orderby=timeasc', [['e', 'd']]],
    ['&last=zz', [[]]],
  ])('tags with n=2%s', async (query, expected) => {
    const { server } = await startPulled(tags);
    expect(await walk(server, `/acr/v1/${name}/_tags?n=2${query}`, 'tags', 'name')).toEqual(expected);
  });

  test('manifests, by digest and by time', async () => {
    const { server } = await startPulled(tags);
    const digests = [image.digest, index.digest, other.digest];
    const sorted = [...digests].sort();
    const path = `/acr/v1/${encodeURIComponent(name)}/_manifests?n=1`;
    expect(await walk(server, path, 'manifests', 'digest')).toEqual(sorted.map((digest) => [digest]));
    const times = await walk(server, `${path}&orderby=timedesc`, 'manifests', 'digest');
    expect(times).toEqual([[image.digest], [other.digest], [index.digest]]);
  });

  test('a page by time goes on where it ended, though its last entry was removed meanwhile', async () => {
    const { acr, server } = await startPulled(tags);
    const first = await acr(`${name}/_tags?n=2&orderby=timeasc`);
    expect((await acr(`${name}/_tags/c`, 'DELETE')).status).toBe(202);
    const next = /<(\S+)>/.exec(String(first.headers.link))?.[1];
    expect(await walk(server, String(next), 'tags', 'name')).toEqual([['a', 'e'], ['d']]);
  });

  test.each(['n=0', 'n=-1', 'n=x', 'n=1e3', 'orderby=size'])('%s is refused', async (query) => {
    const { acr } = await startPulled({ '1': image });
    for (const path of [`${name}/_tags`, `${name}/_manifests`, '_catalog']) {
      expect((await acr(`${path}?${query}`)).status).toBe(400);
    }
  });

  test('without n a page has a hundred entries', async () => {
    const many = Object.fromEntries(Array.from({ length: 103 }, (_, at) => [`t${1000 + at}`, image]));
    const { acr } = await startPulled(many);
    const answer = await acr(`${name}/_tags`);
    expect(json(answer).tags).toHaveLength(100);
    expect(answer.headers.link).toContain('last=t1099&n=100');
    expect(json(await acr(`${name}/_tags?n=100000`)).tags).toHaveLength(103);
  });
});

describe('what is not there', () => {
  test.each([
    ['docker-hub/library/never', 'NAME_UNKNOWN'],
    ['docker-hub/library/never/_tags', 'NAME_UNKNOWN'],
    ['nowhere/app', 'NAME_UNKNOWN'],
    ['library/app', 'NAME_UNKNOWN'],
    ['UPPER', 'NAME_UNKNOWN'],
    ['..%2f..%2fetc', 'NAME_UNKNOWN'],
    [`${name}/_tags/2`, 'TAG_UNKNOWN'],
    [`${name}/_manifests/${randomBlob(4).digest}`, 'MANIFEST_UNKNOWN'],
    [`${name}/_manifests/x`, 'MANIFEST_UNKNOWN'],
  ])('%s is a 404', async (path, code) => {
    const { acr } = await startPulled({ '1': image });
    const answer = await acr(path);
    expect([answer.status, errorCode(answer)]).toEqual([404, code]);
    const removal = await acr(path, 'DELETE');
    expect([removal.status, errorCode(removal)]).toEqual([404, code]);
  });

  test.each(['_deleted/_catalog', `${name}/_tags/1/more`, `${name}/_streaming`, '%zz', '_tags'])(
    '%s is no endpoint',
    async (path) => {
      const { acr } = await startPulled({ '1': image });
      const answer = await acr(path);
      expect([answer.status, errorCode(answer)]).toEqual([405, 'UNSUPPORTED']);
    },
  );

  test.each(['PATCH', 'PUT', 'POST'])('%s is refused: nothing can be locked or changed', async (method) => {
    const { acr } = await startPulled({ '1': image });
    for (const path of [name, `${name}/_tags/1`, `${name}/_manifests/${image.digest}`]) {
      const answer = await acr(path, method);
      expect([answer.status, errorCode(answer)]).toEqual([405, 'UNSUPPORTED']);
    }
  });

  test('a tag of which only the header was asked for is not listed', async () => {
    const { acr, at, server } = await startPulled({ '1': image });
    await ask(at('docker-hub/library/zoo/manifests/1'), { method: 'HEAD' });
    await server.idle();
    expect((await acr('docker-hub/library/zoo')).status).toBe(404);
    expect(json(await acr('_catalog'))).toEqual({ repositories: [name] });
  });

  test('a tag that moved has the time of its move, and keeps that of its beginning', async () => {
    const { acr, at, server, tick, upstream } = await startPulled({ '1': image }, { ttlMs: 0 });
    upstream.repositories['library/app'] = tagged({ '1': other });
    tick(5_000);
    await ask(at(`${name}/manifests/1`));
    await server.idle();
    tick(5_000);
    await ask(at(`${name}/manifests/1`));
    await server.idle();
    expect(json(await acr(`${name}/_tags/1`)).tag).toMatchObject({
      digest: other.digest,
      createdTime: '2026-01-01T00:00:00.000Z',
      lastUpdateTime: '2026-01-01T00:00:06.000Z',
    });
    const { manifests } = json(await acr(`${name}/_manifests`)) as { manifests: { tags?: string[] }[] };
    expect(manifests.filter(({ tags }) => tags === undefined)).toHaveLength(1);
  });
});

describe('removal', () => {
  async function blobCount(storeDir: string): Promise<number> {
    const files = await readdir(join(storeDir, 'blobs'), { recursive: true, withFileTypes: true });
    return files.filter((file) => file.isFile()).length;
  }

  async function pullAll(at: (path: string) => string, repository: string): Promise<void> {
    for (const path of ['manifests/1', ...[config, layer, shared].map(({ digest }) => `blobs/${digest}`)])
      expect((await ask(at(`${repository}/${path}`))).status).toBe(200);
  }

  test('of a repository frees its content, and the next pull brings it back', async () => {
    const { acr, at, server, storeDir, upstream } = await startPulled({ '1': image });
    await pullAll(at, name);
    await server.idle();
    expect(await blobCount(storeDir)).toBe(4);
    const answer = await acr(name, 'DELETE');
    expect([answer.status, json(answer)]).toEqual([
      202,
      { manifestsDeleted: [image.digest], tagsDeleted: ['1'] },
    ]);
    expect(await blobCount(storeDir)).toBe(0);
    expect((await acr(name)).status).toBe(404);
    expect(json(await acr('_catalog'))).toEqual({ repositories: [] });
    const before = upstream.seen.length;
    await pullAll(at, name);
    expect(upstream.seen.length).toBeGreaterThanOrEqual(before + 4);
    await server.idle();
    expect(json(await acr(name))).toMatchObject({ manifestCount: 1, tagCount: 1 });
  });

  test('leaves what another repository holds', async () => {
    const { acr, at, server, storeDir, upstream } = await startPulled({ '1': image });
    await pullAll(at, name);
    await pullAll(at, 'docker-hub/library/zoo');
    await server.idle();
    await acr(name, 'DELETE');
    expect(await blobCount(storeDir)).toBe(4);
    const before = upstream.seen.length;
    await pullAll(at, 'docker-hub/library/zoo');
    expect(upstream.seen.length).toBe(before);
  });

  test('of a manifest takes its tags along, and of a tag leaves the manifest', async () => {
    const { acr, at } = await startPulled({ a: image, b: image, c: other });
    expect((await acr(`${name}/_tags/a`, 'DELETE')).status).toBe(202);
    expect(json(await acr(name))).toMatchObject({ manifestCount: 2, tagCount: 2 });
    const removed = await ask(at(`${name}/manifests/${image.digest}`), { method: 'DELETE' });
    expect([removed.status, removed.body.length]).toEqual([202, 0]);
    expect(json(await acr(name))).toMatchObject({ manifestCount: 1, tagCount: 1 });
    const again = await ask(at(`${name}/manifests/${image.digest}`), { method: 'DELETE' });
    expect([again.status, errorCode(again)]).toEqual([404, 'MANIFEST_UNKNOWN']);
    expect((await acr(`${name}/_manifests/${other.digest}`, 'DELETE')).status).toBe(202);
    expect((await acr(name)).status).toBe(404);
  });

  test('a server on the same store no longer lists it either', async () => {
    const first = await startPulled({ '1': image });
    const second = await startCache(first.upstream, { storeDir: first.storeDir });
    await first.acr(name, 'DELETE');
    expect((await ask(`${second.server.url}/acr/v1/${name}`)).status).toBe(404);
  });

  test('wants a password where there are passwords', async () => {
    const passwords = testPasswords({ alice: 'right' });
    const { server, at } = await startBench({ 'library/app': tagged({ '1': image }) }, { passwords });
    const headers = basic('alice', 'right');
    await ask(at(`${name}/manifests/1`), { headers });
    await server.idle();
    const url = `${server.url}/acr/v1/${name}`;
    expect((await ask(url, { method: 'DELETE' })).status).toBe(401);
    expect((await ask(url, { method: 'DELETE', headers })).status).toBe(202);
  });

  test('is not for mirrors: the repository has to be named as the rule names it', async () => {
    const { at } = await startPulled({ '1': image });
    const path = `library/app/manifests/${image.digest}`;
    expect((await ask(at(path), { method: 'DELETE' })).status).toBe(405);
    expect((await ask(at(`${path}?ns=docker.io`), { method: 'DELETE' })).status).toBe(405);
  });
});

test('records of an older store are listed, with the times that are known', async () => {
  const { storeDir, server, upstream } = await startPulled({ '1': image });
  await server.close(0);
  const records = createDiskRecords(storeLayout(storeDir));
  for (const [kind, key] of [
    ['manifest', 'digest'],
    ['tag', 'tag'],
  ] as const) {
    for (const value of await records.list('docker.io/library/app', kind)) {
      const { storedAt, createdAt, updatedAt, ...old } = value as Record<string, unknown>;
      await records.write('docker.io/library/app', kind, String(old[key]), old);
    }
  }
  const second = await startCache(upstream, { storeDir, registry: cacheRegistry([hubRule]), offline: true });
  const answer = await ask(`${second.server.url}/acr/v1/${name}/_manifests`);
  expect(json(answer).manifests).toMatchObject([
    { digest: image.digest, createdTime: '2026-01-01T00:00:00.000Z', tags: ['1'] },
  ]);
});
