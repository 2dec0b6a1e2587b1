import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ask, errorCode } from '../../support/server/ask.ts';
import { startBench } from '../../support/server/cache.ts';
import { type Fault, type SeenRequest, startFakeUpstream } from '../../support/server/fake-upstream.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';
import { leftovers, storedDigests } from '../../support/server/store-files.ts';

const size = 700_000;
const layer = randomBlob(size);
const other = randomBlob(size);
const image = imageManifest([layer]);
const repositories = () => ({ 'library/app': { tags: { '1': image }, blobs: [layer] } });
const tagPath = 'docker-hub/library/app/manifests/1';
const blobPath = `docker-hub/library/app/blobs/${layer.digest}`;
const fast = {
  timeouts: { connectMs: 1_000, headersMs: 400, idleMs: 400, documentMs: 800 },
  retry: { attempts: 1 },
};

function raw(head: string, body: Buffer): Fault {
  return { kind: 'raw', bytes: Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]) };
}

/** A first answer that is cut, and then another one. */
function cutThen(
  next: (request: SeenRequest) => Fault | undefined,
): (request: SeenRequest) => Fault | undefined {
  let asked = 0;
  return (request) => (asked++ === 0 ? { kind: 'cut', after: 200_000 } : next(request));
}

const partial = (start: number, total: number | string) =>
  `HTTP/1.1 206 Partial Content\r\nContent-Length: ${size - start}\r\nContent-Range: bytes ${start}-${size - 1}/${total}`;

/** What the upstream does, and whether the blob can be served in spite of it. */
const lies: readonly (readonly [string, boolean, () => (request: SeenRequest) => Fault | undefined])[] = [
  [
    'a length that is too short',
    false,
    () => () => raw(`HTTP/1.1 200 OK\r\nContent-Length: ${size - 10}`, layer.bytes),
  ],
  [
    'a length that is too long',
    false,
    () => () => raw(`HTTP/1.1 200 OK\r\nContent-Length: ${size + 10}`, layer.bytes),
  ],
  [
    'no length, ended by the connection',
    true,
    () => () => raw('HTTP/1.1 200 OK\r\nConnection: close', layer.bytes),
  ],
  [
    'no length, cut',
    false,
    () => () => raw('HTTP/1.1 200 OK\r\nConnection: close', layer.bytes.subarray(0, 9)),
  ],
  ['chunks', true, () => () => ({ kind: 'no-length' })],
  [
    'chunks without their end',
    false,
    () => () =>
      raw(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked',
        Buffer.concat([Buffer.from(`${size.toString(16)}\r\n`), layer.bytes]),
      ),
  ],
  ['no body', false, () => () => raw('HTTP/1.1 200 OK\r\nContent-Length: 0', Buffer.of())],
  ['another blob', false, () => () => raw(`HTTP/1.1 200 OK\r\nContent-Length: ${size}`, other.bytes)],
  [
    'another digest in its header',
    false,
    () => () => ({ kind: 'headers', headers: { 'Docker-Content-Digest': other.digest } }),
  ],
  ['a page to log in', false, () => () => ({ kind: 'status', status: 200, body: '<html>log in</html>' })],
  [
    'an encoding that nobody asked for',
    false,
    () => () => raw('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close', gzipSync(layer.bytes)),
  ],
  [
    'an encoding that is not there',
    true,
    () => () => ({ kind: 'headers', headers: { 'Content-Encoding': 'gzip' } }),
  ],
  ['206 for the whole', false, () => () => raw(partial(0, size), layer.bytes)],
  ['204', false, () => () => ({ kind: 'status', status: 204 })],
  ['304', false, () => () => ({ kind: 'status', status: 304 })],
  [
    'a redirect to itself',
    false,
    () =>
      ({ url }) => ({ kind: 'status', status: 307, headers: { Location: url } }),
  ],
  [
    'a redirect to a file',
    false,
    () => () => ({ kind: 'status', status: 307, headers: { Location: 'file:///etc/passwd' } }),
  ],
  ['a redirect to nowhere', false, () => () => ({ kind: 'status', status: 307 })],
  ['silence', false, () => () => ({ kind: 'hang' })],
  [
    'a body that stops again and again',
    true,
    () => () => ({ kind: 'slow', pieceBytes: 300_000, pauseMs: 3_000 }),
  ],
  ['a cut, then the rest', true, () => cutThen(() => undefined)],
  ['a cut, then the whole instead of the rest', true, () => cutThen(() => ({ kind: 'no-ranges' }))],
  ['a cut, then 416', false, () => cutThen(() => ({ kind: 'status', status: 416 }))],
  ['a cut, then 404', false, () => cutThen(() => ({ kind: 'status', status: 404 }))],
  [
    'a cut, then another range',
    false,
    () => cutThen(() => raw(partial(200_001, size), layer.bytes.subarray(200_001))),
  ],
  [
    'a cut, then a range without its place',
    false,
    () => cutThen(() => raw('HTTP/1.1 206 Partial Content\r\nConnection: close', layer.bytes)),
  ],
  [
    'a cut, then the rest of another blob',
    false,
    () => cutThen(() => raw(partial(200_000, size), other.bytes.subarray(200_000))),
  ],
  [
    'a cut, then a blob of another size',
    false,
    () => cutThen(() => raw(partial(200_000, size + 5), layer.bytes.subarray(200_000))),
  ],
  [
    'a cut, then the whole of another blob',
    false,
    () => cutThen(() => raw(`HTTP/1.1 200 OK\r\nContent-Length: ${size}`, other.bytes)),
  ],
  ['a cut, then nothing but cuts', false, () => cutThen(() => ({ kind: 'cut', after: 0 }))],
];

describe('what an upstream can send in place of a blob', () => {
  test.each(lies)('%s: served is %s', async (_, served, fault) => {
    const { at, upstream, server, storeDir } = await startBench(repositories(), {}, fast);
    upstream.fault = fault();
    const answer = await ask(at(blobPath)).catch(() => undefined);
    expect(answer?.complete === true && answer.status === 200).toBe(served);
    if (served) expect(answer?.body.equals(layer.bytes)).toBe(true);
    expect(answer?.headers['content-encoding']).toBeUndefined();
    await server.idle();
    expect([await storedDigests(storeDir), await leftovers(storeDir)]).toEqual([
      served ? [layer.digest] : [],
      [],
    ]);
    upstream.fault = () => undefined;
    expect((await ask(at(blobPath))).body.equals(layer.bytes)).toBe(true);
  });

  test.each(lies.filter(([, served]) => !served))(
    '%s: no range of it is wrong either',
    async (_, __, fault) => {
      const { at, upstream } = await startBench(repositories(), {}, fast);
      upstream.fault = fault();
      const ranges = ['bytes=0-0', 'bytes=-10', 'bytes=150000-250000'];
      const answers = await Promise.all(
        ranges.map((Range) => ask(at(blobPath), { headers: { Range } }).catch(() => undefined)),
      );
      for (const answer of answers) expect(answer?.complete === true && answer.status < 300).toBe(false);
    },
  );
});

describe('what an upstream can send in place of a manifest', () => {
  test.each<[string, number, Fault]>([
    [
      'a length that is too short',
      502,
      raw(`HTTP/1.1 200 OK\r\nContent-Length: ${image.bytes.length - 1}`, image.bytes),
    ],
    [
      'a length that is too long',
      503,
      raw(`HTTP/1.1 200 OK\r\nContent-Length: ${image.bytes.length + 1}`, image.bytes),
    ],
    ['206', 502, raw(`HTTP/1.1 206 Partial Content\r\nContent-Length: ${image.bytes.length}`, image.bytes)],
    [
      'a digest that is another',
      502,
      { kind: 'headers', headers: { 'Docker-Content-Digest': layer.digest } },
    ],
    [
      'a redirect to itself',
      502,
      { kind: 'status', status: 302, headers: { Location: '/v2/library/app/manifests/1' } },
    ],
    ['silence', 503, { kind: 'hang' }],
    ['a length beyond all limits', 502, raw('HTTP/1.1 200 OK\r\nContent-Length: 999999999999', image.bytes)],
  ])('%s: %i', async (_, status, fault) => {
    const { at, upstream } = await startBench(repositories(), {}, fast);
    upstream.fault = () => fault;
    expect((await ask(at(tagPath))).status).toBe(status);
    upstream.fault = () => undefined;
    expect((await ask(at(tagPath))).body.equals(image.bytes)).toBe(true);
  });

  test('a redirect of manifests to another port is followed, without our token', async () => {
    const elsewhere = await startFakeUpstream(repositories());
    const { at, upstream } = await startBench(repositories());
    upstream.fault = ({ url, headers }) => {
      if (url.startsWith('/token')) return { kind: 'status', status: 200, body: '{"token":"OURS"}' };
      const challenge = { 'WWW-Authenticate': `Bearer realm="${upstream.url}/token"` };
      if (headers.authorization === undefined) return { kind: 'status', status: 401, headers: challenge };
      const place = elsewhere.url.replace('//', '//user:password@');
      return { kind: 'status', status: 307, headers: { Location: place + url } };
    };
    for (const method of ['HEAD', 'GET'])
      expect((await ask(at(tagPath), { method })).headers['docker-content-digest']).toBe(image.digest);
    for (const { headers } of elsewhere.seen) expect(headers.authorization).toBeUndefined();
    await elsewhere.kill();
  });
});

describe('what a token server can answer', () => {
  test.each<[string, number, string, Fault]>([
    ['nothing', 503, 'UNAVAILABLE', { kind: 'hang' }],
    ['HTML', 502, 'UNAVAILABLE', { kind: 'status', status: 200, body: '<html>token</html>' }],
    ['JSON without a token', 502, 'UNAVAILABLE', { kind: 'status', status: 200, body: '{"tokens":[]}' }],
    [
      'a token that ends the header',
      502,
      'UNAVAILABLE',
      { kind: 'status', status: 200, body: '{"token":"a\\r\\nX: y"}' },
    ],
    [
      'deep JSON',
      502,
      'UNAVAILABLE',
      { kind: 'status', status: 200, body: `${'['.repeat(400_000)}${']'.repeat(400_000)}` },
    ],
    [
      'megabytes',
      502,
      'UNAVAILABLE',
      { kind: 'status', status: 200, body: `{"token":"${'a'.repeat(3_000_000)}"}` },
    ],
    ['429', 429, 'TOOMANYREQUESTS', { kind: 'status', status: 429, headers: { 'Retry-After': '33' } }],
    ['500', 503, 'UNAVAILABLE', { kind: 'status', status: 500 }],
    ['403', 403, 'DENIED', { kind: 'status', status: 403 }],
    [
      'a redirect to itself',
      502,
      'UNAVAILABLE',
      { kind: 'status', status: 302, headers: { Location: '/token' } },
    ],
    [
      'a redirect to another scheme',
      502,
      'UNAVAILABLE',
      { kind: 'status', status: 302, headers: { Location: 'gopher://x' } },
    ],
  ])('%s: %i %s, for tags and blobs', async (_, status, code, fault) => {
    const { at, upstream } = await startBench(repositories(), {}, fast);
    const challenge = { 'WWW-Authenticate': `Bearer realm="${upstream.url}/token",service="hub"` };
    upstream.fault = ({ url }) =>
      url.startsWith('/token') ? fault : { kind: 'status', status: 401, headers: challenge };
    for (const path of [tagPath, blobPath]) {
      const answer = await ask(at(path));
      expect([answer.status, errorCode(answer)]).toEqual([status, code]);
      if (status === 429) expect(answer.headers['retry-after']).toBe('33');
    }
  });

  test('what is cached is served while no token is to be had', async () => {
    const { at, upstream } = await startBench(repositories(), { ttlMs: 0 }, fast);
    await ask(at(tagPath));
    const challenge = { 'WWW-Authenticate': `Bearer realm="${upstream.url}/token"` };
    upstream.fault = ({ url }) =>
      url.startsWith('/token') ? { kind: 'hang' } : { kind: 'status', status: 401, headers: challenge };
    const answer = await ask(at(tagPath));
    expect([answer.status, answer.headers['docker-content-digest']]).toEqual([200, image.digest]);
    expect(answer.headers.warning).toMatch(/^299 - "/);
  });
});

describe('clocks that are set back', () => {
  test.each([
    ['a tag', tagPath],
    ['a list of tags', 'docker-hub/library/app/tags/list'],
    ['referrers', `docker-hub/library/app/referrers/${image.digest}`],
  ])('%s is asked for again instead of being current for a year', async (_, path) => {
    const now = { value: Date.now() };
    const { at, upstream, server } = await startBench(repositories(), { now: () => now.value });
    await ask(at(path));
    await server.idle();
    const asked = upstream.seen.length;
    now.value -= 365 * 86_400_000;
    expect((await ask(at(path))).status).toBe(200);
    expect(upstream.seen.length).toBeGreaterThan(asked);
    const again = upstream.seen.length;
    await ask(at(path));
    expect(upstream.seen.length).toBe(again);
  });

  test('a failure is not remembered for a year', async () => {
    const now = { value: Date.now() };
    const { at, upstream, server } = await startBench(repositories(), {
      now: () => now.value,
      failedTtlMs: 5_000,
      missingTtlMs: 5_000,
    });
    upstream.fault = () => ({ kind: 'status', status: 500 });
    for (const path of [tagPath, blobPath]) expect((await ask(at(path))).status).toBe(503);
    await server.idle();
    now.value -= 365 * 86_400_000;
    upstream.fault = () => undefined;
    for (const path of [tagPath, blobPath]) expect((await ask(at(path))).status).toBe(200);
  });
});
