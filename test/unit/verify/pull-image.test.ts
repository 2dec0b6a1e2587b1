import { describe, expect, test } from 'vitest';
import type { PullError, VerifiedImage } from '../../../src/verify/index.ts';
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

interface Verified {
  readonly image?: VerifiedImage;
  readonly error?: PullError;
  readonly asked: readonly string[];
}

/** What verifying `team.azurecr.io/app:1` says of a registry that answers so. */
async function verify(
  { manifests, blobs = [], headers = {} }: Answers,
  upstreamRequests: () => number = () => 0,
  platforms: readonly string[] = [],
): Promise<Verified> {
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
    platforms,
    signal: new AbortController().signal,
    proof: { kind: 'counters', upstreamRequests, idle: async () => {} },
    comparison: { tagDigest: async () => ({ ok: true, value: undefined }), pinnedOnly: true },
    progress: { phase: () => {}, started: () => {}, done: () => {}, bytes: () => {} },
  });
  const result = verified?.result;
  const asked = server.paths();
  return result?.ok === true
    ? { asked, image: result.value }
    : { asked, ...(result && { error: result.error }) };
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

  test('a layer with addresses of its own that may be distributed is pulled all the same', async () => {
    const layers = [{ digest: layer.digest, size: 5, urls: ['https://layers.example/1'] }];
    const config0 = { digest: config.digest, size: 2 };
    const top = document({ schemaVersion: 2, config: config0, layers }, ociIndex);
    const { image: found, asked } = await verify({ manifests: { 1: top }, blobs });
    expect(found).toMatchObject({ blobs: 2, foreignLayers: 0 });
    expect(asked.some((path) => path.includes(layer.digest))).toBe(true);
  });

  test('foreign layers are counted', async () => {
    const mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';
    const layers = [{ mediaType, digest: layer.digest, size: 5, urls: ['https://layers.example/1'] }];
    const top = document({ schemaVersion: 2, config: { digest: config.digest, size: 2 }, layers }, ociIndex);
    const { image: found } = await verify({ manifests: { 1: top }, blobs: [config] });
    expect(found).toMatchObject({ blobs: 1, foreignLayers: 1 });
  });

  test('Docker schema 1 is named as what it is', async () => {
    const top = document(
      { schemaVersion: 1, fsLayers: [{ blobSum: layer.digest }], history: [] },
      'application/vnd.docker.distribution.manifest.v1+prettyjws',
    );
    const { error } = await verify({ manifests: { 1: top }, blobs });
    expect(error).toMatchObject({ code: 'schema-1', message: 'it is a manifest of Docker schema 1' });
  });

  test('artifacts: an empty configuration, an artifact manifest, lists that are null', async () => {
    const helm = document(
      { schemaVersion: 2, config: { digest: config.digest, size: 2, data: 'e30=' }, layers: [] },
      'application/vnd.oci.image.manifest.v1+json',
    );
    const artifact = document(
      {
        mediaType: 'application/vnd.oci.artifact.manifest.v1+json',
        blobs: [{ digest: layer.digest, size: 5 }],
      },
      'application/vnd.oci.artifact.manifest.v1+json',
    );
    const nothing = document({ schemaVersion: 2, manifests: null, layers: null }, ociIndex);
    expect((await verify({ manifests: { 1: helm }, blobs })).image).toMatchObject({ blobs: 1 });
    expect((await verify({ manifests: { 1: artifact }, blobs })).image).toMatchObject({ blobs: 1 });
    expect((await verify({ manifests: { 1: nothing }, blobs })).image).toMatchObject({ blobs: 0 });
  });

  test('sha512 throughout, and a layer of no bytes', async () => {
    const empty = content('', 'sha512');
    const top = document(
      {
        schemaVersion: 2,
        config: { digest: config.digest, size: 2 },
        layers: [{ digest: empty.digest, size: 0 }],
      },
      'application/vnd.oci.image.manifest.v1+json',
      'sha512',
    );
    const parent = index([entry(top)]);
    const found = await verify({ manifests: { 1: parent, top }, blobs: [config, empty] });
    expect(found.image).toMatchObject({ manifests: 2, blobs: 2 });
  });

  describe('platforms', () => {
    const arm = { platform: { os: 'linux', architecture: 'arm64' } };
    const attestation = { platform: { os: 'unknown', architecture: 'unknown' } };
    const other = imageManifest([content('other')], content('{"architecture":"s390x","os":"linux"}'));
    const more = [...blobs, content('other'), content('{"architecture":"s390x","os":"linux"}')];

    test('attestations are pulled with all platforms, and left alone with one', async () => {
      const statement = imageManifest([content('statement')], content('{"s":1}'));
      const manifests = { 1: index([entry(image, arm), entry(statement, attestation)]), image, statement };
      const answers = { manifests, blobs: [...blobs, content('statement'), content('{"s":1}')] };
      expect((await verify(answers)).image).toMatchObject({ manifests: 3, platforms: ['linux/arm64'] });
      const one = await verify({ manifests, blobs }, () => 0, ['linux/arm64']);
      expect(one.image).toMatchObject({ manifests: 2, platforms: ['linux/arm64'] });
    });

    test.each(['linux/arm64', 'linux/arm64/v8'])('%s stands for arm64 without a variant', async (wanted) => {
      const manifests = { 1: index([entry(image, arm)]), image };
      expect((await verify({ manifests, blobs }, () => 0, [wanted])).image).toMatchObject({ manifests: 2 });
    });

    test('an index within an index may lack the platform, as long as another has it', async () => {
      const inner = index([entry(other, { platform: { os: 'linux', architecture: 's390x' } })]);
      const manifests = { 1: index([entry(image, arm), entry(inner)]), image, inner, other };
      const found = await verify({ manifests, blobs: more }, () => 0, ['linux/arm64']);
      expect(found.image).toMatchObject({ manifests: 3, platforms: ['linux/arm64'] });
      const lacking = await verify({ manifests, blobs: more }, () => 0, ['linux/ppc64le']);
      expect(lacking.error).toMatchObject({
        code: 'no-platform',
        message: 'it is not for linux/ppc64le, but for linux/arm64, linux/s390x',
      });
    });

    test('an image for one platform says which in its configuration', async () => {
      const found = await verify({ manifests: { 1: other }, blobs: more });
      expect(found.image).toMatchObject({ platforms: ['linux/s390x'] });
      const wrong = await verify({ manifests: { 1: other }, blobs: more }, () => 0, ['linux/amd64']);
      expect(wrong.error).toMatchObject({
        code: 'no-platform',
        message: 'it is not for linux/amd64, but for linux/s390x',
      });
    });
  });

  test('a manifest that fails keeps the others from being asked for', async () => {
    const children = Array.from({ length: 40 }, (_, at) => imageManifest([content(`layer ${at}`)]));
    const { error, asked } = await verify({ manifests: { 1: index(children.map((child) => entry(child))) } });
    expect(error).toMatchObject({ code: 'not-found' });
    expect(asked.length).toBeLessThanOrEqual(5);
  });
});
