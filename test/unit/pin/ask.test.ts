import { describe, expect, test } from 'vitest';
import { askTags } from '../../../src/pin/ask/ask-tags.ts';
import type { TagQuestion } from '../../../src/pin/ask/types.ts';
import { clientOf } from '../../support/registry/client.ts';
import {
  type Handler,
  send,
  sendErrors,
  startServer,
  type TestServer,
} from '../../support/registry/server.ts';
import {
  type Document,
  document,
  imageManifest,
  ociIndex,
  ociManifest,
} from '../../support/server/images.ts';

const single = imageManifest([]);
const other = imageManifest([{ digest: `sha256:${'1'.repeat(64)}`, bytes: Buffer.from('x') }]);
const platform = (manifest: Document, os: string, architecture: string, variant?: string) => ({
  mediaType: manifest.mediaType,
  digest: manifest.digest,
  size: manifest.bytes.length,
  platform: { os, architecture, ...(variant === undefined ? {} : { variant }) },
});
const index = document(
  {
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [
      platform(other, 'linux', 'arm64', 'v8'),
      platform(single, 'linux', 'amd64'),
      platform(single, 'unknown', 'unknown'),
    ],
  },
  ociIndex,
);

/** A registry with these manifests by tag, and by their digests. */
function serving(
  tags: Readonly<Record<string, Document>>,
  headers: Readonly<Record<string, string>> = {},
): Handler {
  return ({ url, method }, response) => {
    const key = decodeURIComponent(url.split('/').at(-1) ?? '');
    const found = tags[key] ?? Object.values(tags).find(({ digest }) => digest === key);
    if (found === undefined) return sendErrors(response, 404, 'MANIFEST_UNKNOWN');
    const all = {
      'content-type': found.mediaType,
      'docker-content-digest': found.digest,
      'content-length': found.bytes.length,
      ...headers,
    };
    send(response, 200, all, method === 'HEAD' ? '' : found.bytes);
  };
}

async function ask(server: TestServer, questions: readonly (string | TagQuestion)[], details = true) {
  const client = clientOf(server.url, { retry: { attempts: 1 } });
  return askTags(
    questions.map((question) => (typeof question === 'string' ? questionFor(question) : question)),
    { clientOf: () => ({ ok: true, value: client }), details, signal: new AbortController().signal },
  );
}

function questionFor(tag: string, registry = 'registry.example'): TagQuestion {
  return { asked: { registry, repository: 'a/b', tag } };
}

describe('what a tag names', () => {
  test('an index: a HEAD for its digest, and a GET for its platforms', async () => {
    const server = await startServer(serving({ 1: index }));
    expect(await ask(server, ['1'])).toEqual([
      {
        ok: true,
        value: { digest: index.digest, mediaType: ociIndex, platforms: ['linux/amd64', 'linux/arm64/v8'] },
      },
    ]);
    expect(server.paths()).toEqual(['HEAD /v2/a/b/manifests/1', `GET /v2/a/b/manifests/${index.digest}`]);
  });

  test('a single manifest: no GET at all', async () => {
    const server = await startServer(serving({ 1: single }));
    expect(await ask(server, ['1'])).toEqual([
      { ok: true, value: { digest: single.digest, mediaType: ociManifest } },
    ]);
    expect(server.paths()).toEqual(['HEAD /v2/a/b/manifests/1', `HEAD /v2/a/b/manifests/${single.digest}`]);
  });

  test('what is known already is asked for once', async () => {
    const server = await startServer(serving({ 1: index, 2: single }));
    const known = [
      { digest: index.digest, mediaType: ociIndex, platforms: ['linux/amd64'] },
      { digest: single.digest, mediaType: ociManifest },
    ];
    const answers = await ask(server, [
      { ...questionFor('1'), known: known[0] as never },
      { ...questionFor('2'), known: known[1] as never },
    ]);
    expect(answers).toEqual(known.map((value) => ({ ok: true, value })));
    expect([...server.paths()].sort()).toEqual(['HEAD /v2/a/b/manifests/1', 'HEAD /v2/a/b/manifests/2']);
  });

  test('without details one HEAD is enough', async () => {
    const server = await startServer(serving({ 1: index }));
    expect(await ask(server, ['1'], false)).toEqual([
      { ok: true, value: { digest: index.digest, mediaType: ociIndex } },
    ]);
    expect(server.paths()).toEqual(['HEAD /v2/a/b/manifests/1']);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['no digest', { 'docker-content-digest': '' }],
    ['a digest that is none', { 'docker-content-digest': 'sha256:abc' }],
    ['no type', { 'content-type': 'application/json' }],
  ])('a header with %s: the manifest is fetched and hashed', async (_, headers) => {
    const server = await startServer(serving({ 1: index }, headers));
    expect(await ask(server, ['1'])).toMatchObject([
      {
        ok: true,
        value: { digest: index.digest, mediaType: ociIndex, platforms: ['linux/amd64', 'linux/arm64/v8'] },
      },
    ]);
    expect(server.paths()).toEqual(['HEAD /v2/a/b/manifests/1', 'GET /v2/a/b/manifests/1']);
  });

  test('a registry that knows no HEAD', async () => {
    const serve = serving({ 1: single });
    const server = await startServer((request, response, nth) =>
      request.method === 'HEAD' ? send(response, 405) : serve(request, response, nth),
    );
    expect(await ask(server, ['1'])).toEqual([
      { ok: true, value: { digest: single.digest, mediaType: ociManifest } },
    ]);
  });
});

describe('what is no answer', () => {
  test.each([
    ['an index', index],
    ['a manifest', single],
  ])('a digest in the header of %s that the registry does not have', async (_, manifest) => {
    const wrong = `sha256:${'0'.repeat(64)}`;
    const server = await startServer(serving({ 1: manifest }, { 'docker-content-digest': wrong }));
    expect(await ask(server, ['1'])).toEqual([
      {
        ok: false,
        error: {
          code: 'protocol',
          message: expect.stringContaining(`${wrong} for the tag, and does not have it`),
        },
      },
    ]);
  });

  test('a digest under which something else comes', async () => {
    const wrong = `sha256:${'0'.repeat(64)}`;
    const server = await startServer(({ method }, response) => {
      const headers = { 'content-type': ociIndex, 'docker-content-digest': wrong };
      send(response, 200, headers, method === 'HEAD' ? '' : index.bytes);
    });
    expect(await ask(server, ['1'])).toMatchObject([{ ok: false, error: { code: 'protocol' } }]);
  });

  test('a manifest of Docker schema 1', async () => {
    const old = { ...single, mediaType: 'application/vnd.docker.distribution.manifest.v1+prettyjws' };
    const server = await startServer(serving({ 1: old }));
    expect(await ask(server, ['1'])).toMatchObject([{ ok: false, error: { code: 'schema-1' } }]);
  });

  test('an index that is none', async () => {
    const server = await startServer(serving({ 1: document([], ociIndex) }));
    expect(await ask(server, ['1'])).toMatchObject([{ ok: false, error: { code: 'content' } }]);
  });

  test.each([
    [401, 'UNAUTHORIZED', 'unauthorized'],
    [403, 'DENIED', 'denied'],
    [404, 'MANIFEST_UNKNOWN', 'not-found'],
    [500, 'UNKNOWN', 'unavailable'],
  ])('%i for one tag: the others go on', async (status, code, expected) => {
    const serve = serving({ 2: single });
    const server = await startServer((request, response, nth) =>
      request.url.endsWith('/1') ? sendErrors(response, status, code) : serve(request, response, nth),
    );
    const answers = await ask(server, ['1', '2']);
    expect(answers[0]).toMatchObject({ ok: false, error: { code: expected } });
    expect(answers[1]).toMatchObject({ ok: true });
  });
});

describe('a registry that limits', () => {
  test('429 with a long Retry-After: the rest is not asked for, and says why', async () => {
    const server = await startServer((_, response) =>
      sendErrors(response, 429, 'TOOMANYREQUESTS', { 'retry-after': '3600' }),
    );
    const tags = Array.from({ length: 20 }, (_, at) => `${at}`);
    const answers = await ask(server, tags);
    expect(answers.map((answer) => !answer.ok && answer.error.code)).toEqual(tags.map(() => 'rate-limited'));
    expect(server.seen.length).toBeLessThanOrEqual(4);
    expect(answers.at(-1)).toMatchObject({
      error: {
        skipped: true,
        retryAfterMs: 3_600_000,
        message: expect.stringMatching(
          /^not asked, since registry\.example limits the rate: registry\.example\/a\/b:\d got: /,
        ),
      },
    });
  });

  test('429 with a short Retry-After is waited for', async () => {
    const serve = serving({ 1: single });
    const server = await startServer((request, response, nth) =>
      nth === 1
        ? sendErrors(response, 429, 'TOOMANYREQUESTS', { 'retry-after': '0' })
        : serve(request, response, nth),
    );
    const client = clientOf(server.url);
    const signal = new AbortController().signal;
    const answers = await askTags([questionFor('1')], {
      clientOf: () => ({ ok: true, value: client }),
      details: true,
      signal,
    });
    expect(answers).toMatchObject([{ ok: true }]);
  });

  test('the last pulls are not spent on platforms', async () => {
    const limits = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '10;w=21600' };
    const server = await startServer(serving({ 1: index }, limits));
    expect(await ask(server, ['1'])).toEqual([
      { ok: true, value: { digest: index.digest, mediaType: ociIndex, spared: true } },
    ]);
    expect(server.paths()).toEqual(['HEAD /v2/a/b/manifests/1']);
  });

  test('others are', async () => {
    const limits = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '11;w=21600' };
    const server = await startServer(serving({ 1: index }, limits));
    expect(await ask(server, ['1'])).toMatchObject([
      { ok: true, value: { platforms: ['linux/amd64', 'linux/arm64/v8'] } },
    ]);
  });
});

describe('several registries', () => {
  test('one that is down keeps no other from answering, and is not asked for each of its tags', async () => {
    const up = await startServer(serving({ 1: single }));
    const down = await startServer(serving({}));
    await down.close();
    const clients = new Map(
      [up, down].map((server) => [server.host, clientOf(server.url, { retry: { attempts: 1 } })]),
    );
    const questions = [up, down].flatMap(({ host }) =>
      ['1', '1', '1', '1', '1', '1'].map((tag) => questionFor(tag, host)),
    );
    const answers = await askTags(questions, {
      clientOf: (host) => ({ ok: true, value: clients.get(host) as never }),
      details: true,
      signal: new AbortController().signal,
    });
    expect(answers.slice(0, 6).every(({ ok }) => ok)).toBe(true);
    expect(answers.slice(6).map((answer) => !answer.ok && answer.error.code)).toEqual(
      Array(6).fill('network'),
    );
    expect(answers.at(-1)).toMatchObject({
      error: { skipped: true, message: expect.stringContaining('does not answer') },
    });
  });

  test('at most four questions lie before one registry at a time', async () => {
    let open = 0;
    let most = 0;
    const serve = serving({ 1: single });
    const server = await startServer(async (request, response, nth) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open--;
      await serve(request, response, nth);
    });
    await ask(
      server,
      Array.from({ length: 24 }, () => '1'),
    );
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  test('an address that cannot be is the answer for its tags alone', async () => {
    const error = { code: 'invalid', message: 'no host', host: '', errors: [] } as const;
    const answers = await askTags([questionFor('1')], {
      clientOf: () => ({ ok: false, error }),
      details: true,
      signal: new AbortController().signal,
    });
    expect(answers).toEqual([{ ok: false, error: { code: 'invalid', message: 'no host' } }]);
  });

  test('what an interrupt keeps from being asked', async () => {
    const server = await startServer(serving({ 1: single }));
    const client = clientOf(server.url);
    const answers = await askTags([questionFor('1')], {
      clientOf: () => ({ ok: true, value: client }),
      details: true,
      signal: AbortSignal.abort(),
    });
    expect(answers).toMatchObject([{ ok: false, error: { code: 'aborted', skipped: true } }]);
    expect(server.seen).toEqual([]);
  });
});
