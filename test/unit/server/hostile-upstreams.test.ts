import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, errorCode } from '../../support/server/ask.ts';
import { startBench, temporaryDirectory } from '../../support/server/cache.ts';
import type { Fault } from '../../support/server/fake-upstream.ts';
import { content, imageManifest, ociIndex, ociManifest, randomBlob } from '../../support/server/images.ts';

const layer = randomBlob(100_000);
const image = imageManifest([layer]);
const repositories = () => ({ 'library/app': { tags: { '1': image }, blobs: [layer] } });
const base = 'docker-hub/library/app';
const tagPath = `${base}/manifests/1`;
const blobPath = `${base}/blobs/${layer.digest}`;

/** An answer as it stands, with whatever its headers hold. */
function raw(headers: readonly string[], body: Buffer | string): Fault {
  const bytes = Buffer.from(body);
  const head = ['HTTP/1.1 200 OK', `Content-Length: ${bytes.length}`, ...headers, '', ''].join('\r\n');
  return { kind: 'raw', bytes: Buffer.concat([Buffer.from(head, 'latin1'), bytes]) };
}

describe('headers of upstreams', () => {
  test.each<[string, string]>([
    ['a media type with a line end in its parameter', 'Content-Type: text/plain; a="b\r\n X-Injected: 1"'],
    ['a media type with a folded line', `Content-Type: ${ociManifest}\r\n X-Injected: 1`],
    ['a media type of Latin-1', 'Content-Type: application/\xe9'],
    ['no media type at all', 'Content-Type: <script>'],
    ['two media types', `Content-Type: ${ociManifest}\r\nContent-Type: text/html`],
    ['an endless media type', `Content-Type: application/${'x'.repeat(20_000)}`],
    ['a digest with quotes', 'Docker-Content-Digest: sha256:"\', X-Injected: 1'],
    ['a link elsewhere', 'Link: <http://evil.example/>; rel="next"'],
    ['a place elsewhere', 'Location: http://evil.example/'],
    ['a warning', 'Warning: 299 - "evil"\r\nX-Injected: 1'],
    ['a cookie', 'Set-Cookie: a=b'],
    ['a bare line feed', 'X: a\nX-Injected: 1'],
    ['a bare carriage return', 'X: a\rX-Injected: 1'],
  ])('%s does not become one of ours', async (_, header) => {
    const { at, upstream } = await startBench(repositories());
    for (const [path, body] of [
      [tagPath, image.bytes],
      [blobPath, layer.bytes],
    ] as const) {
      upstream.fault = () => raw([header], body);
      for (const method of ['HEAD', 'GET']) {
        const { status, headers } = await ask(at(path), { method });
        expect([200, 502, 503]).toContain(status);
        expect(Object.keys(headers)).not.toContain('x-injected');
        expect(JSON.stringify(headers)).not.toMatch(/evil|script|a=b/);
        if (status === 200) expect(headers['content-type']).toMatch(/^application\/[\w.+-]+$/);
      }
    }
  });

  test("an upstream's words in an error and in a Warning are one printable line", async () => {
    const { at, upstream } = await startBench(repositories(), { ttlMs: 0 });
    await ask(at(tagPath));
    const message = 'a\r\nX-Injected: 1\u2028"\\\u202e\u0000\u009b31m é';
    const body = JSON.stringify({ errors: [{ code: 'X\r\nY', message }] });
    upstream.fault = () => ({ kind: 'status', status: 500, body });
    const stale = await ask(at(tagPath));
    expect(stale.headers.warning).toMatch(/^299 - "[\x20-\x21\x23-\x5b\x5d-\x7e]{1,500}"$/);
    expect(stale.headers['x-injected']).toBeUndefined();
    const refused = await ask(at(`${base}/manifests/2`));
    const told = JSON.parse(refused.body.toString()).errors[0].message;
    expect(told).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  });

  test.each(['0', '-1', '1e9', '99999999999999999999', 'tomorrow', '\t7 ', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'Retry-After: %s becomes whole seconds',
    async (value) => {
      const { at, upstream } = await startBench(repositories(), {}, { retry: { attempts: 1 } });
      upstream.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': value } });
      const answer = await ask(at(tagPath));
      expect(answer.status).toBe(429);
      expect(answer.headers['retry-after']).toMatch(/^\d{1,7}$/);
    },
  );
});

describe('bombs', () => {
  test('a list of tags without end is given up', async () => {
    const { at, upstream } = await startBench(repositories());
    let pages = 0;
    upstream.fault = ({ url }) => {
      if (!url.includes('/tags/list')) return undefined;
      pages++;
      const tags = Array.from({ length: 10_000 }, (_, nth) => `${'t'.repeat(100)}${pages}-${nth}`);
      const headers = { Link: `</v2/library/app/tags/list?page=${pages}>; rel="next"` };
      return { kind: 'status', status: 200, headers, body: JSON.stringify({ tags }) };
    };
    const answer = await ask(at(`${base}/tags/list`));
    expect([answer.status, errorCode(answer)]).toEqual([502, 'UNAVAILABLE']);
    expect(pages).toBeLessThan(70);
  });

  test('pages that hold nothing end, too', async () => {
    const { at, upstream } = await startBench(repositories());
    let pages = 0;
    upstream.fault = () => {
      const headers = { Link: `</v2/library/app/tags/list?page=${++pages}>; rel="next"` };
      return { kind: 'status', status: 200, headers, body: '{"tags":[]}' };
    };
    expect((await ask(at(`${base}/tags/list`))).status).toBe(502);
    expect(pages).toBeLessThanOrEqual(1_001);
  });

  test('a great many tags are served by pages of ours', async () => {
    const count = 200_000;
    const body = JSON.stringify({ tags: Array.from({ length: count }, (_, nth) => `t${nth}`) });
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'status', status: 200, body });
    const first = await ask(at(`${base}/tags/list`));
    expect(JSON.parse(first.body.toString()).tags).toHaveLength(10_000);
    expect(first.headers.link).toMatch(
      /^<\/v2\/docker-hub\/library\/app\/tags\/list\?n=10000&last=t\d+>; rel="next"$/,
    );
    const greedy = await ask(at(`${base}/tags/list?n=999999999`));
    expect(JSON.parse(greedy.body.toString()).tags).toHaveLength(10_000);
  });

  test.each<[string, (page: number) => { body: string; next: boolean }]>([
    [
      'without end',
      (page) => ({
        body: JSON.stringify({
          manifests: Array.from({ length: 10_000 }, (_, nth) => ({
            mediaType: ociManifest,
            digest: content(`${page}-${nth}`).digest,
            size: 1,
          })),
        }),
        next: true,
      }),
    ],
    [
      'with annotations of megabytes',
      (page) => ({
        body: JSON.stringify({
          manifests: [
            {
              mediaType: ociManifest,
              digest: content(`${page}`).digest,
              size: 1,
              annotations: { a: 'x'.repeat(4_000_000) },
            },
          ],
        }),
        next: true,
      }),
    ],
  ])('referrers %s are given up', async (_, page) => {
    const { at, upstream } = await startBench(repositories());
    let pages = 0;
    upstream.fault = () => {
      const { body, next } = page(++pages);
      const link = { Link: `</v2/library/app/referrers/${image.digest}?page=${pages}>; rel="next"` };
      const headers = { 'Content-Type': ociIndex, ...(next ? link : {}) };
      return { kind: 'status', status: 200, headers, body };
    };
    expect((await ask(at(`${base}/referrers/${image.digest}`))).status).toBe(502);
    expect(pages).toBeLessThan(40);
  });

  test('referrers that are nested by the thousand are left out, and the others stay', async () => {
    const { at, upstream } = await startBench(repositories());
    const descriptor = { mediaType: ociManifest, size: 1, digest: image.digest };
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const body = `{"manifests":[${JSON.stringify(descriptor)},${JSON.stringify(descriptor).slice(0, -1)},"annotations":${deep}}]}`;
    upstream.fault = () => ({ kind: 'status', status: 200, headers: { 'Content-Type': ociIndex }, body });
    const answer = await ask(at(`${base}/referrers/${image.digest}`));
    expect([answer.status, JSON.parse(answer.body.toString()).manifests]).toEqual([200, [descriptor]]);
  });

  test('many large lists take bounded memory', async () => {
    const { at, upstream } = await startBench(repositories());
    const annotations = { a: 'x'.repeat(2_000_000) };
    upstream.fault = () => ({
      kind: 'status',
      status: 200,
      headers: { 'Content-Type': ociIndex },
      body: JSON.stringify({
        manifests: [{ mediaType: ociManifest, digest: image.digest, size: 1, annotations }],
      }),
    });
    const before = process.memoryUsage().rss;
    for (let nth = 0; nth < 80; nth++) await ask(at(`${base}/referrers/${content(`${nth}`).digest}`));
    // 160 MB came; 32 MiB of it may stay, and what the garbage collector has not seen yet.
    expect(process.memoryUsage().rss - before).toBeLessThan(140 * 1024 * 1024);
  });

  test('a manifest of 20,000 layers, and one that declares more bytes than there are, are served as they are', async () => {
    const layers = Array.from({ length: 20_000 }, (_, nth) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      digest: content(`${nth}`).digest,
      size: Number.MAX_SAFE_INTEGER,
    }));
    const body = JSON.stringify({ schemaVersion: 2, mediaType: ociManifest, layers });
    const { at, upstream, server } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'status', status: 200, headers: { 'Content-Type': ociManifest }, body });
    expect((await ask(at(tagPath))).body.toString()).toBe(body);
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
  });

  test('a blob without end ends at the size of the store', async () => {
    const { at, upstream, storeDir, server } = await startBench(repositories(), { maxStoreBytes: 1_000_000 });
    const endless = randomBlob(5_000_000);
    upstream.repositories['library/app'] = { tags: {}, blobs: [endless] };
    upstream.fault = () => ({ kind: 'no-length' });
    const answer = await ask(at(`${base}/blobs/${endless.digest}`));
    expect([answer.status, errorCode(answer)]).toEqual([503, 'UNAVAILABLE']);
    await server.idle();
    const { leftovers } = await import('../../support/server/store-files.ts');
    expect(await leftovers(storeDir)).toEqual([]);
  });
});

describe('what is told to whom', () => {
  test('no error tells our credentials, a signature, or a path of this machine', async () => {
    const storeDir = join(await temporaryDirectory(), 'PRIVATE-PLACE');
    const { at, upstream, lines } = await startBench(
      repositories(),
      { storeDir },
      {
        credentials: async () => ({
          credentials: { kind: 'basic', username: 'robot', password: 'TOPSECRET' },
          problems: [],
        }),
      },
    );
    const basic = Buffer.from('robot:TOPSECRET').toString('base64');
    upstream.fault = ({ headers, url }) => {
      if (url.startsWith('/token')) return { kind: 'status', status: 200, body: '{"token":"OURTOKEN"}' };
      if (headers.authorization === undefined) {
        const challenge = `Bearer realm="${upstream.url}/token",service="hub"`;
        return { kind: 'status', status: 401, headers: { 'WWW-Authenticate': challenge } };
      }
      const said = `you sent ${headers.authorization}, ${basic}, TOPSECRET; see http://cdn.example/x?sig=SIGNATURE`;
      return {
        kind: 'status',
        status: 403,
        body: JSON.stringify({ errors: [{ code: 'DENIED', message: said }] }),
      };
    };
    for (const path of [tagPath, blobPath, `${base}/tags/list`, `${base}/referrers/${image.digest}`]) {
      const answer = await ask(at(path));
      expect([path, answer.status]).toEqual([path, 403]);
      const told = answer.body.toString() + JSON.stringify(answer.headers) + lines.join('');
      expect(told).not.toMatch(/TOPSECRET|OURTOKEN|SIGNATURE|PRIVATE-PLACE/);
      expect(told).not.toContain(basic);
    }
    const auth = upstream.seen.filter(({ headers }) => headers.authorization === `Basic ${basic}`);
    expect(auth.every(({ url }) => url.startsWith('/token'))).toBe(true);
  });

  test('nothing that a client or an upstream sends becomes a label', async () => {
    const { at, server, upstream } = await startBench(repositories());
    const abuse = async (nth: number): Promise<void> => {
      upstream.fault = () => ({
        kind: 'status',
        status: 400 + (nth % 200),
        body: JSON.stringify({ errors: [{ code: `CODE${nth}`, message: `m${nth}` }] }),
      });
      for (const method of ['GET', 'PUT', 'PROPFIND', 'DELETE']) {
        await ask(at(`docker-hub/a${nth}/b/manifests/v${nth}?ns=h${nth}.example`), { method });
        await ask(at(`docker-hub/a${nth}/b/manifests/v${nth}`), { method });
        await ask(`${server.url}/x${nth}`, { method });
      }
    };
    const lines = (): number => server.metrics.text().split('\n').length;
    for (let nth = 0; nth < 40; nth++) await abuse(nth);
    // Known only after a first look.
    await expect.poll(() => server.metrics.text()).toContain('pullthrough_store_bytes');
    const before = lines();
    for (let nth = 40; nth < 50; nth++) await abuse(nth);
    expect(lines()).toBe(before);
    expect(server.metrics.text()).not.toMatch(/a1\d|CODE|h1\d|PROPFIND/);
  }, 60_000);

  test('the store is for its owner alone, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const storeDir = join(await temporaryDirectory(), 'new', 'store');
      const { at, server } = await startBench(repositories(), { storeDir });
      for (const path of [tagPath, blobPath]) await ask(at(path));
      await server.idle();
      for (const folder of ['', 'blobs', 'blobs/sha256', 'writing', 'locks', 'repositories'])
        expect([folder, (await stat(join(storeDir, folder))).mode & 0o077]).toEqual([folder, 0]);
    } finally {
      process.umask(before);
    }
  });
});
