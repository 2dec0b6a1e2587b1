import { describe, expect, test } from 'vitest';
import { ask, errorCode, sha256 } from '../../support/server/ask.ts';
import { startBench } from '../../support/server/cache.ts';
import {
  content,
  descriptor,
  document,
  imageIndex,
  imageManifest,
  ociManifest,
  randomBlob,
} from '../../support/server/images.ts';

const layer = randomBlob(100_000);
const image = imageManifest([layer]);
const index = imageIndex([image]);
const docker2 = document(
  {
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: descriptor(content('{}'), 'application/vnd.docker.container.image.v1+json'),
    layers: [],
  },
  'application/vnd.docker.distribution.manifest.v2+json',
);
const dockerList = document(
  { schemaVersion: 2, mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json', manifests: [] },
  'application/vnd.docker.distribution.manifest.list.v2+json',
);
const artifact = document(
  {
    mediaType: 'application/vnd.oci.artifact.manifest.v1+json',
    artifactType: 'application/vnd.example',
    blobs: [],
    unknownField: { 'with  spaces': [1.5e300, null] },
  },
  'application/vnd.oci.artifact.manifest.v1+json',
);
const untyped = document({ schemaVersion: 2, config: {}, layers: [] }, ociManifest);
const wide = document({ schemaVersion: 2, mediaType: ociManifest, pad: 'x'.repeat(4_500_000) }, ociManifest);
const long = document({ schemaVersion: 2, mediaType: ociManifest, by: 'sha512' }, ociManifest, 'sha512');
const kinds = { image, index, docker2, dockerList, artifact, untyped, wide, long };

const bench = () => startBench({ 'library/app': { tags: kinds, manifests: [image], blobs: [layer] } });
const base = 'docker-hub/library/app/manifests';

describe('manifests', () => {
  test('R01 the base answers 200 and names the API version', async () => {
    const { server } = await bench();
    for (const path of ['/v2/', '/v2']) {
      const answer = await ask(server.url + path);
      expect([answer.status, answer.body.toString()]).toEqual([200, '{}']);
      expect(answer.headers['docker-distribution-api-version']).toBe('registry/2.0');
    }
  });

  test.each(Object.keys(kinds))('R02 a manifest by tag comes byte for byte: %s', async (tag) => {
    const { at } = await bench();
    const expected = kinds[tag as keyof typeof kinds];
    for (let round = 0; round < 2; round++) {
      const answer = await ask(at(`${base}/${tag}`));
      expect([answer.status, answer.body.equals(expected.bytes)]).toEqual([200, true]);
    }
  });

  test.each(Object.keys(kinds))('R03 a manifest by digest comes byte for byte: %s', async (tag) => {
    const { at } = await bench();
    const expected = kinds[tag as keyof typeof kinds];
    const answer = await ask(at(`${base}/${expected.digest}`));
    expect([answer.status, answer.body.equals(expected.bytes)]).toEqual([200, true]);
  });

  test.each(['GET', 'HEAD'])(
    'R04 %s of a manifest names its digest, by the algorithm that was asked for',
    async (method) => {
      const { at } = await bench();
      for (const reference of ['image', image.digest, 'long', long.digest]) {
        const { digest } = [image.digest, 'image'].includes(reference) ? image : long;
        const answer = await ask(at(`${base}/${reference}`), { method });
        expect(answer.headers['docker-content-digest']).toBe(digest);
      }
    },
  );

  test.each(Object.keys(kinds))('R06 Content-Type is the media type without parameters: %s', async (tag) => {
    const { at, upstream } = await bench();
    const { mediaType, digest } = kinds[tag as keyof typeof kinds];
    upstream.fault = () => ({ kind: 'headers', headers: { 'Content-Type': `${mediaType}; charset=utf-8` } });
    for (const method of ['HEAD', 'GET', 'HEAD']) {
      const answer = await ask(at(`${base}/${tag}`), { method });
      expect(answer.headers['content-type']).toBe(mediaType);
    }
    expect((await ask(at(`${base}/${digest}`))).headers['content-type']).toBe(mediaType);
  });

  test("R07 the manifest's own mediaType decides where the upstream's header disagrees", async () => {
    const { at, upstream } = await bench();
    upstream.fault = () => ({ kind: 'headers', headers: { 'Content-Type': 'text/plain' } });
    expect((await ask(at(`${base}/docker2`))).headers['content-type']).toBe(docker2.mediaType);
  });

  test('R08 HEAD has the header of GET and no body, cold and warm, by tag and by digest', async () => {
    const { at } = await bench();
    for (const reference of ['index', image.digest]) {
      const expected = reference === 'index' ? index : image;
      const cold = await ask(at(`${base}/${reference}`), { method: 'HEAD' });
      const get = await ask(at(`${base}/${reference}`));
      const warm = await ask(at(`${base}/${reference}`), { method: 'HEAD' });
      for (const head of [cold, warm]) {
        expect([head.status, head.body.length]).toEqual([200, 0]);
        expect(head.headers['content-length']).toBe(String(expected.bytes.length));
        for (const name of ['content-type', 'docker-content-digest', 'etag', 'content-length']) {
          expect(head.headers[name]).toBe(get.headers[name]);
        }
      }
    }
  });

  test('R11 an unknown tag is MANIFEST_UNKNOWN', async () => {
    const { at } = await bench();
    const answer = await ask(at(`${base}/nope`));
    expect([answer.status, errorCode(answer)]).toEqual([404, 'MANIFEST_UNKNOWN']);
    expect((await ask(at(`${base}/nope`), { method: 'HEAD' })).status).toBe(404);
  });

  test('R12 an unknown digest is MANIFEST_UNKNOWN', async () => {
    const { at } = await bench();
    const answer = await ask(at(`${base}/${randomBlob(8).digest}`));
    expect([answer.status, errorCode(answer)]).toEqual([404, 'MANIFEST_UNKNOWN']);
  });

  test('R14 a repository that the upstream does not know, or no rule serves, is NAME_UNKNOWN', async () => {
    const { at, upstream } = await bench();
    const missing = await ask(at('docker-hub/library/missing/manifests/1'));
    expect([missing.status, errorCode(missing)]).toEqual([404, 'NAME_UNKNOWN']);
    const asked = upstream.seen.length;
    const unserved = await ask(at('quay/prometheus/node-exporter/manifests/1?ns=quay.io'));
    expect([unserved.status, errorCode(unserved)]).toEqual([404, 'NAME_UNKNOWN']);
    expect(upstream.seen.length).toBe(asked);
  });

  test.each([
    'sha256:baddigeststring',
    'sha256:',
    `sha256:${'A'.repeat(64)}`,
    `md5:${'0'.repeat(32)}`,
    ':',
    'a:b:c',
  ])('R15 a malformed digest is refused without asking the upstream: %s', async (digest) => {
    const { at, upstream } = await bench();
    for (const kind of ['manifests', 'blobs', 'referrers']) {
      const answer = await ask(at(`docker-hub/library/app/${kind}/${digest}`));
      expect([answer.status, errorCode(answer)]).toEqual([400, 'DIGEST_INVALID']);
    }
    expect(upstream.seen).toEqual([]);
  });

  test.each([
    'docker-hub/Library/app',
    'docker-hub/../app',
    'docker-hub//app',
    'docker-hub/%2e%2e/app',
    'docker-hub/a..b',
    '-a',
    'a_',
    `a${'/a'.repeat(200)}`,
  ])('R16 a name outside the grammar is NAME_INVALID: %s', async (name) => {
    const { server, upstream } = await bench();
    const answer = await raw(server.url, `/v2/${name}/manifests/1`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('NAME_INVALID');
    expect(upstream.seen).toEqual([]);
  });

  test('R17 a tag has at most 128 characters of its alphabet', async () => {
    const tag = `_${'a'.repeat(127)}`;
    const { at, upstream } = await startBench({ 'library/app': { tags: { [tag]: image }, blobs: [] } });
    expect((await ask(at(`${base}/${tag}`))).status).toBe(200);
    const before = upstream.seen.length;
    for (const wrong of [`${tag}a`, '.a', '-a', 'a%20b', 'a%0d%0aX-Bad', 'a%00']) {
      const answer = await ask(at(`${base}/${wrong}`));
      expect([answer.status, errorCode(answer)]).toEqual([404, 'MANIFEST_UNKNOWN']);
    }
    expect(upstream.seen.length).toBe(before);
  });

  test.each([undefined, '*/*', 'application/json', 'application/vnd.docker.distribution.manifest.v1+json'])(
    'R24 Accept %s gets what exists',
    async (accept) => {
      const { at } = await bench();
      const headers = accept === undefined ? {} : { Accept: accept };
      const answer = await ask(at(`${base}/image`), { headers });
      expect([answer.status, sha256(answer.body)]).toEqual([200, image.digest]);
    },
  );

  test('R25 a client that takes single manifests only gets the index that the tag names', async () => {
    const { at } = await bench();
    const answer = await ask(at(`${base}/index`), { headers: { Accept: ociManifest } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, index.mediaType]);
  });

  test('R43 what is addressed by its digest is never asked for twice', async () => {
    const { at, upstream } = await startBench(
      { 'library/app': { tags: kinds, manifests: [image], blobs: [layer] } },
      { ttlMs: 0 },
    );
    for (let round = 0; round < 3; round++) {
      await ask(at(`${base}/${image.digest}`));
      await ask(at(`${base}/${image.digest}`), { method: 'HEAD' });
      await ask(at(`docker-hub/library/app/blobs/${layer.digest}`));
    }
    expect(upstream.seen.length).toBe(2);
  });

  test('R45 a manifest of 4.5 MB is served, one beyond the limit is refused', async () => {
    const huge = document({ schemaVersion: 2, pad: 'x'.repeat(200_000) }, ociManifest);
    const { at } = await startBench(
      { 'library/app': { tags: { huge }, blobs: [] } },
      { maxManifestBytes: 100_000 },
    );
    const answer = await ask(at(`${base}/huge`));
    expect([answer.status, errorCode(answer)]).toEqual([502, 'UNAVAILABLE']);
    const normal = await bench();
    expect((await ask(normal.at(`${base}/wide`))).body.length).toBe(wide.bytes.length);
  });

  test('R47 manifests and blobs by sha512, and a blob of no bytes', async () => {
    const empty = content('');
    const json = content('{}');
    const big = content(Buffer.alloc(500_000, 1), 'sha512');
    const { at } = await startBench({ 'library/app': { tags: { long }, blobs: [empty, json, big] } });
    const manifest = await ask(at(`${base}/${long.digest}`));
    expect(manifest.body.equals(long.bytes)).toBe(true);
    for (const { digest, bytes } of [empty, json, big]) {
      for (let round = 0; round < 2; round++) {
        const answer = await ask(at(`docker-hub/library/app/blobs/${digest}`));
        expect([answer.status, answer.complete, answer.body.equals(bytes)]).toEqual([200, true, true]);
        expect(answer.headers['content-length']).toBe(String(bytes.length));
        expect(answer.headers['docker-content-digest']).toBe(digest);
      }
    }
  });
});

async function raw(url: string, path: string): Promise<string> {
  const { connect } = await import('node:net');
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: cache\r\nConnection: close\r\n\r\n`);
  });
}
