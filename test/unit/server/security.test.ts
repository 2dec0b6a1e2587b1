import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ask, errorCode } from '../../support/server/ask.ts';
import { startBench, temporaryDirectory } from '../../support/server/cache.ts';
import { document, imageManifest, ociManifest, randomBlob } from '../../support/server/images.ts';

const image = imageManifest([randomBlob(10)]);
const repositories = { 'library/app': { tags: { '1': image }, blobs: [] } };
const path = 'docker-hub/library/app/manifests/1';

/** Everything that comes back for bytes that need be no request. */
function converse(url: string, bytes: string, pauseMs = 0): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('close', () => resolve(text));
    socket.on('error', () => {});
    if (pauseMs === 0) {
      socket.write(bytes);
      return;
    }
    const timer = setInterval(() => socket.write('X-Slow: 1\r\n'), pauseMs);
    socket.write(bytes);
    socket.on('close', () => clearInterval(timer));
  });
}

function statuses(answer: string): string[] {
  return [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((match) => match[1] ?? '');
}

describe('hostile clients', () => {
  test.each([
    'GET /v2/../../etc/passwd',
    'GET /v2/docker-hub/../../../etc/passwd/manifests/1',
    'GET /v2/docker-hub/library/app/blobs/..%2f..%2fetc%2fpasswd',
    'GET /v2/docker-hub/library/app/manifests/..%2f..%2fetc',
    'GET /v2/docker-hub/library/app/manifests/%00',
    'GET /v2/docker-hub/library/app/manifests/%zz',
    'GET /v2/%2e%2e%2f%2e%2e%2f/manifests/1',
    'GET http://evil.example/v2/library/app/manifests/1',
    'GET //evil.example/v2/library/app/manifests/1',
  ])('%s reaches neither a file nor an upstream', async (line) => {
    const { server, upstream } = await startBench(repositories);
    const answer = await converse(server.url, `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(statuses(answer)[0]).toMatch(/^4/);
    expect(answer).not.toContain('root:');
    expect(upstream.seen).toEqual([]);
  });

  test.each([
    [
      'two lengths',
      'GET /v2/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nGET /v2/ HTTP/1.1\r\nHost: a\r\n\r\n',
    ],
    [
      'a length and chunks',
      'GET /v2/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v2/ HTTP/1.1\r\nHost: a\r\n\r\n',
    ],
    ['an unknown coding', 'POST /v2/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
    ['a space before the colon', 'GET /v2/ HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nhello'],
    ['a folded header', 'GET /v2/ HTTP/1.1\r\nHost: a\r\nX: a\r\n\tb\r\nBad Header: x\r\n\r\n'],
    ['no request at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    ['a header of 100 KiB', `GET /v2/ HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['a path of 100 KiB', `GET /v2/${'x'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ])('%s: one refusal, and the connection ends', async (_, bytes) => {
    const { server } = await startBench(repositories);
    const answer = await converse(server.url, bytes);
    expect(statuses(answer)).toHaveLength(1);
    expect(statuses(answer)[0]).toMatch(/^4/);
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
  });

  test('a request that never ends is given up', async () => {
    const { server } = await startBench(repositories, { headerTimeoutMs: 300 });
    const started = performance.now();
    await converse(server.url, 'GET /v2/ HTTP/1.1\r\nHost: a\r\n', 50);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('a body that nobody wants is not waited for', async () => {
    const { server } = await startBench(repositories);
    const head =
      'PUT /v2/docker-hub/library/app/manifests/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000000\r\n';
    expect(statuses(await converse(server.url, `${head}\r\n`))).toEqual(['405']);
    expect(statuses(await converse(server.url, `${head}Expect: 100-continue\r\n\r\n`))).toEqual(['405']);
  });

  test('what a client sends cannot become a header or a second log line', async () => {
    const { at, lines } = await startBench(repositories);
    const answer = await ask(at(`library/app/manifests/1?ns=docker.io%0d%0aX-Injected:%20yes`));
    expect(answer.headers['x-injected']).toBeUndefined();
    await ask(at(`${path}?n=%0a{"event":"forged"}`));
    for (const line of lines) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect((JSON.parse(line) as { event: string }).event).not.toBe('forged');
    }
  });

  test('names and namespaces without number take no memory without bound', async () => {
    const { at, server } = await startBench(repositories);
    const long = 'x'.repeat(5_000);
    for (let index = 0; index < 50; index++) {
      const answer = await ask(at(`library/app/manifests/1?ns=${long}${index}`));
      expect([answer.status, errorCode(answer)]).toEqual([404, 'NAME_UNKNOWN']);
    }
    expect(server.metrics.text().split('\n').length).toBeLessThan(60);
  });
});

describe('hostile upstreams', () => {
  test('no header of the upstream passes through', async () => {
    const { at, upstream } = await startBench(repositories);
    upstream.fault = () => ({
      kind: 'headers',
      headers: {
        'Set-Cookie': 'a=b',
        Location: 'http://evil.example',
        'X-Upstream': 'yes',
        Link: '<http://evil.example>',
      },
    });
    const { headers } = await ask(at(path));
    expect(Object.keys(headers).sort()).toEqual([
      'connection',
      'content-length',
      'content-security-policy',
      'content-type',
      'date',
      'docker-content-digest',
      'docker-distribution-api-version',
      'etag',
      'x-content-type-options',
      'x-request-id',
    ]);
  });

  test('a manifest without end is cut off', async () => {
    const endless = document({ schemaVersion: 2, pad: 'x'.repeat(3_000_000) }, ociManifest);
    const { at, upstream } = await startBench(
      { 'library/app': { tags: { '1': endless }, blobs: [] } },
      { maxManifestBytes: 100_000 },
    );
    for (const fault of [{ kind: 'no-length' }, { kind: 'headers', headers: {} }] as const) {
      upstream.fault = () => fault;
      expect((await ask(at(path))).status).toBe(502);
    }
  });

  test.each([
    [
      '{"__proto__":{"polluted":1},"layers":[{"digest":"../../../etc/passwd"},null,5,{"digest":["x"]}],"config":"x"}',
      200,
    ],
    ['[]', 502],
    ['null', 502],
    ['"text"', 502],
    ['\xff\xfe{}', 502],
    [`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 502],
    ['{"mediaType":"text/html\\r\\nX-Injected: 1"}', 200],
  ])('a manifest that is %s', async (body, expected) => {
    const { at, upstream, server, storeDir } = await startBench(repositories);
    upstream.fault = () => ({ kind: 'status', status: 200, headers: { 'Content-Type': ociManifest }, body });
    const answer = await ask(at(path));
    expect([200, 502]).toContain(answer.status);
    if (expected === 502 && !body.startsWith('{"a"')) expect(answer.status).toBe(502);
    expect(answer.headers['x-injected']).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    await server.idle();
    expect(storeDir).toBeTruthy();
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
  });

  test('tags and referrers that are none are left out', async () => {
    const { at, upstream } = await startBench(repositories);
    upstream.fault = ({ url }) => {
      const body = url.includes('tags')
        ? '{"tags":["ok","../x","a b","\\r\\n",5,null,"<script>"]}'
        : '{"schemaVersion":2,"manifests":[{"digest":"x","mediaType":"y","size":1},null,{"mediaType":5}]}';
      const type = url.includes('tags') ? 'application/json' : 'application/vnd.oci.image.index.v1+json';
      return { kind: 'status', status: 200, headers: { 'Content-Type': type }, body };
    };
    const tags = await ask(at('docker-hub/library/app/tags/list'));
    expect(JSON.parse(tags.body.toString())).toEqual({ name: 'docker-hub/library/app', tags: ['ok'] });
    const referrers = await ask(at(`docker-hub/library/app/referrers/${image.digest}`));
    expect(JSON.parse(referrers.body.toString())).toMatchObject({ manifests: [] });
  });

  test('nothing is listened to outside this machine unless told', async () => {
    const { server } = await startBench(repositories, { storeDir: await temporaryDirectory() });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});
