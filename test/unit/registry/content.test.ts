import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  getManifest,
  headManifest,
  listReferrers,
  listRepositories,
  listTags,
  manifestMediaTypes,
  type ObservedExchange,
  openBlob,
  ping,
  readBlob,
} from '../../../src/registry/index.ts';
import { clientOf, drain, errorOf, sha256, unwrap } from '../../support/registry/client.ts';
import { type Handler, send, sendErrors, sendJson, startServer } from '../../support/registry/server.ts';

const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const ociIndex = 'application/vnd.oci.image.index.v1+json';

describe('manifests', () => {
  const text = `{\n  "mediaType" : "${ociManifest}", "x": "\u00e4" }\n\n`;
  const digest = sha256(text);
  const sha512 = `sha512:${createHash('sha512').update(text).digest('hex')}`;

  it('are exact bytes with all that the header tells', async () => {
    const server = await startServer((_, response) =>
      send(
        response,
        200,
        {
          'content-type': `${ociManifest}; charset=utf-8`,
          'docker-content-digest': digest,
          'ratelimit-limit': '100;w=21600',
          'ratelimit-remaining': '99;w=21600',
        },
        text,
      ),
    );
    const client = clientOf(server.url);
    const manifest = unwrap(await getManifest(client, 'a/b', 'v1'));
    expect(manifest.bytes.toString()).toBe(text);
    expect(manifest).toMatchObject({
      digest,
      mediaType: ociManifest,
      rateLimit: { limit: 100, remaining: 99 },
    });
    expect(server.seen[0]?.headers).toMatchObject({
      accept: manifestMediaTypes.join(', '),
      'accept-encoding': 'identity',
    });

    const head = unwrap(await headManifest(client, 'a/b', 'v1', { accept: [ociIndex] }));
    expect(head).toMatchObject({ digest, mediaType: ociManifest, size: Buffer.byteLength(text) });
    expect(server.seen[1]).toMatchObject({ method: 'HEAD', headers: { accept: ociIndex } });
    expect(unwrap(await getManifest(client, 'a/b', sha512)).digest).toBe(sha512);
    expect(server.seen.every(({ port }) => port === server.seen[0]?.port)).toBe(true);
  });

  it('are compared with the asked digest and with the announced one', async () => {
    let announced: Record<string, string> = {};
    const server = await startServer((_, response) => send(response, 200, announced, text));
    const client = clientOf(server.url);
    const wrong = sha256('other');
    expect(unwrap(await getManifest(client, 'a', 'v1')).digest).toBe(digest);
    expect(errorOf(await getManifest(client, 'a', wrong))).toMatchObject({
      code: 'protocol',
      reason: 'DIGEST',
    });
    announced = { 'docker-content-digest': wrong };
    expect(errorOf(await getManifest(client, 'a', 'v1'))).toMatchObject({
      code: 'protocol',
      reason: 'DIGEST',
    });
    expect(errorOf(await getManifest(client, 'a', digest))).toMatchObject({
      code: 'protocol',
      reason: 'DIGEST',
    });
    expect(errorOf(await headManifest(client, 'a', digest))).toMatchObject({
      code: 'protocol',
      reason: 'DIGEST',
    });
    announced = { 'docker-content-digest': sha512 };
    expect(unwrap(await getManifest(client, 'a', 'v1')).digest).toBe(sha512);
    expect(unwrap(await getManifest(client, 'a', digest)).digest).toBe(digest);
    announced = { 'docker-content-digest': 'sha256:nonsense' };
    expect(unwrap(await getManifest(client, 'a', 'v1')).digest).toBe(digest);
  });

  it('may lack a type, a length and a digest', async () => {
    const server = await startServer((request, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      response.end(request.method === 'HEAD' ? undefined : text);
    });
    const client = clientOf(server.url);
    expect(unwrap(await getManifest(client, 'a', 'v1'))).toMatchObject({ digest, mediaType: ociManifest });
    expect(unwrap(await headManifest(client, 'a', 'v1'))).toMatchObject({
      mediaType: undefined,
      digest: undefined,
      size: undefined,
    });
  });

  it('are refused above the limit, announced or not', async () => {
    const big = 'x'.repeat(300_000);
    const server = await startServer((request, response) => {
      if (request.url.endsWith('/announced')) return send(response, 200, {}, big);
      response.writeHead(200);
      response.end(big);
    });
    const client = clientOf(server.url);
    for (const tag of ['announced', 'chunked']) {
      const error = errorOf(await getManifest(client, 'a', tag, { limitBytes: 100_000 }));
      expect(error).toMatchObject({ code: 'protocol', reason: 'TOO_LARGE' });
      expect(unwrap(await getManifest(client, 'a', tag, { limitBytes: 300_000 })).bytes).toHaveLength(
        300_000,
      );
    }
  });

  it('never leave their place in the path', async () => {
    const server = await startServer((_, response) => send(response, 200));
    const client = clientOf(server.url);
    for (const [repository, reference] of [
      ['../x', '1'],
      ['a', '../../b/manifests/1'],
      ['a?b', '1'],
      ['a', '1?x'],
      ['a', 'sha256:abc'],
    ] as const) {
      expect(errorOf(await getManifest(client, repository, reference)).code).toBe('invalid');
      expect(errorOf(await headManifest(client, repository, reference)).code).toBe('invalid');
    }
    expect(server.seen).toHaveLength(0);
  });

  it.each([
    [404, 'MANIFEST_UNKNOWN', 'not-found'],
    [404, 'NAME_UNKNOWN', 'not-found'],
    [401, 'UNAUTHORIZED', 'unauthorized'],
    [403, 'DENIED', 'denied'],
    [429, 'TOOMANYREQUESTS', 'rate-limited'],
    [403, 'TOOMANYREQUESTS', 'rate-limited'],
    [503, 'UNKNOWN', 'unavailable'],
    [400, 'UNSUPPORTED', 'protocol'],
    [204, 'X', 'protocol'],
    [304, 'X', 'protocol'],
  ])('answer %i %s is %s', async (status, code, expected) => {
    const server = await startServer((_, response) => sendErrors(response, status, code));
    const error = errorOf(await getManifest(clientOf(server.url, { retry: { attempts: 1 } }), 'a', '1'));
    expect(error).toMatchObject({ code: expected, status, host: server.host });
    if (status >= 400) expect(error.errors).toEqual([{ code, message: `about ${code}` }]);
    const head = errorOf(await headManifest(clientOf(server.url, { retry: { attempts: 1 } }), 'a', '1'));
    expect(head).toMatchObject({ status, errors: [] });
  });
});

/** Serves one blob, ranges too, and cuts the connection after so many bytes of each answer. */
function blobHandler(content: Buffer, cutAfter = Number.POSITIVE_INFINITY, chunked = false): Handler {
  return (request, response) => {
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const end = Number(/-(\d+)$/.exec(request.headers.range ?? '')?.[1] ?? content.length - 1);
    const body = content.subarray(start, end + 1);
    response.writeHead(request.headers.range === undefined ? 200 : 206, {
      ...(chunked ? {} : { 'content-length': body.length }),
      ...(request.headers.range === undefined
        ? {}
        : { 'content-range': `bytes ${start}-${end}/${content.length}` }),
    });
    if (body.length <= cutAfter) response.end(body);
    else response.write(body.subarray(0, cutAfter), () => response.destroy());
  };
}

describe('blobs', () => {
  const content = Buffer.from(Array.from({ length: 500_000 }, (_, i) => i % 251));
  const digest = sha256(content);

  it('come with one GET', async () => {
    const observed: ObservedExchange[] = [];
    const server = await startServer(blobHandler(content));
    const client = clientOf(server.url, { observe: (exchange) => observed.push(exchange) });
    const blob = unwrap(await openBlob(client, 'a', digest));
    expect(blob).toMatchObject({
      status: 200,
      length: content.length,
      total: content.length,
      start: 0,
      host: server.host,
    });
    expect((await drain(blob)).bytes.equals(content)).toBe(true);
    expect(await blob.next()).toEqual({ ok: true, value: undefined });
    blob.cancel();
    expect(server.paths()).toEqual([`GET /v2/a/blobs/${digest}`]);
    expect(observed).toMatchObject([{ kind: 'registry', method: 'GET', host: server.host, status: 200 }]);
  });

  it('may be empty, and of unknown length', async () => {
    const empty = await startServer(blobHandler(Buffer.alloc(0)));
    const nothing = unwrap(await openBlob(clientOf(empty.url), 'a', sha256('')));
    expect(nothing.length).toBe(0);
    expect((await drain(nothing)).bytes).toHaveLength(0);
    const chunked = await startServer(blobHandler(content, undefined, true));
    const unknown = unwrap(await openBlob(clientOf(chunked.url), 'a', digest));
    expect(unknown.length).toBeUndefined();
    expect((await drain(unknown)).bytes.equals(content)).toBe(true);
  });

  it('end with an error where they are cut', async () => {
    for (const chunked of [false, true]) {
      const server = await startServer(blobHandler(content, 100_000, chunked));
      const { error, bytes } = await drain(unwrap(await openBlob(clientOf(server.url), 'a', digest)));
      expect(error?.code).toBe('network');
      expect(bytes.length).toBeLessThanOrEqual(100_000);
    }
  });

  it('are given in ranges, and only in the asked ones', async () => {
    const server = await startServer(blobHandler(content));
    const client = clientOf(server.url);
    const rest = unwrap(await openBlob(client, 'a', digest, { range: { start: 499_000 } }));
    expect(rest).toMatchObject({ status: 206, start: 499_000, length: 1_000, total: 500_000 });
    expect((await drain(rest)).bytes.equals(content.subarray(499_000))).toBe(true);
    const middle = unwrap(await openBlob(client, 'a', digest, { range: { start: 5, end: 9 } }));
    expect((await drain(middle)).bytes.equals(content.subarray(5, 10))).toBe(true);
    expect(errorOf(await openBlob(client, 'a', digest, { range: { start: -1 } })).code).toBe('invalid');
    expect(errorOf(await openBlob(client, 'a', digest, { range: { start: 2, end: 1 } })).code).toBe(
      'invalid',
    );
  });

  it.each([
    [200, {}],
    [206, {}],
    [206, { 'content-range': 'bytes 0-9/500000' }],
    [206, { 'content-range': 'bytes 10-30/500000' }],
    [206, { 'content-range': 'bytes 10-12/500000' }],
    [206, { 'content-range': 'bytes 10-5/500000' }],
  ])('refuse %i %j for bytes 10 to 19', async (status, headers) => {
    const server = await startServer((_, response) => send(response, status, headers, '0123456789'));
    const error = errorOf(
      await openBlob(clientOf(server.url), 'a', digest, { range: { start: 10, end: 19 } }),
    );
    expect(error).toMatchObject({ code: 'protocol', status });
  });

  it('say 416 as 416', async () => {
    const server = await startServer((_, response) =>
      send(response, 416, { 'content-range': 'bytes */500000' }),
    );
    const error = errorOf(await openBlob(clientOf(server.url), 'a', digest, { range: { start: 600_000 } }));
    expect(error).toMatchObject({ code: 'protocol', status: 416 });
  });

  it('are refused when another digest is announced', async () => {
    const server = await startServer((_, response) =>
      send(response, 200, { 'docker-content-digest': sha256('x') }, 'y'),
    );
    expect(errorOf(await openBlob(clientOf(server.url), 'a', digest)).code).toBe('protocol');
  });

  it('go on after cuts, as one body', async () => {
    const server = await startServer(blobHandler(content, 90_000));
    const blob = unwrap(await readBlob(clientOf(server.url), 'a', digest));
    const { bytes, error } = await drain(blob);
    expect(error).toBeUndefined();
    expect(sha256(bytes)).toBe(digest);
    const ranges = server.seen.map(({ headers }) => headers.range);
    expect(ranges[0]).toBeUndefined();
    expect(ranges.slice(1).every((range) => /^bytes=\d+-$/.test(range ?? ''))).toBe(true);
    expect(ranges.length).toBeGreaterThanOrEqual(6);
  });

  it('go on within a range, and stop where nothing comes any more', async () => {
    const server = await startServer(blobHandler(content, 30_000));
    const client = clientOf(server.url);
    const blob = unwrap(await readBlob(client, 'a', digest, { range: { start: 1_000, end: 99_999 } }));
    expect((await drain(blob)).bytes.equals(content.subarray(1_000, 100_000))).toBe(true);

    const dead = await startServer(blobHandler(content, 0));
    const { error } = await drain(unwrap(await readBlob(clientOf(dead.url), 'a', digest)));
    expect(error?.code).toBe('network');
    expect(dead.seen.length).toBeLessThan(12);
  });

  it('do not go on with the whole blob in place of the rest', async () => {
    const cutting = blobHandler(content, 90_000);
    const server = await startServer((request, response, nth) => {
      const { range: _, ...headers } = request.headers;
      return cutting({ ...request, headers }, response, nth);
    });
    const { error } = await drain(unwrap(await readBlob(clientOf(server.url), 'a', digest)));
    expect(error).toMatchObject({ code: 'protocol', status: 200 });
  });
});

describe('lists', () => {
  const tags = ['a', 'b', 'c', 'd', 'e'];
  /** Pages of at most two, under an opaque name as quay.io has it. */
  const paged: Handler = (request, response) => {
    const url = new URL(request.url, 'http://x');
    const n = Math.min(Number(url.searchParams.get('n') ?? 2), 2);
    const from =
      url.searchParams.get('next_page') ??
      String(tags.findIndex((tag) => tag > (url.searchParams.get('last') ?? '')));
    const start = Number(from);
    const page = tags.slice(start, start + n);
    const more = start + n < tags.length;
    sendJson(
      response,
      { name: 'x', tags: page },
      more ? { link: `<${url.pathname}?n=${n}&next_page=${start + n}>; rel="next"` } : {},
    );
  };

  it('follow their links to the end or to n', async () => {
    const server = await startServer(paged);
    const client = clientOf(server.url);
    expect(unwrap(await listTags(client, 'x'))).toEqual({ entries: tags, more: false, ignored: 0 });
    expect(unwrap(await listTags(client, 'x', { n: 3 }))).toEqual({
      entries: ['a', 'b', 'c'],
      more: true,
      ignored: 0,
    });
    expect(unwrap(await listTags(client, 'x', { n: 5, last: 'c' }))).toEqual({
      entries: ['d', 'e'],
      more: false,
      ignored: 0,
    });
    expect(unwrap(await listTags(client, 'x', { n: 0 }))).toMatchObject({ entries: [] });
    expect(errorOf(await listTags(client, 'x', { n: -1 })).code).toBe('invalid');
  });

  it('follow no link to another origin and none in a circle', async () => {
    const other = await startServer(paged);
    for (const link of [`<${other.url}/v2/x/tags/list>; rel="next"`, '</v2/x/tags/list>; rel="next"']) {
      const server = await startServer((_, response) => sendJson(response, { tags: ['a'] }, { link }));
      expect(errorOf(await listTags(clientOf(server.url), 'x')).code).toBe('protocol');
      expect(server.seen).toHaveLength(1);
    }
    expect(other.seen).toHaveLength(0);
  });

  it.each([
    ['{"tags":null}', { entries: [], more: false, ignored: 0 }],
    ['{}', { entries: [], more: false, ignored: 0 }],
    ['{"tags":["ok","a/b","",1,"x\\r\\ny"]}', { entries: ['ok'], more: false, ignored: 4 }],
  ])('%s', async (body, listing) => {
    const server = await startServer((_, response) => send(response, 200, {}, body));
    expect(unwrap(await listTags(clientOf(server.url), 'x'))).toEqual(listing);
  });

  it.each(['{"tags":1}', '[]', '<html>', ''])('no list: %s', async (body) => {
    const server = await startServer((_, response) => send(response, 200, {}, body));
    expect(errorOf(await listTags(clientOf(server.url), 'x')).code).toBe('protocol');
  });

  it('of repositories', async () => {
    const server = await startServer((_, response) =>
      sendJson(response, { repositories: ['a', 'b/c', '../d'] }),
    );
    expect(unwrap(await listRepositories(clientOf(server.url)))).toEqual({
      entries: ['a', 'b/c'],
      more: false,
      ignored: 1,
    });
  });
});

describe('referrers', () => {
  const subject = sha256('subject');
  const descriptor = (name: string, artifactType: string) => ({
    mediaType: ociManifest,
    digest: sha256(name),
    size: name.length,
    artifactType,
    annotations: { name },
  });
  const sbom = descriptor('sbom', 'application/spdx+json');
  const signature = descriptor('signature', 'application/vnd.dev.cosign');
  const index = {
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [sbom, signature, { digest: 'no' }, null],
  };

  it('are filtered whether or not the registry does it', async () => {
    const server = await startServer((_, response) =>
      sendJson(response, index, { 'content-type': ociIndex }),
    );
    const client = clientOf(server.url);
    expect(unwrap(await listReferrers(client, 'a', subject))).toEqual({
      descriptors: [sbom, signature],
      source: 'api',
      ignored: 2,
    });
    const filtered = await listReferrers(client, 'a', subject, { artifactType: 'application/spdx+json' });
    expect(unwrap(filtered).descriptors).toEqual([sbom]);
    expect(server.seen[1]?.url).toBe(`/v2/a/referrers/${subject}?artifactType=application%2Fspdx%2Bjson`);
  });

  const missing: readonly (readonly [string, Handler])[] = [
    ['404', (_, response) => send(response, 404, { 'content-type': 'text/plain' }, 'page not found')],
    ['405', (_, response) => send(response, 405)],
    ['a web page', (_, response) => send(response, 200, { 'content-type': 'text/html' }, '<html>')],
    ['some JSON', (_, response) => sendJson(response, { manifests: [sbom] })],
  ];
  it.each(missing)('are read from the fallback tag where the API answers with %s', async (_, api) => {
    const server = await startServer((request, response, nth) =>
      request.url.includes('/referrers/')
        ? api(request, response, nth)
        : sendJson(response, index, { 'content-type': ociIndex }),
    );
    const referrers = await listReferrers(clientOf(server.url), 'a', subject, {
      artifactType: sbom.artifactType,
    });
    expect(unwrap(referrers)).toEqual({ descriptors: [sbom], source: 'tag', ignored: 2 });
    expect(server.seen[1]?.url).toBe(`/v2/a/manifests/${subject.replace(':', '-')}`);
  });

  it('are none where there is neither, and an error where the registry fails', async () => {
    const none = await startServer((_, response) => sendErrors(response, 404, 'MANIFEST_UNKNOWN'));
    expect(unwrap(await listReferrers(clientOf(none.url), 'a', subject))).toEqual({
      descriptors: [],
      source: 'tag',
      ignored: 0,
    });
    const failing = await startServer((_, response) => send(response, 500));
    expect(errorOf(await listReferrers(clientOf(failing.url), 'a', subject)).code).toBe('unavailable');
    expect(errorOf(await listReferrers(clientOf(failing.url), 'a', 'sha256:bad')).code).toBe('invalid');
  });
});

describe('ping', () => {
  it('is one GET of /v2/, also below a path', async () => {
    const server = await startServer((_, response) => sendJson(response, {}));
    unwrap(await ping(clientOf(`${server.url}/mirror`)));
    expect(server.paths()).toEqual(['GET /mirror/v2/']);
  });
});
