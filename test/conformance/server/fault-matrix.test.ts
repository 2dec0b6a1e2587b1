import { describe, expect, test } from 'vitest';
import { ask, errorCode } from '../../support/server/ask.ts';
import { startBench, startCache, temporaryDirectory } from '../../support/server/cache.ts';
import { failCalls } from '../../support/server/failing-disk.ts';
import { type Fault, startFakeUpstream } from '../../support/server/fake-upstream.ts';
import { content, imageIndex, imageManifest, randomBlob } from '../../support/server/images.ts';
import { bundleServer, spawnServer } from '../../support/server/server-process.ts';
import { leftovers, storedDigests } from '../../support/server/store-files.ts';

const config = content('{"architecture":"amd64","os":"linux"}');
const layers = [randomBlob(900_000), randomBlob(1_500_000)];
const image = imageManifest(layers, config);
const index = imageIndex([image]);
const blobs = [config, ...layers];
const repositories = () => ({ 'library/app': { tags: { '1': index }, manifests: [image], blobs } });
const base = 'docker-hub/library/app';
const layer = layers[1] ?? config;
const blobPath = `${base}/blobs/${layer.digest}`;
const paths = [`${base}/manifests/1`, `${base}/manifests/${image.digest}`, blobPath];

/** A pull as clients make it: what the tag names, the platform's manifest, config and layers. Gives whether all was right. */
async function pull(at: (path: string) => string): Promise<boolean> {
  const top = await ask(at(`${base}/manifests/1`));
  const platform = await ask(at(`${base}/manifests/${image.digest}`));
  const parts = await Promise.all(blobs.map(({ digest }) => ask(at(`${base}/blobs/${digest}`))));
  return (
    top.body.equals(index.bytes) &&
    platform.body.equals(image.bytes) &&
    parts.every(({ complete, body }, place) => complete && body.equals(blobs[place]?.bytes ?? Buffer.of()))
  );
}

describe('the fault matrix', () => {
  test.each<[string, number, string | undefined]>([
    ['tag', 0, '21'],
    ['digest', 1, '21'],
    ['blob', 2, '21'],
  ])('F1 F1b F2 429 for a %s: 429 with its Retry-After, for GET and HEAD', async (_, place, wait) => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '21' } });
    const get = await ask(at(paths[place] ?? ''));
    expect([get.status, errorCode(get), get.headers['retry-after']]).toEqual([429, 'TOOMANYREQUESTS', wait]);
    const head = await ask(at(paths[place] ?? ''), { method: 'HEAD' });
    expect([head.status, head.headers['retry-after']]).toEqual([429, wait]);
  });

  test('F2 503 with Retry-After keeps it', async () => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'status', status: 503, headers: { 'Retry-After': '4' } });
    for (const path of paths) {
      const answer = await ask(at(path));
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '4']);
    }
  });

  test.each<[string, Fault]>([
    ['429', { kind: 'status', status: 429 }],
    ['500', { kind: 'status', status: 500 }],
    ['502 with HTML', { kind: 'status', status: 502, body: '<html>bad gateway</html>' }],
    ['a reset', { kind: 'reset' }],
    ['nonsense', { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' }],
  ])(
    'F3 everything cached is served when the upstream answers with %s, tags with a Warning',
    async (_, fault) => {
      const { at, upstream, server } = await startBench(repositories(), { ttlMs: 0 });
      expect(await pull(at)).toBe(true);
      await server.idle();
      upstream.fault = () => fault;
      expect(await pull(at)).toBe(true);
      for (const method of ['GET', 'HEAD']) {
        const tag = await ask(at(`${base}/manifests/1`), { method });
        expect(tag.headers.warning).toMatch(/^299 - "/);
        const digest = await ask(at(`${base}/manifests/${image.digest}`), { method });
        expect(digest.headers.warning).toBeUndefined();
      }
    },
  );

  test('F5 whatever bit is wrong, first, middle or last, no answer is complete and nothing is kept', async () => {
    for (const place of [0, 1, 65_536, layer.bytes.length >> 1, layer.bytes.length - 1]) {
      const { at, upstream, server, storeDir } = await startBench(repositories());
      upstream.fault = () => ({ kind: 'flip', at: place });
      const answer = await ask(at(blobPath)).catch(() => undefined);
      expect([place, answer?.complete === true && answer.status < 400]).toEqual([place, false]);
      await server.idle();
      expect([await storedDigests(storeDir), await leftovers(storeDir)]).toEqual([[], []]);
    }
  });

  test('F6 500 concurrent cold pulls of one image: one GET for each manifest and blob', async () => {
    const { at, upstream, server } = await startBench(repositories());
    const pulls = await Promise.all(Array.from({ length: 500 }, () => pull(at)));
    expect(pulls.every(Boolean)).toBe(true);
    const asked = new Map<string, number>();
    for (const { method, url } of upstream.seen) {
      const question = `${method} ${url.split('/').at(-1)}`;
      asked.set(question, (asked.get(question) ?? 0) + 1);
    }
    const expected = ['1', image.digest, ...blobs.map(({ digest }) => digest)];
    expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(expected.map((name) => [`GET ${name}`, 1])));
    expect(server.metrics.total('received')).toBe(blobs.reduce((sum, { bytes }) => sum + bytes.length, 0));
  }, 60_000);

  test('F6 three servers on one store: one GET for each blob, and none of its header', async () => {
    const upstream = await startFakeUpstream(repositories());
    const program = await bundleServer(await temporaryDirectory());
    const storeDir = await temporaryDirectory();
    const servers = await Promise.all(
      [0, 1, 2].map(() => spawnServer(program, { upstreamUrl: upstream.url, storeDir })),
    );
    try {
      const pulls = Array.from({ length: 30 }, (_, client) =>
        pull((path) => `${servers[client % 3]?.url}/v2/${path}`),
      );
      expect((await Promise.all(pulls)).every(Boolean)).toBe(true);
      for (const { digest } of blobs) expect(upstream.count('GET', `/blobs/${digest}`)).toBe(1);
    } finally {
      await Promise.all(servers.map((server) => server.kill()));
      await upstream.kill();
    }
  });

  test('F7 all clients leave: the fill ends, and the next pull asks nobody', async () => {
    const { at, upstream, server } = await startBench(repositories());
    upstream.fault = ({ url }) =>
      url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 300_000, pauseMs: 10 } : undefined;
    await Promise.all(Array.from({ length: 5 }, () => ask(at(blobPath), { leaveAfter: 1 })));
    await server.idle();
    const asked = upstream.seen.length;
    expect((await ask(at(blobPath))).body.equals(layer.bytes)).toBe(true);
    expect([asked, upstream.seen.length]).toEqual([1, 1]);
  });

  test.each([301, 302, 303, 307, 308])(
    'F8 %i to a storage host: one GET there, without our token, and no HEAD',
    async (status) => {
      const storage = await startFakeUpstream(repositories());
      const { at, upstream } = await startBench(repositories());
      upstream.fault = ({ url, headers }) => {
        if (url.startsWith('/token')) return { kind: 'status', status: 200, body: '{"token":"OURS"}' };
        if (headers.authorization === undefined) return challenge(upstream.url);
        if (!url.includes('/blobs/')) return undefined;
        return { kind: 'status', status, headers: { Location: `${storage.url}${url}?signature=abc` } };
      };
      expect(await pull(at)).toBe(true);
      expect(storage.seen.map(({ method, headers }) => [method, headers.authorization])).toEqual(
        blobs.map(() => ['GET', undefined]),
      );
      for (const { digest } of blobs) {
        const answered = upstream.seen.filter(
          ({ url, headers }) => url.endsWith(digest) && headers.authorization !== undefined,
        );
        expect(answered.map(({ method }) => method)).toEqual(['GET']);
      }
      await storage.kill();
    },
  );

  test('F9 a blob without a length is served with one, to many at a time', async () => {
    const { at, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'no-length' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(at(blobPath))));
    for (const { complete, body, headers } of answers) {
      expect([complete, headers['content-length']]).toEqual([true, String(layer.bytes.length)]);
      expect(body.equals(layer.bytes)).toBe(true);
    }
    expect(upstream.seen.length).toBe(1);
  });

  test('F10 parallel ranges of a cold blob, as containerd asks for them, are one GET and join to the blob', async () => {
    const { at, upstream } = await startBench(repositories());
    const part = 400_000;
    const starts = Array.from({ length: Math.ceil(layer.bytes.length / part) }, (_, nth) => nth * part);
    const answers = await Promise.all(
      starts.map((start) => ask(at(blobPath), { headers: { Range: `bytes=${start}-` }, leaveAfter: part })),
    );
    const joined = Buffer.concat(answers.map(({ body }) => body.subarray(0, part)));
    expect(answers.every(({ status }) => status === 206)).toBe(true);
    expect(joined.equals(layer.bytes)).toBe(true);
    expect(upstream.seen.length).toBe(1);
  });

  test.each<[string, number, string]>([
    ['401', 401, ''],
    ["ECR's 403", 403, '{"errors":[{"code":"DENIED","message":"Your authorization token has expired."}]}'],
  ])('F11 a token that dies long before expires_in is renewed after %s', async (_, status, body) => {
    const { at, upstream, server } = await startBench(repositories(), { ttlMs: 0 });
    let valid = 'T1';
    upstream.fault = ({ url, headers }) => {
      if (url.startsWith('/token'))
        return { kind: 'status', status: 200, body: JSON.stringify({ token: valid, expires_in: 300 }) };
      if (headers.authorization === `Bearer ${valid}`) return undefined;
      return headers.authorization === undefined || status === 401
        ? challenge(upstream.url)
        : { kind: 'status', status, body };
    };
    expect((await ask(at(`${base}/manifests/1`))).status).toBe(200);
    valid = 'T2';
    expect(await pull(at)).toBe(true);
    await server.idle();
    expect(upstream.count('GET', '/token')).toBe(2);
  });

  test.each(['a lock', 'the first byte', 'the middle of a blob', 'the rename'])(
    'F12 a disk that is full at %s: clients notice nothing, nothing is left, and all heals',
    async (moment) => {
      const { at, storeDir, server, upstream } = await startBench(repositories());
      let written = 0;
      const heal =
        moment === 'a lock'
          ? failCalls('open', ([path]) => String(path).includes('/locks/'))
          : moment === 'the rename'
            ? failCalls('rename', ([from]) => String(from).includes('/writing/'))
            : failCalls('writev', ([, chunks]) => {
                written += (chunks as Buffer[]).reduce((sum, { length }) => sum + length, 0);
                return moment === 'the first byte' || written > 700_000;
              });
      try {
        expect(await pull(at)).toBe(true);
        expect(await pull(at)).toBe(true);
        await server.idle();
        expect(await storedDigests(storeDir)).toEqual(
          moment === 'the middle of a blob' ? expect.anything() : [],
        );
        expect(await leftovers(storeDir)).toEqual([]);
      } finally {
        heal();
      }
      expect(await pull(at)).toBe(true);
      await server.idle();
      await upstream.kill();
      expect(await pull(at)).toBe(true);
    },
  );

  test('F12 wrong bytes past a full disk make no complete answer either', async () => {
    const { at, upstream } = await startBench(repositories());
    const heal = failCalls('writev', () => true);
    try {
      upstream.fault = () => ({ kind: 'flip', at: layer.bytes.length - 1 });
      const answer = await ask(at(blobPath)).catch(() => undefined);
      expect(answer?.complete === true && answer.status < 400).toBe(false);
    } finally {
      heal();
    }
  });

  test('F12 a full disk is no fault of the upstream, and its paths are told to nobody', async () => {
    const { at, storeDir, upstream } = await startBench(repositories());
    upstream.fault = () => ({ kind: 'no-length' });
    const heal = failCalls('writev', () => true);
    try {
      const answer = await ask(at(blobPath));
      expect([answer.status, answer.body.includes('ENOSPC'), answer.body.includes(storeDir)]).toEqual([
        503,
        false,
        false,
      ]);
    } finally {
      heal();
    }
  });

  test('F3b a restart while the upstream is down serves every part of the image', async () => {
    const first = await startBench(repositories());
    expect(await pull(first.at)).toBe(true);
    await first.server.close();
    await first.upstream.kill();
    const second = await startCache(first.upstream, { storeDir: first.storeDir, ttlMs: 0 });
    expect(await pull(second.at)).toBe(true);
  });
});

function challenge(url: string): Fault {
  const headers = { 'WWW-Authenticate': `Bearer realm="${url}/token",service="hub"` };
  return { kind: 'status', status: 401, headers };
}
