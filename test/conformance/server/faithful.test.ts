import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Answer, ask } from '../../support/server/ask.ts';
import { cacheRegistry, startBench, startCache } from '../../support/server/cache.ts';
import {
  type Content,
  content,
  type Document,
  imageIndex,
  imageManifest,
  randomBlob,
} from '../../support/server/images.ts';

const config = content('{"architecture":"amd64","os":"linux"}');
const layers: readonly [Content, Content] = [randomBlob(300_000), randomBlob(20_000)];
const image = imageManifest([layers[0]], config);
const arm = imageManifest([layers[1]], config);
const index = imageIndex([image, arm]);
const name = 'docker-hub/library/app';

function repository(tags: Record<string, Document>) {
  return { tags, manifests: [image, arm, index], blobs: [config, ...layers] };
}

const startFaithful = (tags: Record<string, Document>, options = {}) =>
  startBench({ 'library/app': repository(tags) }, { faithful: true, ...options });

function json({ body }: Answer): Record<string, unknown> {
  return JSON.parse(body.toString());
}

const origin = ({ headers }: Answer): unknown => headers['x-azure-origin'];

describe('the asynchronous import', () => {
  test('an image is served from the upstream, and listed only when all of it is here', async () => {
    const { at, server, upstream } = await startFaithful({ latest: index });
    upstream.fault = ({ url }) =>
      url.includes(layers[1].digest) ? { kind: 'slow', pieceBytes: 500, pauseMs: 30 } : undefined;
    const acr = `${server.url}/acr/v1/${name}`;
    const first = await ask(at(`${name}/manifests/latest`));
    expect([first.status, origin(first)]).toEqual([200, 'upstream']);
    const listed = async (): Promise<unknown[]> => [
      json(await ask(at('_catalog'))).repositories,
      (await ask(acr)).status,
    ];
    expect(await listed()).toEqual([[], 404]);
    const head = await ask(at(`${name}/manifests/latest`), { method: 'HEAD' });
    expect(origin(head)).toBe('upstream');
    await server.idle();
    expect(await listed()).toEqual([[name], 200]);
    expect(json(await ask(acr))).toMatchObject({ manifestCount: 3, tagCount: 1 });
    for (const reference of ['latest', index.digest, image.digest, arm.digest]) {
      const later = await ask(at(`${name}/manifests/${reference}`));
      expect([reference, later.status, origin(later)]).toEqual([reference, 200, undefined]);
    }
    // Everything came once, though nobody pulled a layer.
    for (const { digest } of [config, ...layers]) expect(upstream.count('GET', digest)).toBe(1);
    await upstream.kill();
    expect((await ask(at(`${name}/blobs/${layers[1].digest}`))).body.equals(layers[1].bytes)).toBe(true);
  });

  test('a pull by digest is imported, too', async () => {
    const { at, server } = await startFaithful({});
    expect(origin(await ask(at(`${name}/manifests/${arm.digest}`)))).toBe('upstream');
    await server.idle();
    expect(origin(await ask(at(`${name}/manifests/${arm.digest}`)))).toBeUndefined();
    const { manifests } = json(await ask(`${server.url}/acr/v1/${name}/_manifests`)) as {
      manifests: unknown[];
    };
    expect(manifests).toMatchObject([{ digest: arm.digest, architecture: 'amd64', os: 'linux' }]);
  });

  test('what cannot be had whole is never listed, and tried again later', async () => {
    let clock = 1_000_000;
    const { at, server, upstream } = await startFaithful(
      { '1': image },
      { failedTtlMs: 5_000, now: () => clock },
    );
    upstream.fault = ({ url }) =>
      url.includes(layers[0].digest) ? { kind: 'status', status: 500 } : undefined;
    for (let pulls = 0; pulls < 3; pulls++) {
      expect(origin(await ask(at(`${name}/manifests/1`)))).toBe('upstream');
      await server.idle();
    }
    expect(upstream.count('GET', layers[0].digest)).toBe(1);
    expect((await ask(`${server.url}/acr/v1/${name}`)).status).toBe(404);
    upstream.fault = () => undefined;
    clock += 5_000;
    expect(origin(await ask(at(`${name}/manifests/1`)))).toBe('upstream');
    await server.idle();
    expect(origin(await ask(at(`${name}/manifests/1`)))).toBeUndefined();
  });

  test('wrong content is not imported', async () => {
    const { at, server, upstream } = await startFaithful({ '1': image });
    upstream.fault = ({ url }) => (url.includes(layers[0].digest) ? { kind: 'flip', at: 10 } : undefined);
    await ask(at(`${name}/manifests/1`));
    await server.idle();
    expect((await ask(`${server.url}/acr/v1/${name}`)).status).toBe(404);
  });

  test('an import outlives the server, and a store filled without --faithful is imported with the next pull', async () => {
    const first = await startFaithful({ '1': image, '2': arm });
    await ask(first.at(`${name}/manifests/1`));
    await first.server.idle();
    const plain = await startCache(first.upstream, { storeDir: first.storeDir });
    await ask(plain.at(`${name}/manifests/2`));
    await plain.server.idle();
    const second = await startCache(first.upstream, { storeDir: first.storeDir, faithful: true });
    expect(origin(await ask(second.at(`${name}/manifests/1`)))).toBeUndefined();
    expect(json(await ask(`${second.server.url}/acr/v1/${name}`))).toMatchObject({ tagCount: 1 });
    expect(origin(await ask(second.at(`${name}/manifests/2`)))).toBe('upstream');
    await second.server.idle();
    expect(json(await ask(`${second.server.url}/acr/v1/${name}`))).toMatchObject({ tagCount: 2 });
  });

  test('closing does not wait for imports that have not begun', async () => {
    const tags = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`t${at}`, imageManifest([randomBlob(100 + at)], config)]),
    );
    const { at, server, upstream } = await startFaithful(tags);
    upstream.fault = ({ url }) =>
      url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 10, pauseMs: 100 } : undefined;
    for (const tag of Object.keys(tags)) await ask(at(`${name}/manifests/${tag}`));
    await delay(50);
    const closed = server.close(100).then(() => 'closed');
    expect(await Promise.race([closed, delay(5_000).then(() => 'still open')])).toBe('closed');
  });

  test('without it nothing is brought that nobody asked for', async () => {
    const { at, server, upstream } = await startBench({ 'library/app': repository({ '1': image }) });
    expect(origin(await ask(at(`${name}/manifests/1`)))).toBeUndefined();
    await server.idle();
    expect(upstream.count('GET', '/blobs/')).toBe(0);
  });
});

describe("ACR's own words", () => {
  const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
  const more = `\\. CorrelationId: ${id}\\. For more information, please visit https://aka\\.ms/acr/cache$`;
  const source = "'docker.io/library/app'";

  test.each<[string, number, number, string, string]>([
    [
      'denied',
      403,
      403,
      'DENIED',
      `requested access to pull from source ${source} for cache rule 'docker-hub' has been denied`,
    ],
    [
      'unauthorized',
      401,
      401,
      'UNAUTHORIZED',
      "authentication required with source registry for cache rule 'docker-hub'",
    ],
    [
      'too many requests',
      429,
      429,
      'TOOMANYREQUESTS',
      "too many requests to source registry for cache rule 'docker-hub'",
    ],
    [
      'out of order',
      503,
      424,
      'UNKNOWN',
      `request to pull from source ${source} for cache rule 'docker-hub' has failed`,
    ],
  ])('%s', async (_, upstreamStatus, status, code, text) => {
    const { at, upstream } = await startFaithful({ '1': image });
    upstream.fault = () => ({ kind: 'status', status: upstreamStatus, headers: { 'Retry-After': '7' } });
    for (const path of [
      `${name}/manifests/1`,
      `${name}/manifests/${image.digest}`,
      `${name}/blobs/${config.digest}`,
    ]) {
      const answer = await ask(at(path));
      const { errors } = json(answer) as { errors: [{ code: string; message: string }] };
      expect([path, answer.status, errors[0].code]).toEqual([path, status, code]);
      expect(errors[0].message).toMatch(new RegExp(`^${text}${more}`));
      expect(errors[0].message).toContain(String(answer.headers['x-ms-correlation-request-id']));
      expect(answer.headers['retry-after']).toBe(status === 429 ? '7' : undefined);
    }
  });

  test('referrers that the upstream does not give', async () => {
    const { at, upstream } = await startFaithful({ '1': image });
    upstream.fault = ({ url }) => (url.includes('referrers') ? { kind: 'status', status: 500 } : undefined);
    const answer = await ask(at(`${name}/referrers/${image.digest}`));
    expect(answer.status).toBe(424);
    const text = `request to fetch referrers from source ${source} for cache rule 'docker-hub' returned status code 500`;
    expect(json(answer)).toMatchObject({
      errors: [{ code: 'UNKNOWN', message: expect.stringMatching(`^${text}${more}`) }],
    });
  });

  test('what does not exist', async () => {
    const { at } = await startFaithful({ '1': image });
    expect(json(await ask(at(`${name}/manifests/2`)))).toEqual({
      errors: [
        { code: 'MANIFEST_UNKNOWN', message: 'manifest tagged by "2" is not found', detail: { Tag: '2' } },
      ],
    });
    const { digest } = randomBlob(5);
    expect(json(await ask(at(`${name}/manifests/${digest}`)))).toEqual({
      errors: [
        {
          code: 'MANIFEST_UNKNOWN',
          message: `manifest ${digest} is not found`,
          detail: { Name: name, Revision: digest },
        },
      ],
    });
    expect(json(await ask(at(`${name}/blobs/${digest}`)))).toMatchObject({
      errors: [{ code: 'BLOB_UNKNOWN' }],
    });
    expect(json(await ask(at('docker-hub/library/none/tags/list')))).toEqual({
      errors: [
        {
          code: 'NAME_UNKNOWN',
          message: 'repository name not known to registry',
          detail: { name: 'docker-hub/library/none' },
        },
      ],
    });
  });

  test('GET /v2/ asks for a token, which everybody gets', async () => {
    const { server, at } = await startFaithful({ '1': image });
    expect((await ask(`${server.url}/v2/`)).status).toBe(401);
    expect((await ask(at(`${name}/manifests/1`))).status).toBe(200);
  });

  test('a single name below a rule for all of Docker Hub stands for the official image', async () => {
    const { at, upstream } = await startFaithful(
      { '1': image },
      { registry: cacheRegistry([{ name: 'hub', source: 'docker.io/*', target: 'hub/*' }]) },
    );
    expect((await ask(at('hub/app/manifests/1'))).status).toBe(200);
    expect(upstream.seen.every(({ url }) => url.startsWith('/v2/library/app/'))).toBe(true);
  });

  test('pushes are refused', async () => {
    const { at } = await startFaithful({ '1': image });
    for (const [method, path] of [
      ['POST', `${name}/blobs/uploads/`],
      ['PUT', `${name}/manifests/1`],
    ] as const) {
      expect((await ask(at(path), { method })).status).toBe(405);
    }
  });
});
