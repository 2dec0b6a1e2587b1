import { mapLimited } from '../map-limited.ts';
import { getManifest, type Manifest, type RegistryClient } from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';
import { type Descriptor, type ManifestContent, platformName, readManifest } from './manifest-content.ts';
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

/** A configuration is a few kilobytes; one that is larger is not read for its platform. */
const maxConfigBytes = 1_000_000;

/** The image being pulled: what was pulled of it is not pulled again. */
interface Pull {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly options: PullOptions;
  readonly seen: Set<string>;
  readonly platforms: string[];
  /** Platforms that indexes offer. */
  readonly offered: Set<string>;
  /** Images that were pulled, as against indexes. */
  images: number;
  manifests: number;
  blobs: number;
  foreignLayers: number;
  bytes: number;
  fromUpstream: boolean;
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
    offered: new Set(),
    images: 0,
    manifests: 0,
    blobs: 0,
    foreignLayers: 0,
    bytes: 0,
    fromUpstream: false,
  };
  const top = await fetchManifest(pull, reference);
  if (!top.ok) return top;
  const rest = await pullContent(pull, top.value, undefined, 0);
  if (!rest.ok) return rest;
  if (pull.images === 0 && pull.offered.size > 0) return noPlatform(pull, pull.offered, top.value.digest);
  const { manifests, blobs, foreignLayers, bytes, fromUpstream } = pull;
  // In the order of the index, whichever came first.
  const platforms = [...new Set([...pull.offered, ...pull.platforms])].filter((name) =>
    pull.platforms.includes(name),
  );
  return ok({
    digest: top.value.digest,
    platforms,
    manifests,
    blobs,
    foreignLayers,
    bytes,
    fromUpstream,
  });
}

async function fetchManifest(pull: Pull, reference: string): Promise<Result<Manifest, PullError>> {
  const { client, repository, options } = pull;
  const manifest = await getManifest(client, repository, reference, { signal: options.signal });
  if (!manifest.ok) return err(registryFailure(manifest.error, reference));
  // RFC 7234, 5.5: 1xx warnings are about freshness, 299 is the cache's own; both say that the upstream was not asked.
  const { warning, 'x-azure-origin': origin } = manifest.value.headers;
  if (warning !== undefined) {
    return err({ code: 'stale', message: String(warning), subject: reference, party: 'source' });
  }
  if (origin === 'upstream') pull.fromUpstream = true;
  pull.manifests++;
  pull.bytes += manifest.value.bytes.length;
  options.onBytes(manifest.value.bytes.length);
  return manifest;
}

async function pullContent(
  pull: Pull,
  { bytes, digest }: Manifest,
  platform: string | undefined,
  nesting: number,
): Promise<Outcome> {
  const read = readManifest(bytes);
  if (!read.ok)
    return err({ code: read.error.code, message: `it is ${read.error.message}`, subject: digest });
  const content = read.value;
  if (content.manifests.length > 0 && nesting === maxNesting) {
    return err({ code: 'content', message: 'it is an index within too many indexes', subject: digest });
  }
  const below = await each(pull, wantedManifests(pull, content), (child) => pullChild(pull, child, nesting));
  if (!below.ok) return below;
  if (content.manifests.length === 0) pull.images++;
  const { depth } = pull.options;
  const configs = await each(pull, depth === 'manifest' ? [] : content.configs, (config) =>
    pullConfig(pull, config, platform),
  );
  if (!configs.ok) return configs;
  if (depth !== 'layers') return ok(undefined);
  pull.foreignLayers += content.layers.filter(({ foreign }) => foreign).length;
  const layers = content.layers.filter(({ foreign }) => !foreign);
  return each(pull, layers, async (layer) => {
    const pulled = await fetchBlob(pull, layer);
    return pulled.ok ? ok(undefined) : pulled;
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
  return pullContent(pull, manifest.value, child.platform, nesting + 1);
}

/** Where no index says for which platform an image is, its configuration does. */
async function pullConfig(pull: Pull, config: Descriptor, known: string | undefined): Promise<Outcome> {
  const pulled = await fetchBlob(pull, config, maxConfigBytes);
  if (!pulled.ok) return pulled;
  if (known !== undefined || pulled.value === undefined) return ok(undefined);
  const platform = configuredPlatform(pulled.value);
  if (platform === undefined) return ok(undefined);
  if (!isWanted(platform, pull.options.platforms))
    return noPlatform(pull, new Set([platform]), config.digest);
  pull.platforms.push(platform);
  return ok(undefined);
}

async function fetchBlob(
  pull: Pull,
  blob: Descriptor,
  keepBytes = 0,
): Promise<Result<Buffer | undefined, PullError>> {
  const { client, repository, options } = pull;
  const pulled = await pullBlob(client, repository, blob, { ...options, keepBytes });
  if (!pulled.ok) return pulled;
  pull.blobs++;
  pull.bytes += pulled.value.size;
  return ok(pulled.value.kept);
}

/** All of them, each digest once; the first error in their order, after which nothing more is begun. */
async function each(
  { seen }: Pull,
  items: readonly Descriptor[],
  work: (item: Descriptor) => Promise<Outcome>,
): Promise<Outcome> {
  const fresh = items.filter(({ digest }) => !seen.has(digest) && seen.add(digest));
  const outcomes = await mapLimited(fresh, concurrency, work, ({ ok }) => !ok);
  return outcomes.find(({ ok }) => !ok) ?? ok(undefined);
}

/** BuildKit lists what it attests beside the platforms under this name (buildkit, docs/attestations/attestation-storage.md). */
const attestation = 'unknown/unknown';

function wantedManifests(pull: Pull, { manifests }: ManifestContent): readonly Descriptor[] {
  for (const { platform } of manifests) {
    if (platform !== undefined && platform !== attestation) pull.offered.add(platform);
  }
  return manifests.filter(
    ({ platform }) => platform === undefined || isWanted(platform, pull.options.platforms),
  );
}

/** `linux/arm64` stands for `linux/arm64/v8`, whichever of the two is written (containerd/platforms, normalizeArch). */
function isWanted(platform: string, wanted: readonly string[]): boolean {
  const full = /^[^/]+\/arm64$/.test(platform) ? `${platform}/v8` : platform;
  return wanted.length === 0 || wanted.some((name) => full === name || full.startsWith(`${name}/`));
}

function noPlatform(
  { options }: Pull,
  offered: ReadonlySet<string>,
  subject: string,
): Result<never, PullError> {
  const message = `it is not for ${options.platforms.join(' or ')}, but for ${[...offered].join(', ')}`;
  return err({ code: 'no-platform', message, subject });
}

function configuredPlatform(bytes: Buffer): string | undefined {
  try {
    return platformName(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}
