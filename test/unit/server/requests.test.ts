import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ask, errorCode } from '../../support/server/ask.ts';
import { startBench } from '../../support/server/cache.ts';
import { content, document, imageManifest, ociManifest, randomBlob } from '../../support/server/images.ts';
import { converse, statuses } from '../../support/server/raw-client.ts';

const layer = randomBlob(3_000_000);
const image = imageManifest([layer]);
const repositories = { 'library/app': { tags: { '1': image }, blobs: [layer] } };
const blobPath = `docker-hub/library/app/blobs/${layer.digest}`;
const get = (path: string, ...lines: readonly string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...lines, '', ''].join('\r\n');
const second = get('/v2/docker-hub/library/app/manifests/1');

describe('requests that proxies might read differently', () => {
  test.each<[string, string]>([
    [
      'chunks and a length',
      `${get('/v2/', 'Transfer-Encoding: chunked', 'Content-Length: 4')}0\r\n\r\n${second}`,
    ],
    [
      'a length and chunks',
      `${get('/v2/', 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${second}`,
    ],
    ['two lengths', get('/v2/', 'Content-Length: 0', 'Content-Length: 44') + second],
    ['two equal lengths', get('/v2/', 'Content-Length: 0', 'Content-Length: 0') + second],
    ['a list of lengths', get('/v2/', 'Content-Length: 0, 44') + second],
    ['a signed length', get('/v2/', 'Content-Length: +0') + second],
    ['a hexadecimal length', get('/v2/', 'Content-Length: 0x0') + second],
    ['chunked twice', `${get('/v2/', 'Transfer-Encoding: chunked, chunked')}0\r\n\r\n${second}`],
    ['chunked before another coding', get('/v2/', 'Transfer-Encoding: chunked, identity') + second],
    ['a hidden coding', `${get('/v2/', 'Transfer-Encoding:\x0bchunked')}0\r\n\r\n${second}`],
    ['a folded header', get('/v2/', 'X: a\r\n b') + second],
    ['a folded coding', `${get('/v2/', 'Transfer-Encoding:\r\n chunked')}0\r\n\r\n${second}`],
    ['bare line feeds', `GET /v2/ HTTP/1.1\nHost: 127.0.0.1\n\n${second}`],
    ['a bare line feed in the header', get('/v2/', 'X: a\nContent-Length: 44') + second],
    ['a bare carriage return', get('/v2/', 'X: a\rContent-Length: 44') + second],
    ['a header without a name', get('/v2/', ': a') + second],
    ['a header name with a space', get('/v2/', 'Content-Length : 44') + second],
    ['a NUL', get('/v2/', 'X: a\0b') + second],
    ['a chunk size that is none', `${get('/v2/', 'Transfer-Encoding: chunked')}0x0\r\n\r\n${second}`],
    ['a negative chunk', `${get('/v2/', 'Transfer-Encoding: chunked')}-1\r\n\r\n${second}`],
    ['a chunk of 2^64 bytes', `${get('/v2/', 'Transfer-Encoding: chunked')}10000000000000000\r\n${second}`],
    [
      'an endless chunk extension',
      `${get('/v2/', 'Transfer-Encoding: chunked')}1;${'x'.repeat(100_000)}\r\na\r\n`,
    ],
    ['a bare line feed after a chunk', `${get('/v2/', 'Transfer-Encoding: chunked')}1\na\n0\n\n${second}`],
    ['no Host', `GET /v2/ HTTP/1.1\r\n\r\n${second}`],
    ['another version', `GET /v2/ HTTP/3.0\r\nHost: a\r\n\r\n${second}`],
    ['a tunnel', `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n${second}`],
  ])('%s: the second request on the connection is not answered', async (_, bytes) => {
    const { server, upstream } = await startBench(repositories);
    const answer = await converse(server.url, bytes, { endAfterMs: 300 });
    expect(statuses(answer).length).toBeLessThanOrEqual(2);
    expect(statuses(answer).filter((status) => status === '200').length).toBeLessThanOrEqual(1);
    expect(answer).not.toContain('schemaVersion');
    expect(upstream.seen).toEqual([]);
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
  });

  test('two sound requests on one connection are both answered', async () => {
    const { server } = await startBench(repositories);
    const answer = await converse(server.url, get('/v2/') + second, { endAfterMs: 500 });
    expect(statuses(answer)).toEqual(['200', '200']);
    expect(answer).toContain('schemaVersion');
  });

  test('a body ends its connection, so that it cannot hold the next request', async () => {
    const { server, upstream } = await startBench(repositories);
    const body = `${get('/v2/', `Content-Length: ${second.length}`)}${second}`;
    expect(statuses(await converse(server.url, body))).toEqual(['200']);
    const chunked = `${get('/v2/', 'Transfer-Encoding: chunked')}5;x=y\r\nhello\r\n0\r\nX: trailer\r\n\r\n`;
    expect(statuses(await converse(server.url, chunked))).toEqual(['200']);
    expect(upstream.seen).toEqual([]);
  });

  test('garbage behind a request is not answered into the middle of a blob', async () => {
    const { server, at } = await startBench(repositories);
    await ask(at(blobPath));
    await server.idle();
    const url = new URL(at(blobPath));
    for (const wait of [0, 5, 20]) {
      const received = await new Promise<Buffer>((resolve) => {
        const pieces: Buffer[] = [];
        const socket = connect(Number(url.port), url.hostname);
        socket.on('error', () => {});
        socket.on('close', () => resolve(Buffer.concat(pieces)));
        socket.on('data', (piece) => pieces.push(piece));
        socket.write(get(url.pathname));
        setTimeout(() => socket.write('\x00\x01 garbage\r\n\r\n'), wait);
      });
      const start = received.indexOf('\r\n\r\n') + 4;
      const body = received.subarray(start);
      if (start > 3 && received.toString('latin1').startsWith('HTTP/1.1 200'))
        expect(layer.bytes.subarray(0, body.length).equals(body)).toBe(true);
    }
  });

  test.each([
    ['a URL', `GET /v2/${'a/'.repeat(40_000)}manifests/1 HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['a query', `GET /v2/?${'n=1&'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['a header', get('/v2/', `Authorization: Bearer ${'x'.repeat(70_000)}`)],
    ['many headers', get('/v2/', ...Array.from({ length: 5_000 }, (_, nth) => `X-${nth}: 1`))],
    ['a method', `${'G'.repeat(70_000)} /v2/ HTTP/1.1\r\nHost: a\r\n\r\n`],
  ])('%s of 70 KiB is refused', async (_, bytes) => {
    const { server } = await startBench(repositories);
    expect(statuses(await converse(server.url, bytes))[0]).toMatch(/^4/);
  });
});

describe('clients that take their time', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['half a line', 'GET /v2/ HT'],
    ['half a header', 'GET /v2/ HTTP/1.1\r\nHost: a\r\n'],
    ['a second request that stays half', `${get('/healthz')}GET /v2/ HTTP/1.1\r\n`],
    ['half a body', `${get('/v2/', 'Content-Length: 1000')}x`],
    ['a chunk without its end', `${get('/v2/', 'Transfer-Encoding: chunked')}5\r\nhe`],
  ])('who sends %s is given up', async (_, bytes) => {
    const { server } = await startBench(repositories, { headerTimeoutMs: 200 });
    await converse(server.url, bytes);
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
  });

  test('a header or a body that comes byte by byte is given up', async () => {
    const { server } = await startBench(repositories, { headerTimeoutMs: 200 });
    await Promise.all([
      converse(server.url, 'GET /v2/ HTTP/1.1\r\nHost: a\r\nX: ', { drip: 'x', everyMs: 20 }),
      converse(server.url, get('/v2/', 'Content-Length: 100000'), { drip: 'x', everyMs: 20 }),
      converse(server.url, get('/v2/', 'Transfer-Encoding: chunked'), { drip: '1\r\nx\r\n', everyMs: 20 }),
    ]);
  });

  test('a client that does not take a large manifest is sent away', async () => {
    const large = document(
      { schemaVersion: 2, mediaType: ociManifest, pad: 'x'.repeat(7_000_000) },
      ociManifest,
    );
    const { server, lines } = await startBench(
      { 'library/app': { tags: { '1': large }, blobs: [] } },
      { stallMs: 200 },
    );
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.pause();
    // What the system takes on our behalf is some megabytes.
    socket.write(second.repeat(6));
    await expect.poll(() => lines.join(''), { timeout: 5_000 }).toContain('"complete":false');
  });

  test('many idle connections, and more than are taken, keep nobody out for long', async () => {
    const { server } = await startBench(repositories, { maxConnections: 50, headerTimeoutMs: 300 });
    const { port, hostname } = new URL(server.url);
    const sockets = Array.from({ length: 200 }, () => connect(Number(port), hostname));
    for (const socket of sockets) socket.on('error', () => {});
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    await expect
      .poll(
        () =>
          ask(`${server.url}/healthz`).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBe(200);
  });

  test('many requests at once on one connection take bounded memory', async () => {
    const { server, at } = await startBench(repositories);
    await ask(at(blobPath));
    await server.idle();
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.pause();
    const before = process.memoryUsage().rss;
    socket.write(get(new URL(at(blobPath)).pathname).repeat(2_000));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('paths', () => {
  const outside = [
    '..',
    '%2e%2e',
    '.%2e',
    '%2E.',
    '..%2f..',
    '..%5c..',
    '%252e%252e',
    '..;',
    '\\..',
    '%c0%ae%c0%ae',
    '%00',
    '~root',
  ];
  test.each(
    outside.flatMap((part) => [
      `/v2/${part}/manifests/1`,
      `/v2/docker-hub/${part}/app/manifests/1`,
      `/v2/docker-hub/library/app/manifests/${part}`,
      `/v2/docker-hub/library/app/manifests/${part}/etc`,
      `/v2/docker-hub/library/app/blobs/${part}`,
      `/v2/docker-hub/library/app/blobs/sha256:${part}`,
      `/v2/docker-hub/library/app/referrers/${part}`,
      `/v2/docker-hub/library/${part}/tags/list`,
      `/${part}/v2/`,
      `/healthz/${part}`,
    ]),
  )('%s leads nowhere', async (path) => {
    const { server, upstream, lines } = await startBench(repositories);
    const answer = await converse(server.url, get(path, 'Connection: close'));
    expect(statuses(answer)[0]).toMatch(/^4/);
    expect(answer).not.toContain('root:');
    expect(upstream.seen).toEqual([]);
    expect(lines.join('')).not.toContain('"fault"');
  });
});

describe('namespaces', () => {
  const tricks = [
    'docker.io:443',
    'docker.io:80',
    'user@docker.io',
    'docker.io@evil.example',
    'docker.io.evil.example',
    'evil.example#docker.io',
    'docker.io/../evil.example',
    'evil.example/docker.io',
    'docker.io%00',
    'docker.io%09',
    'docker.io%20',
    '%20docker.io',
    'docker.io%0a',
    'ｄocker.io',
    'dοcker.io',
    'docker。io',
    'xn--docker-abc.io',
    'https://docker.io',
    '//docker.io',
    'docker.io?x',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]',
    '0',
    '0x7f000001',
    '2130706433',
    'localhost',
    'localhost.',
    '169.254.169.254',
    'metadata.google.internal',
    'docker.io.',
    '.docker.io',
    'docker.io,evil.example',
    'null',
    'undefined',
    '__proto__',
    'constructor',
  ];
  test.each(tricks)('ns=%s asks nobody', async (ns) => {
    const { at, upstream } = await startBench(repositories);
    for (const path of [
      'library/app/manifests/1',
      `library/app/blobs/${layer.digest}`,
      'library/app/tags/list',
    ]) {
      const answer = await ask(at(`${path}?ns=${encodeURI(decodeURI(ns))}`));
      expect([answer.status, errorCode(answer)]).toEqual([404, 'NAME_UNKNOWN']);
    }
    expect(upstream.seen).toEqual([]);
  });

  test('case and the other names of Docker Hub are Docker Hub', async () => {
    const { at } = await startBench(repositories);
    for (const ns of ['docker.io', 'DOCKER.IO', 'index.docker.io', 'registry-1.docker.io'])
      expect([ns, (await ask(at(`library/app/manifests/1?ns=${ns}`))).status]).toEqual([ns, 200]);
  });

  test('two namespaces are the first', async () => {
    const { at, upstream } = await startBench(repositories);
    expect((await ask(at('library/app/manifests/1?ns=evil.example&ns=docker.io'))).status).toBe(404);
    expect(upstream.seen).toEqual([]);
  });
});

describe('browsers', () => {
  const asked = (headers: Record<string, string>, path = '/v2/docker-hub/library/app/manifests/1') =>
    startBench(repositories).then(async ({ server, upstream }) => {
      const answer = await ask(server.url + path, { headers });
      return { status: answer.status, asked: upstream.seen.length, answer };
    });

  test.each([
    'evil.example',
    'evil.example:5000',
    'EVIL.example.',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    'team.azurecr.io.evil.example',
    'evil-team.azurecr.io',
    'internal.evil.example',
  ])('a page whose name %s leads to this machine gets nothing', async (Host) => {
    for (const path of ['/v2/docker-hub/library/app/manifests/1', '/metrics', '/', '/v2/'])
      expect(await asked({ Host }, path)).toMatchObject({ status: 421, asked: 0 });
  });

  test.each([
    '127.0.0.1:5000',
    'localhost',
    'localhost:5000',
    'LOCALHOST',
    'cache.localhost:5000',
    '[::1]:5000',
    '10.0.0.1',
    'kind-registry:5000',
    'host.docker.internal:5000',
    'registry.test',
    'team.azurecr.io',
    'laptop.local',
  ])('the name %s is nobody else’s', async (Host) => {
    expect(await asked({ Host })).toMatchObject({ status: 200 });
  });

  test('further names are told', async () => {
    const { server } = await startBench(repositories, { allowedHosts: ['cache.example'] });
    expect((await ask(`${server.url}/v2/`, { headers: { Host: 'cache.example:5000' } })).status).toBe(200);
    expect((await ask(`${server.url}/v2/`, { headers: { Host: 'other.example' } })).status).toBe(421);
  });

  test.each<[string, Record<string, string>]>([
    ['by fetch', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }],
    ['from a sister', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' }],
    [
      'by a link',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
    ],
    [
      'in a frame',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
    ],
    ['without Fetch Metadata', { Origin: 'http://evil.example' }],
    ['from nowhere', { Origin: 'null' }],
    ['from another port', { Origin: 'http://127.0.0.1:1' }],
  ])('another site asks %s, and no upstream is asked for it', async (_, headers) => {
    const refused = await asked(headers);
    expect(refused).toMatchObject({ status: 403, asked: 0 });
    expect(refused.answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('a person at the address bar, a page of ours and a link to what is for people are welcome', async () => {
    expect(await asked({ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate' })).toMatchObject({
      status: 200,
    });
    expect(await asked({ 'Sec-Fetch-Site': 'same-origin' })).toMatchObject({ status: 200 });
    const link = {
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    };
    expect(await asked(link, '/healthz')).toMatchObject({ status: 200 });
  });

  test('what an upstream calls HTML is no page', async () => {
    const page = document({ mediaType: 'text/html', a: '<script>alert(1)</script>' }, 'text/html');
    const script = content('<script>alert(1)</script>');
    const { at } = await startBench({ 'library/app': { tags: { '1': page }, blobs: [script] } });
    for (const path of ['manifests/1', `blobs/${script.digest}`]) {
      const { headers } = await ask(at(`docker-hub/library/app/${path}`));
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});
