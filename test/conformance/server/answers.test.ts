import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ask, errorCode } from '../../support/server/ask.ts';
import { cacheRegistry, hubRule, startBench } from '../../support/server/cache.ts';
import { startFakeUpstream } from '../../support/server/fake-upstream.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';

const layer = randomBlob(400_000);
const image = imageManifest([layer]);
const repositories = { 'library/app': { tags: { '1': image }, blobs: [layer] } };
const manifestPath = 'docker-hub/library/app/manifests/1';
const blobPath = `docker-hub/library/app/blobs/${layer.digest}`;

/** distribution-spec, "Error Codes". */
const knownCodes = [
  'BLOB_UNKNOWN',
  'BLOB_UPLOAD_INVALID',
  'BLOB_UPLOAD_UNKNOWN',
  'DIGEST_INVALID',
  'MANIFEST_BLOB_UNKNOWN',
  'MANIFEST_INVALID',
  'MANIFEST_UNKNOWN',
  'NAME_INVALID',
  'NAME_UNKNOWN',
  'SIZE_INVALID',
  'UNAUTHORIZED',
  'DENIED',
  'UNSUPPORTED',
  'TOOMANYREQUESTS',
];

describe('answers', () => {
  test('R36 every 4xx is the error JSON with a code of the specification', async () => {
    const { at, upstream } = await startBench(repositories);
    const answers = [
      await ask(at('nowhere/app/manifests/1')),
      await ask(at('docker-hub/library/app/manifests/2')),
      await ask(at('docker-hub/UPPER/manifests/2')),
      await ask(at('docker-hub/library/app/unknown/2')),
      await ask(at(`docker-hub/library/app/blobs/${randomBlob(3).digest}`)),
      await ask(at('docker-hub/library/app/blobs/sha256:1')),
      await ask(at('docker-hub/library/app/tags/list?n=x')),
      await ask(at(manifestPath), { method: 'DELETE' }),
    ];
    for (const status of [401, 403, 429]) {
      upstream.fault = () => ({ kind: 'status', status });
      answers.push(
        await ask(at(manifestPath)),
        await ask(at(blobPath)),
        await ask(at('docker-hub/library/app/tags/list')),
      );
    }
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers['content-type']).toBe('application/json');
      const body = JSON.parse(answer.body.toString()) as { errors: Record<string, unknown>[] };
      expect(Object.keys(body)).toEqual(['errors']);
      for (const error of body.errors) {
        expect(knownCodes).toContain(error.code);
        expect(typeof error.message).toBe('string');
      }
    }
  });

  test("R37 a rate limit comes with the upstream's Retry-After, or one of ours", async () => {
    const { at, upstream } = await startBench(repositories);
    upstream.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '17' } });
    expect((await ask(at(manifestPath))).headers['retry-after']).toBe('17');
    upstream.fault = () => ({ kind: 'status', status: 429 });
    expect((await ask(at(blobPath))).headers['retry-after']).toBe('60');
  });

  test('R38 a stale answer carries a Warning as the specification wants it', async () => {
    const { at, upstream } = await startBench(repositories, { ttlMs: 0 });
    await ask(at(manifestPath));
    upstream.fault = () => ({ kind: 'status', status: 500, body: `"quoted" \u00e9 ${'x'.repeat(10_000)}` });
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(at(manifestPath), { method });
      expect([answer.status, answer.headers['docker-content-digest']]).toEqual([200, image.digest]);
      expect(answer.headers.warning).toMatch(/^299 - "[\x20-\x21\x23-\x5b\x5d-\x7e]+"$/);
      expect(String(answer.headers.warning).length).toBeLessThan(4_096);
    }
  });

  test('R39 ns leads to an upstream that a rule names and comes back as OCI-Namespace', async () => {
    const { at, upstream } = await startBench(repositories);
    const answer = await ask(at('library/app/manifests/1?ns=docker.io'));
    expect([answer.status, answer.headers['oci-namespace']]).toEqual([200, 'docker.io']);
    const own = await ask(at(`${manifestPath}?ns=team.azurecr.io`));
    expect([own.status, own.headers['oci-namespace']]).toEqual([200, undefined]);
    const before = upstream.seen.length;
    for (const host of [
      'evil.example',
      '169.254.169.254',
      'localhost:22',
      'quay.io',
      '',
      'docker.io%0d%0aX-Bad:1',
    ]) {
      const refused = await ask(at(`library/app/manifests/1?ns=${host}`));
      expect([refused.status, errorCode(refused)]).toEqual([404, 'NAME_UNKNOWN']);
    }
    expect(upstream.seen.length).toBe(before);
  });

  test('R40 a redirect to another host and port gets no Authorization', async () => {
    const elsewhere = await startFakeUpstream(repositories);
    const { at, upstream } = await startBench(repositories);
    upstream.fault = ({ url, headers }) => {
      if (headers.authorization === undefined && url.startsWith('/v2/library')) {
        const challenge = `Bearer realm="${upstream.url}/token",service="hub"`;
        return { kind: 'status', status: 401, headers: { 'WWW-Authenticate': challenge } };
      }
      if (url.startsWith('/token')) {
        return { kind: 'status', status: 200, body: JSON.stringify({ token: 'SECRETTOKEN' }) };
      }
      return { kind: 'status', status: 307, headers: { Location: `${elsewhere.url}${url}` } };
    };
    const answer = await ask(at(blobPath), { headers: { Authorization: 'Bearer CLIENTSECRET' } });
    expect(answer.body.equals(layer.bytes)).toBe(true);
    expect(upstream.seen.some(({ headers }) => headers.authorization === 'Bearer SECRETTOKEN')).toBe(true);
    expect(elsewhere.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    await elsewhere.kill();
  });

  test('R41 what the client logs in with stays here, and appears in no log line', async () => {
    const { at, upstream, lines } = await startBench(repositories);
    await ask(at(`${manifestPath}?token=QUERYSECRET`), {
      headers: { Authorization: 'Basic CLIENTSECRET', Cookie: 'CLIENTSECRET' },
    });
    for (const { headers, url } of upstream.seen) {
      expect(JSON.stringify(headers) + url).not.toMatch(/CLIENTSECRET|QUERYSECRET/);
    }
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(line).not.toMatch(/CLIENTSECRET|QUERYSECRET/);
      expect(typeof (JSON.parse(line) as { time: unknown }).time).toBe('string');
    }
  });

  test.each([
    ['POST', 'blobs/uploads/'],
    ['PATCH', 'blobs/uploads/1'],
    ['PUT', 'manifests/1'],
    ['DELETE', `blobs/${layer.digest}`],
    ['DELETE', 'manifests/1'],
    ['POST', 'nothing/here'],
  ])('R42 %s %s is refused with 405 and Allow', async (method, path) => {
    const { at, upstream } = await startBench(repositories);
    for (const name of ['docker-hub/library/app', 'own/app']) {
      const answer = await ask(at(`${name}/${path}`), { method });
      expect([answer.status, errorCode(answer)]).toEqual([405, 'UNSUPPORTED']);
      expect(answer.headers.allow).toBe('GET, HEAD');
    }
    const target = await ask(at('docker-hub/library/app/blobs/uploads/'), { method: 'POST' });
    expect(target.body.toString()).toContain('docker-hub, which only its source fills');
    expect(upstream.seen).toEqual([]);
  });

  test('R48 clients that leave early leave no open file and no transfer behind', async () => {
    const { at, server } = await startBench({ 'library/app': { tags: {}, blobs: [layer] } });
    await ask(at(blobPath));
    await server.idle();
    const before = (await readdir('/proc/self/fd')).length;
    for (let round = 0; round < 20; round++) {
      await Promise.all(
        [0, 100_000, 200_000].map((start) =>
          ask(at(blobPath), { headers: { Range: `bytes=${start}-`, Connection: 'close' }, leaveAfter: 1 }),
        ),
      );
    }
    await expect.poll(async () => (await readdir('/proc/self/fd')).length).toBeLessThanOrEqual(before + 2);
    expect(server.metrics.text()).toContain('pullthrough_transfers_in_flight 0');
  });

  test('R49 a token realm on another host is refused', async () => {
    const elsewhere = await startFakeUpstream({});
    const { at, upstream } = await startBench(repositories);
    const challenge = `Bearer realm="https://evil.example/token",service="hub"`;
    upstream.fault = () => ({ kind: 'status', status: 401, headers: { 'WWW-Authenticate': challenge } });
    const answer = await ask(at(manifestPath));
    expect([answer.status, errorCode(answer)]).toEqual([502, 'UNAVAILABLE']);
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.kill();
  });

  test("the order of routing: a rule's target, ns, Docker Hub's mirror", async () => {
    const other = imageManifest([randomBlob(1)]);
    const rules = [hubRule, { name: 'mirrored', source: 'quay.io/acme/*', target: 'library/*' }];
    const { at } = await startBench(
      { 'library/app': { tags: { '1': image }, blobs: [] }, 'acme/app': { tags: { '1': other }, blobs: [] } },
      { registry: cacheRegistry(rules) },
    );
    const digest = async (path: string) => (await ask(at(path))).headers['docker-content-digest'];
    expect(await digest('library/app/manifests/1')).toBe(other.digest);
    expect(await digest('library/app/manifests/1?ns=docker.io')).toBe(image.digest);
    expect(await digest('library/app/manifests/1?ns=quay.io')).toBe(other.digest);
    expect(await digest('docker-hub/library/app/manifests/1')).toBe(image.digest);
    const mirror = await startBench(repositories);
    expect((await ask(mirror.at('library/app/manifests/1'))).status).toBe(200);
    expect((await ask(mirror.at('app/manifests/1'))).status).toBe(200);
  });
});
