import { describe, expect, test } from 'vitest';
import type { PullError } from '../../../src/verify/index.ts';
import { verifyReferences } from '../../../src/verify/index.ts';
import { clientOf } from '../../support/registry/client.ts';
import { send, sendErrors, startServer } from '../../support/registry/server.ts';
import {
  type Content,
  content,
  type Document,
  document,
  imageManifest,
  ociIndex,
} from '../../support/server/images.ts';

interface Answers {
  readonly manifests: Readonly<Record<string, Document>>;
  readonly blobs?: readonly Content[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What verifying `team.azurecr.io/app:1` says of a registry that answers so. */
async function verify(
  { manifests, blobs = [], headers = {} }: Answers,
  upstreamRequests: () => number = () => 0,
): Promise<{ readonly error?: PullError; readonly asked: readonly string[] }> {
  const server = await startServer(({ url }, response) => {
    const key = decodeURIComponent(url.split('/').at(-1) ?? '');
    const all = Object.values(manifests);
    const manifest = manifests[key] ?? all.find(({ digest }) => digest === key);
    const blob = blobs.find(({ digest }) => digest === key);
    if (url.includes('/manifests/') && manifest !== undefined) {
      return send(response, 200, { 'content-type': manifest.mediaType, ...headers }, manifest.bytes);
    }
    if (blob !== undefined) return send(response, 200, {}, blob.bytes);
    sendErrors(response, 404, 'BLOB_UNKNOWN');
  });
  const reference = { registry: 'team.azurecr.io', repository: 'app', tag: '1' };
  const [verified] = await verifyReferences([{ reference, upstream: reference, rule: 'rule1', uses: [] }], {
    client: clientOf(server.url, { retry: { attempts: 1 } }),
    depth: 'layers',
    platforms: [],
    signal: new AbortController().signal,
    proof: { kind: 'counters', upstreamRequests, idle: async () => {} },
    comparison: { tagDigest: async () => ({ ok: true, value: undefined }), pinnedOnly: true },
    progress: { phase: () => {}, started: () => {}, done: () => {}, bytes: () => {} },
  });
  const result = verified?.result;
  return { asked: server.paths(), ...(result?.ok === false ? { error: result.error } : {}) };
}

const layer = content('layer');
const config = content('{}');
const image = imageManifest([layer], config);
const blobs = [layer, config];

function index(manifests: readonly Record<string, unknown>[]): Document {
  return document({ schemaVersion: 2, mediaType: ociIndex, manifests }, ociIndex);
}

function entry(
  { mediaType, digest, bytes }: Document,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { mediaType, digest, size: bytes.length, ...more };
}

describe('an image is verified only when all of it is what it says', () => {
  test('a sound image', async () => {
    const { error, asked } = await verify({ manifests: { 1: image }, blobs });
    expect(error).toBeUndefined();
    // The manifest, its configuration and its layer, and all of them again.
    expect(asked).toHaveLength(6);
  });

  test('a layer that occurs twice is pulled once', async () => {
    const twice = imageManifest([layer, layer], config);
    expect((await verify({ manifests: { 1: twice }, blobs })).asked).toHaveLength(6);
  });

  test('what a cache could not revalidate is not verified', async () => {
    const headers = { warning: '299 - "served from the cache without asking the upstream: 429"' };
    const { error } = await verify({ manifests: { 1: image }, blobs, headers });
    expect(error).toMatchObject({ code: 'stale', message: expect.stringContaining('429') });
  });

  test('a second pull that asks the upstream, twice in a row', async () => {
    let requests = 0;
    const { error } = await verify({ manifests: { 1: image }, blobs }, () => requests++);
    expect(error).toMatchObject({ code: 'not-cached', subject: '1' });
  });

  test('one that asks once, since the tag had grown old meanwhile, is none', async () => {
    const counts = [0, 1, 1, 1];
    const { error } = await verify({ manifests: { 1: image }, blobs }, () => counts.shift() ?? 1);
    expect(error).toBeUndefined();
  });

  test.each<[string, Answers, Partial<PullError>]>([
    [
      'a missing layer',
      { manifests: { 1: image }, blobs: [config] },
      { code: 'not-found', subject: layer.digest },
    ],
    [
      'a blob of another size than its descriptor says',
      {
        manifests: {
          1: document(
            { schemaVersion: 2, config: { digest: config.digest, size: 3 }, layers: [] },
            'application/vnd.oci.image.manifest.v1+json',
          ),
        },
        blobs,
      },
      { code: 'content', message: 'the blob has 2 bytes, and its manifest says 3' },
    ],
    [
      'a blob with other bytes',
      { manifests: { 1: image }, blobs: [layer, { digest: config.digest, bytes: Buffer.from('[]') }] },
      { code: 'content', subject: config.digest },
    ],
    [
      'a manifest of another size than its index says',
      { manifests: { 1: index([{ ...entry(image), size: 1 }]), image }, blobs },
      { code: 'content', subject: image.digest },
    ],
    [
      'a manifest that is no JSON',
      { manifests: { 1: { ...content('<html>'), mediaType: ociIndex } } },
      { code: 'content' },
    ],
    ['an entry without a digest', { manifests: { 1: index([{ size: 1 }]) } }, { code: 'content' }],
    [
      'more entries than anybody has',
      { manifests: { 1: index(Array.from({ length: 2_001 }, () => entry(image))) } },
      { code: 'content', message: expect.stringContaining('more than 2000') as unknown as string },
    ],
  ])('%s', async (_, answers, expected) => {
    expect((await verify(answers)).error).toMatchObject(expected);
  });

  test('indexes within indexes come to an end', async () => {
    const manifests: Record<string, Document> = { image };
    let top = image;
    for (let depth = 0; depth < 6; depth++) {
      top = index([entry(top)]);
      manifests[`level${depth}`] = top;
    }
    const { error } = await verify({ manifests: { ...manifests, 1: top }, blobs });
    expect(error).toMatchObject({ code: 'content', message: 'it is an index within too many indexes' });
  });

  test('layers that are elsewhere by their descriptor are not asked for', async () => {
    const foreign = document(
      {
        schemaVersion: 2,
        config: { digest: config.digest, size: 2 },
        layers: [
          {
            mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
            digest: layer.digest,
            size: 5,
            urls: ['https://layers.example/1'],
          },
        ],
      },
      'application/vnd.docker.distribution.manifest.v2+json',
    );
    const { error, asked } = await verify({ manifests: { 1: foreign }, blobs: [config] });
    expect(error).toBeUndefined();
    expect(asked.some((path) => path.includes(layer.digest))).toBe(false);
  });
});
