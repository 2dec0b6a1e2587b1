import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/registry/http/proxy.ts';
import {
  getManifest,
  headManifest,
  listTags,
  openBlob,
  ping,
  proxyFromEnvironment,
  type RegistryErrorCode,
} from '../../../src/registry/index.ts';
import { makeCertificate } from '../../../src/server/tls/certificate.ts';
import { clientOf, drain, errorOf, sha256, unwrap } from '../../support/registry/client.ts';
import { startProxy } from '../../support/registry/proxy.ts';
import {
  type Handler,
  send,
  sendErrors,
  sendJson,
  startRaw,
  startServer,
} from '../../support/registry/server.ts';

const digest = sha256('content');
const pair = async () => ({
  credentials: { kind: 'basic', username: 'me', password: 'secret' } as const,
  problems: [],
});
/** Wants Basic from everybody, then does what it is told. */
const withLogin =
  (handler: Handler): Handler =>
  (request, response, nth) =>
    request.headers.authorization === undefined
      ? send(response, 401, { 'www-authenticate': 'Basic realm="r"' })
      : handler(request, response, nth);

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i to another port is followed without what was for the registry',
    async (status) => {
      const cdn = await startServer((_, response) => send(response, 200, {}, 'content'));
      const server = await startServer(
        withLogin((request, response) =>
          send(response, status, { location: `${cdn.url}${request.url}?sig=1` }, 'moved'),
        ),
      );
      const client = clientOf(server.url, { credentials: pair });
      const blob = unwrap(await openBlob(client, 'a', digest));
      expect((await drain(blob)).bytes.toString()).toBe('content');
      expect(blob.host).toBe(cdn.host);
      unwrap(await getManifest(client, 'a', '1'));
      unwrap(await headManifest(client, 'a', '1'));
      expect(cdn.seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'HEAD']);
      expect(cdn.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
      expect(cdn.seen[0]?.headers['accept-encoding']).toBe('identity');
    },
  );

  it('within the registry keep the proof, relative ones too', async () => {
    const server = await startServer(
      withLogin((request, response) =>
        request.url.startsWith('/artifacts/')
          ? send(response, 200, {}, 'content')
          : send(response, 307, { location: '/artifacts/x' }),
      ),
    );
    const blob = unwrap(await openBlob(clientOf(server.url, { credentials: pair }), 'a', digest));
    expect((await drain(blob)).bytes.toString()).toBe('content');
    expect(server.seen.at(-1)?.url).toBe('/artifacts/x');
    expect(server.seen.at(-1)?.headers.authorization).toMatch(/^Basic /);
  });

  it('keep the asked range', async () => {
    const cdn = await startServer((_, response) =>
      send(response, 206, { 'content-range': 'bytes 3-6/7' }, 'tent'),
    );
    const server = await startServer((_, response) => send(response, 307, { location: `${cdn.url}/x` }));
    const blob = unwrap(await openBlob(clientOf(server.url), 'a', digest, { range: { start: 3 } }));
    expect((await drain(blob)).bytes.toString()).toBe('tent');
    expect(cdn.seen[0]?.headers.range).toBe('bytes=3-');
  });

  it('lead into the challenge of the target, where we are nobody', async () => {
    const target = await startServer((request, response) => {
      if (request.url.startsWith('/token')) return sendJson(response, { token: 'anonymous' });
      return request.headers.authorization === 'Bearer anonymous'
        ? sendJson(response, {})
        : send(response, 401, {
            'www-authenticate': `Bearer realm="http://${request.headers.host}/token",service="t"`,
          });
    });
    const server = await startServer(
      withLogin((request, response) => send(response, 307, { location: `${target.url}${request.url}` })),
    );
    const client = clientOf(server.url, { credentials: pair });
    unwrap(await getManifest(client, 'pause', '1'));
    expect(target.paths()).toEqual(['GET /v2/pause/manifests/1', 'GET /token', 'GET /v2/pause/manifests/1']);
    expect(target.seen[1]).toMatchObject({ url: '/token?service=t&scope=repository%3Apause%3Apull' });
    expect(target.seen[1]?.headers.authorization).toBeUndefined();
    const basic = await startServer(withLogin((_, response) => sendJson(response, {})));
    const sending = await startServer((request, response) =>
      send(response, 302, { location: `${basic.url}${request.url}` }),
    );
    const error = errorOf(await getManifest(clientOf(sending.url, { credentials: pair }), 'a', '1'));
    expect(error).toMatchObject({ code: 'unauthorized', host: basic.host });
    expect(basic.seen).toHaveLength(1);
  });

  it('end', async () => {
    const server = await startServer((request, response) => send(response, 302, { location: request.url }));
    expect(errorOf(await getManifest(clientOf(server.url), 'a', '1'))).toMatchObject({
      code: 'redirect-refused',
      status: 302,
    });
    expect(server.seen).toHaveLength(11);
    const nowhere = await startServer((_, response) => send(response, 302));
    expect(errorOf(await getManifest(clientOf(nowhere.url), 'a', '1')).code).toBe('redirect-refused');
  });

  it('with an endless body are followed nevertheless', async () => {
    const server = await startServer((request, response) => {
      if (request.url === '/x') return sendJson(response, {});
      response.writeHead(302, { location: '/x' });
      const pour = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536), pour);
      };
      pour();
    });
    unwrap(await getManifest(clientOf(server.url), 'a', '1'));
  });
});

describe('retries', () => {
  const flaky =
    (failures: number, fail: Handler): Handler =>
    (request, response, nth) =>
      nth <= failures ? fail(request, response, nth) : sendJson(response, { tags: ['a'] });

  const passing: readonly (readonly [string, Handler])[] = [
    ['503', (_, response) => send(response, 503)],
    ['500', (_, response) => send(response, 500)],
    ['a short Retry-After', (_, response) => send(response, 429, { 'retry-after': '0' })],
    ['a reset', (_, response) => response.destroy()],
    [
      'a cut document',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{', () => response.destroy());
      },
    ],
  ];
  it.each(passing)('get over %s', async (_, fail) => {
    const server = await startServer(flaky(2, fail));
    expect(unwrap(await listTags(clientOf(server.url), 'a')).entries).toEqual(['a']);
    expect(server.seen).toHaveLength(3);
    const hopeless = await startServer(flaky(9, fail));
    expect((await listTags(clientOf(hopeless.url), 'a')).ok).toBe(false);
    expect(hopeless.seen).toHaveLength(3);
  });

  const final: readonly (readonly [string, Handler, object])[] = [
    [
      'a long Retry-After',
      (_, response) =>
        sendErrors(response, 429, 'TOOMANYREQUESTS', {
          'retry-after': '3600',
          'ratelimit-remaining': '0;w=21600',
        }),
      { code: 'rate-limited', status: 429, retryAfterMs: 3_600_000, rateLimit: { remaining: 0 } },
    ],
    ['a rate limit without an end', (_, response) => send(response, 429), { code: 'rate-limited' }],
    [
      '503 with a long Retry-After',
      (_, response) => send(response, 503, { 'retry-after': '600' }),
      { code: 'unavailable', retryAfterMs: 600_000 },
    ],
    ['404', (_, response) => send(response, 404), { code: 'not-found' }],
    ['501', (_, response) => send(response, 501), { code: 'unavailable' }],
  ];
  it.each(final)('are not made after %s', async (_, fail, expected) => {
    const server = await startServer(fail);
    expect(errorOf(await listTags(clientOf(server.url), 'a'))).toMatchObject(expected);
    expect(server.seen).toHaveLength(1);
  });

  it('wait as long as Retry-After says', async () => {
    const server = await startServer(flaky(1, (_, response) => send(response, 429, { 'retry-after': '1' })));
    const started = performance.now();
    unwrap(await listTags(clientOf(server.url), 'a'));
    expect(performance.now() - started).toBeGreaterThan(990);
  });

  it('are not needed for a kept connection that the registry has closed', async () => {
    const server = await startServer((request, response, nth) => {
      // Closes the kept connection in the moment in which it is used again.
      if (nth > 1 && request.port === server.seen[0]?.port) return void response.destroy();
      return sendJson(response, { tags: [] });
    });
    const client = clientOf(server.url, { retry: { attempts: 1 } });
    unwrap(await listTags(client, 'a'));
    unwrap(await listTags(client, 'a'));
    expect(new Set(server.seen.map(({ port }) => port)).size).toBe(2);
  });
});

describe('time limits and cancelling', () => {
  it('for the answer', async () => {
    const server = await startServer(() => {});
    const client = clientOf(server.url, { timeouts: { headersMs: 50 }, retry: { attempts: 1 } });
    expect(errorOf(await ping(client)).code).toBe('timeout');
  });

  it('for a connection', async () => {
    const silent = await startRaw(() => {});
    const client = clientOf(silent.url.replace('http:', 'https:'), {
      timeouts: { connectMs: 50 },
      retry: { attempts: 1 },
    });
    expect(errorOf(await ping(client))).toMatchObject({ code: 'timeout', host: silent.host });
  });

  const dripping: Handler = (_, response) => {
    response.writeHead(200, { 'content-length': 1_000 });
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  };

  it('for a body that stops, not for a reader that does', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': 20_000_000 });
      response.write(Buffer.alloc(10_000_000));
    });
    const client = clientOf(server.url, { timeouts: { idleMs: 100 } });
    const blob = unwrap(await openBlob(client, 'a', digest));
    unwrap(await blob.next());
    await new Promise((resolve) => setTimeout(resolve, 400));
    const { bytes, error } = await drain(blob);
    expect(error?.code).toBe('timeout');
    expect(bytes.length).toBeGreaterThan(5_000_000);
  });

  it('for a whole document, however steadily it drips', async () => {
    const server = await startServer(dripping);
    const client = clientOf(server.url, {
      timeouts: { documentMs: 150, idleMs: 100 },
      retry: { attempts: 1 },
    });
    expect(errorOf(await getManifest(client, 'a', '1')).code).toBe('timeout');
  });

  it('the signal ends everything at once', async () => {
    const server = await startServer((request, response, nth) => {
      if (request.url.includes('/blobs/')) return dripping(request, response, nth);
      if (request.url.includes('/busy/')) return send(response, 503, { 'retry-after': '4' });
      return undefined;
    });
    const client = clientOf(server.url);
    const started = performance.now();
    const signal = AbortSignal.timeout(100);
    const blob = unwrap(await openBlob(client, 'a', digest, { signal }));
    const codes = await Promise.all([
      drain(blob).then(({ error }) => error?.code),
      ping(client, { signal }).then((result) => errorOf(result).code),
      listTags(client, 'busy', { signal }).then((result) => errorOf(result).code),
    ]);
    expect(codes).toEqual(['aborted', 'aborted', 'aborted']);
    expect(performance.now() - started).toBeLessThan(2_000);
    const asked = server.seen.length;
    expect(errorOf(await getManifest(client, 'a', '1', { signal })).code).toBe('aborted');
    expect(server.seen).toHaveLength(asked);
  });

  it('one who gives up does not take the token from the others', async () => {
    const server = await startServer(async (request, response) => {
      if (request.url.startsWith('/token')) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        return sendJson(response, { token: 't' });
      }
      return request.headers.authorization === 'Bearer t'
        ? sendJson(response, {})
        : send(response, 401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` });
    });
    const client = clientOf(server.url);
    const [first, second] = await Promise.all([
      getManifest(client, 'a', '1', { signal: AbortSignal.timeout(50) }),
      getManifest(client, 'a', '1'),
    ]);
    expect(errorOf(first).code).toBe('aborted');
    expect(second.ok).toBe(true);
    expect(server.paths().filter((path) => path === 'GET /token')).toHaveLength(1);
  });

  it('cancelling a blob closes its connection', async () => {
    let resolveClosed = (): void => {};
    const gone = new Promise<void>((resolve) => {
      resolveClosed = resolve;
    });
    const server = await startServer((request, response, nth) => {
      response.on('close', resolveClosed);
      return dripping(request, response, nth);
    });
    const blob = unwrap(await openBlob(clientOf(server.url), 'a', digest));
    blob.cancel();
    await gone;
    expect((await drain(blob)).error?.code).toBe('aborted');
  });
});

describe('hostile answers', () => {
  const answers: readonly (readonly [string, string, RegistryErrorCode])[] = [
    ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx', 'protocol'],
    ['an absurd length', `HTTP/1.1 200 OK\r\nContent-Length: ${'9'.repeat(40)}\r\n\r\nx`, 'protocol'],
    [
      'a length of more than we take',
      'HTTP/1.1 200 OK\r\nContent-Length: 9007199254740000\r\n\r\nx',
      'protocol',
    ],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy', 'protocol'],
    [
      'length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'protocol',
    ],
    ['a bad chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'network'],
    [
      'control characters in a header',
      'HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 2\r\n\r\n{}',
      'protocol',
    ],
    [
      'an endless header',
      `HTTP/1.1 200 OK\r\n${'X-Y: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(5_000)}\r\n`,
      'protocol',
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'protocol'],
    ['nothing', '', 'network'],
    [
      'another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      'protocol',
    ],
    ['half a header', 'HTTP/1.1 200 OK\r\nContent-Le', 'network'],
    ['an unknown status', 'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n', 'unavailable'],
  ];
  it.each(answers)('%s', async (_, answer, code) => {
    const server = await startRaw((socket: Socket) => {
      socket.once('data', () => socket.end(answer, 'latin1'));
    });
    const client = clientOf(server.url, { retry: { attempts: 1 } });
    const error = errorOf(await getManifest(client, 'a', '1'));
    expect(error).toMatchObject({ code, host: server.host });
    const opened = await openBlob(client, 'a', digest);
    if (opened.ok) expect((await drain(opened.value)).error?.code).toMatch(/protocol|network/);
  });

  it('a body without length or chunks ends with the connection', async () => {
    const server = await startRaw((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\ncontent'));
    });
    const blob = unwrap(await openBlob(clientOf(server.url), 'a', digest));
    expect(blob.length).toBeUndefined();
    expect((await drain(blob)).bytes.toString()).toBe('content');
  });

  it('a body that is longer than announced is cut there', async () => {
    const server = await startRaw((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\ncontentHTTP/1.1 200 OK\r\n\r\n'),
      );
    });
    const blob = unwrap(await openBlob(clientOf(server.url), 'a', digest));
    expect((await drain(blob)).bytes.toString()).toBe('content');
  });

  it('a header of ours that no request can carry is an error too', async () => {
    const server = await startServer((_, response) =>
      send(response, 401, { 'www-authenticate': 'Bearer realm="http://127.0.0.1/"' }),
    );
    const credentials = async () => ({
      credentials: { kind: 'registry-token', token: 'a\r\nX: y' } as const,
      problems: [],
    });
    const error = errorOf(await ping(clientOf(server.url, { credentials, retry: { attempts: 1 } })));
    expect(error).toMatchObject({ code: 'network', reason: 'ERR_INVALID_CHAR' });
  });

  it('nobody there', async () => {
    const server = await startServer(() => {});
    await server.close();
    const error = errorOf(await ping(clientOf(server.url)));
    expect(error).toMatchObject({ code: 'network', reason: 'ECONNREFUSED', host: server.host });
    const unknown = errorOf(await ping(clientOf('https://registry.invalid', { retry: { attempts: 1 } })));
    expect(unknown.code).toBe('network');
  });
});

describe('TLS', () => {
  const serving: Handler = (_, response) => sendJson(response, {});
  const authority = { ...makeCertificate({ commonName: 'authority' }), commonName: 'authority' };
  const forLoopback = makeCertificate({ commonName: 'server', hosts: ['127.0.0.1'], issuer: authority });

  it('trusts the given authority, and nobody without it', async () => {
    const server = await startServer(serving, { certificate: forLoopback });
    unwrap(await ping(clientOf(server.url, { tls: { ca: authority.cert } })));
    const error = errorOf(await ping(clientOf(server.url)));
    expect(error).toMatchObject({
      code: 'tls',
      reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      host: server.host,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('refuses a certificate for another name, unless told to take any', async () => {
    const other = makeCertificate({ commonName: 'server', hosts: ['other.example'], issuer: authority });
    const server = await startServer(serving, { certificate: other });
    const error = errorOf(await ping(clientOf(server.url, { tls: { ca: authority.cert } })));
    expect(error).toMatchObject({ code: 'tls', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    unwrap(await ping(clientOf(server.url, { tls: { insecure: true } })));
  });

  it('takes any certificate of the registry alone, not of whom it redirects to', async () => {
    const cdn = await startServer(serving, {
      certificate: makeCertificate({ commonName: 'x', hosts: ['localhost'] }),
    });
    const server = await startServer(
      (request, response) => send(response, 307, { location: `https://localhost:${cdn.port}${request.url}` }),
      { certificate: forLoopback },
    );
    const error = errorOf(await getManifest(clientOf(server.url, { tls: { insecure: true } }), 'a', '1'));
    expect(error).toMatchObject({ code: 'tls', host: `localhost:${cdn.port}` });
  });

  it('shows its own certificate to the registry', async () => {
    const clientCertificate = makeCertificate({ commonName: 'client', issuer: authority });
    const server = await startServer(serving, { certificate: forLoopback, clientCa: authority.cert });
    unwrap(await ping(clientOf(server.url, { tls: { ca: authority.cert, ...clientCertificate } })));
    const error = errorOf(
      await ping(clientOf(server.url, { tls: { ca: authority.cert }, retry: { attempts: 1 } })),
    );
    expect(['tls', 'network']).toContain(error.code);
  });

  it('tells http from https', async () => {
    const plain = await startServer(serving);
    expect(errorOf(await ping(clientOf(plain.url.replace('http:', 'https:')))).code).toBe('tls');
    const secure = await startServer(serving, { certificate: forLoopback });
    expect(
      errorOf(await ping(clientOf(secure.url.replace('https:', 'http:'), { retry: { attempts: 1 } }))).code,
    ).toBe('network');
  });
});

describe('proxies', () => {
  const authority = { ...makeCertificate({ commonName: 'authority' }), commonName: 'authority' };
  const certificate = makeCertificate({
    commonName: 'server',
    hosts: ['registry.test', 'proxy.test', '127.0.0.1', '192.0.2.7'],
    issuer: authority,
  });
  const tls = { ca: authority.cert };
  const serving: Handler = (request, response) =>
    request.url.includes('/blobs/') ? send(response, 200, {}, 'content') : sendJson(response, {});

  it('tunnel to names and addresses, keep the tunnel, and check the certificate through it', async () => {
    const server = await startServer(serving, { certificate });
    const proxy = await startProxy({ resolve: () => server.port });
    const options = { tls, proxy: { https: `127.0.0.1:${proxy.port}` } };
    const client = clientOf('https://registry.test', options);
    unwrap(await ping(client));
    expect((await drain(unwrap(await openBlob(client, 'a', digest)))).bytes.toString()).toBe('content');
    expect(server.seen[0]?.headers.host).toBe('registry.test');
    unwrap(await ping(clientOf('https://192.0.2.7:444', options)));
    expect(proxy.targets).toEqual(['registry.test:443', '192.0.2.7:444']);
    const error = errorOf(await ping(clientOf('https://another.test', options)));
    expect(error).toMatchObject({ code: 'tls', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('get the login in their address, and their refusal is told without it', async () => {
    const server = await startServer(serving, { certificate });
    const proxy = await startProxy({ resolve: () => server.port, login: 'me:p@ss' });
    unwrap(
      await ping(
        clientOf('https://registry.test', {
          tls,
          proxy: { https: `http://me:p%40ss@127.0.0.1:${proxy.port}` },
        }),
      ),
    );
    const refused = clientOf('https://registry.test', {
      tls,
      retry: { attempts: 1 },
      proxy: { https: `http://me:wrong@127.0.0.1:${proxy.port}` },
    });
    const error = errorOf(await ping(refused));
    expect(error).toMatchObject({ code: 'network', reason: 'PROXY_407' });
    expect(JSON.stringify(error)).not.toContain('wrong');
  });

  it('may speak TLS themselves', async () => {
    const server = await startServer(serving, { certificate });
    const proxy = await startProxy({ resolve: () => server.port, certificate });
    const client = clientOf('https://registry.test', {
      tls,
      proxy: { https: `https://127.0.0.1:${proxy.port}` },
    });
    unwrap(await ping(client));
    expect(proxy.targets).toEqual(['registry.test:443']);
  });

  it('are not reached, silent, or of another kind', async () => {
    const silent = await startRaw(() => {});
    const table = [
      ['http://127.0.0.1:1', 'network', 'ECONNREFUSED'],
      ['socks5://127.0.0.1:1080', 'network', 'PROXY_ADDRESS'],
      [silent.url, 'timeout', undefined],
    ] as const;
    for (const [https, code, reason] of table) {
      const client = clientOf('https://registry.test', {
        proxy: { https },
        timeouts: { connectMs: 100 },
        retry: { attempts: 1 },
      });
      const error = errorOf(await ping(client));
      expect(error).toMatchObject({ code, ...(reason === undefined ? {} : { reason }) });
    }
  });

  it('come from the environment', () => {
    expect(proxyFromEnvironment({})).toBeUndefined();
    expect(proxyFromEnvironment({ HTTPS_PROXY: ' ', ALL_PROXY: 'p:1', NO_PROXY: 'a, b c,' })).toEqual({
      https: 'p:1',
      except: ['a', 'b', 'c'],
    });
    expect(proxyFromEnvironment({ HTTPS_PROXY: 'upper', https_proxy: 'lower' })?.https).toBe('lower');
  });

  it.each([
    ['https://r.example', [], true],
    ['https://r.example', ['*'], false],
    ['https://r.example', ['example'], false],
    ['https://r.example', ['xample'], true],
    ['https://r.example', ['.example'], false],
    ['https://r.example', ['*.example'], false],
    ['https://r.example', ['R.Example'], false],
    ['https://r.example', ['.r.example'], true],
    ['https://r.example', ['r.example:443'], false],
    ['https://r.example', ['r.example:444'], true],
    ['https://r.example:444', ['r.example:444'], false],
    ['https://10.1.2.3', ['10.0.0.0/8'], false],
    ['https://11.1.2.3', ['10.0.0.0/8'], true],
    ['https://10.1.2.3', ['10.1.2.3'], false],
    ['https://110.1.2.3', ['10.1.2.3'], true],
    ['https://10.1.2.3', ['10.0.0.0/99', '/', 'x/8', ''], true],
    ['https://[2001:db8::5]', ['2001:db8::/32'], false],
    ['https://[2001:db8::5]', ['2001:db8::5'], false],
    ['https://localhost:1', [], false],
    ['https://127.0.0.1', [], false],
    ['http://r.example', [], false],
  ])('%s with exceptions %j', (target, except, proxied) => {
    expect(proxyFor(new URL(target), { https: 'p:1', except }) !== undefined).toBe(proxied);
  });
});
