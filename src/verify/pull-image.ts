import { getManifest, type Manifest, type RegistryClient } from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';
import { type Descriptor, type ManifestContent, readManifest } from './manifest-content.ts';
import { mapLimited } from './map-limited.ts';
import { pullBlob } from './pull-blob.ts';
import { registryFailure } from './pull-errors.ts';
import type { Depth, PullError, PulledImage } from './types.ts';

export interface PullOptions {
  readonly depth: Depth;
  /** `os/architecture`, with or without a variant; empty for all. */
  readonly platforms: readonly string[];
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** What is pulled at a time of one image. */
const concurrency = 4;

/** An index holds manifests, or other indexes; deeper than this nobody builds one. */
const maxNesting = 4;

/** The image being pulled: what was pulled of it is not pulled again. */
interface Pull {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly options: PullOptions;
  readonly seen: Set<string>;
  readonly platforms: string[];
  manifests: number;
  blobs: number;
  bytes: number;
}

type Outcome = Result<undefined, PullError>;

/** Pulls an image and all that it names, down to the wanted depth. `reference` is a tag or a digest. */
export async function pullImage(
  client: RegistryClient,
  repository: string,
  reference: string,
  options: PullOptions,
): Promise<Result<PulledImage, PullError>> {
  const pull: Pull = {
    client,
    repository,
    options,
    seen: new Set(),
    platforms: [],
    manifests: 0,
    blobs: 0,
    bytes: 0,
  };
  const top = await fetchManifest(pull, reference);
  if (!top.ok) return top;
  const rest = await pullContent(pull, top.value, 0);
  if (!rest.ok) return rest;
  const { manifests, blobs, bytes } = pull;
  const platforms = [...new Set(pull.platforms)];
  return ok({ digest: top.value.digest, platforms, manifests, blobs, bytes });
}

async function fetchManifest(pull: Pull, reference: string): Promise<Result<Manifest, PullError>> {
  const { client, repository, options } = pull;
  const manifest = await getManifest(client, repository, reference, { signal: options.signal });
  if (!manifest.ok) return err(registryFailure(manifest.error, reference));
  // RFC 7234, 5.5: 1xx warnings are about freshness, 299 is the cache's own; both say that the upstream was not asked.
  const { warning } = manifest.value.headers;
  if (warning !== undefined) return err({ code: 'stale', message: String(warning), subject: reference });
  pull.manifests++;
  count(pull, manifest.value.bytes.length);
  return manifest;
}

async function pullContent(pull: Pull, { bytes, digest }: Manifest, nesting: number): Promise<Outcome> {
  const content = readManifest(bytes);
  if (!content.ok) return err({ code: 'content', message: `it is ${content.error}`, subject: digest });
  const wanted = wantedManifests(content.value, pull.options);
  if (wanted.length === 0 && content.value.manifests.length > 0)
    return noPlatform(content.value, pull, digest);
  if (wanted.length > 0 && nesting === maxNesting) {
    return err({ code: 'content', message: 'it is an index within too many indexes', subject: digest });
  }
  const below = await each(pull, wanted, (child) => pullChild(pull, child, nesting));
  if (!below.ok) return below;
  return each(pull, wantedBlobs(content.value, pull.options), async (blob) => {
    const pulled = await pullBlob(pull.client, pull.repository, blob, pull.options.signal);
    if (!pulled.ok) return pulled;
    pull.blobs++;
    count(pull, pulled.value);
    return ok(undefined);
  });
}

async function pullChild(pull: Pull, child: Descriptor, nesting: number): Promise<Outcome> {
  const manifest = await fetchManifest(pull, child.digest);
  if (!manifest.ok) return manifest;
  if (manifest.value.bytes.length !== child.size) {
    const message = `the manifest has ${manifest.value.bytes.length} bytes, and its index says ${child.size}`;
    return err({ code: 'content', message, subject: child.digest });
  }
  if (child.platform !== undefined && child.platform !== attestation) pull.platforms.push(child.platform);
  return pullContent(pull, manifest.value, nesting + 1);
}

/** All of them, each digest once; the first error in their order. */
async function each(
  { seen }: Pull,
  items: readonly Descriptor[],
  work: (item: Descriptor) => Promise<Outcome>,
): Promise<Outcome> {
  const fresh = items.filter(({ digest }) => !seen.has(digest) && seen.add(digest));
  const outcomes = await mapLimited(fresh, concurrency, work);
  return outcomes.find(({ ok }) => !ok) ?? ok(undefined);
}

/** BuildKit lists what it attests beside the platforms under this name (buildkit, docs/attestations/attestation-storage.md). */
const attestation = 'unknown/unknown';

function wantedManifests({ manifests }: ManifestContent, { platforms }: PullOptions): readonly Descriptor[] {
  if (platforms.length === 0) return manifests;
  return manifests.filter(
    ({ platform }) =>
      platform === undefined ||
      platforms.some((wanted) => platform === wanted || platform.startsWith(`${wanted}/`)),
  );
}

function wantedBlobs({ configs, layers }: ManifestContent, { depth }: PullOptions): readonly Descriptor[] {
  if (depth === 'manifest') return [];
  return depth === 'config' ? configs : [...configs, ...layers];
}

function noPlatform({ manifests }: ManifestContent, { options }: Pull, subject: string): Outcome {
  const has = [...new Set(manifests.map(({ platform }) => platform))].filter((name) => name !== attestation);
  const message = `it is not for ${options.platforms.join(' or ')}, but for ${has.join(', ')}`;
  return err({ code: 'no-platform', message, subject });
}

function count(pull: Pull, bytes: number): void {
  pull.bytes += bytes;
  pull.options.onBytes(bytes);
}
