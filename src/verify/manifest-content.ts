import { isDigest } from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';

export interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  /** `os/architecture[/variant]`; `unknown/unknown` marks an attestation. */
  readonly platform?: string;
  /** Not in the registry: the descriptor names other servers, and says by its type that it may not be distributed. */
  readonly foreign: boolean;
}

/** What a manifest names: the manifests of an index, or the configuration and the layers of an image. */
export interface ManifestContent {
  readonly manifests: readonly Descriptor[];
  readonly configs: readonly Descriptor[];
  readonly layers: readonly Descriptor[];
}

/** So many entries no image has; a list of more would keep us pulling for days. */
const maxEntries = 2_000;

/** `schema-1` or one phrase. */
export interface ManifestFault {
  readonly code: 'schema-1' | 'content';
  readonly message: string;
}

/**
 * Reads an OCI index, image or artifact manifest, or a Docker manifest or manifest list. Docker's schema 1 is a fault of its own: it
 * has no descriptors, and its digest is not that of its bytes.
 */
export function readManifest(bytes: Buffer): Result<ManifestContent, ManifestFault> {
  const manifest = parseObject(bytes);
  if (manifest === undefined) return content('a manifest that is no JSON object');
  if (manifest.schemaVersion === 1) {
    return err({ code: 'schema-1', message: 'a manifest of Docker schema 1' });
  }
  const manifests = descriptors(manifest.manifests);
  const configs = descriptors(manifest.config === undefined ? undefined : [manifest.config]);
  const layers = descriptors(manifest.layers ?? manifest.blobs);
  if (!manifests.ok) return content(manifests.error);
  if (!configs.ok) return content(configs.error);
  if (!layers.ok) return content(layers.error);
  return ok({ manifests: manifests.value, configs: configs.value, layers: layers.value });
}

function content(message: string): Result<never, ManifestFault> {
  return err({ code: 'content', message });
}

function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A missing list and `null`, which is how Go writes an empty one, are alike. */
function descriptors(list: unknown): Result<readonly Descriptor[], string> {
  if (list === undefined || list === null) return ok([]);
  if (!Array.isArray(list)) return err('a manifest whose lists are none');
  if (list.length > maxEntries) return err(`a manifest with more than ${maxEntries} entries`);
  const found: Descriptor[] = [];
  for (const entry of list) {
    if (!isRecord(entry)) return err('a manifest with an entry that is no descriptor');
    const { digest, size, urls, platform } = entry;
    const sound =
      typeof digest === 'string' &&
      isDigest(digest) &&
      typeof size === 'number' &&
      Number.isSafeInteger(size);
    if (!sound || size < 0) return err('a manifest with an entry that has no digest or no size');
    const mediaType = typeof entry.mediaType === 'string' ? entry.mediaType : '';
    const name = platformName(platform);
    const foreign = Array.isArray(urls) && urls.length > 0 && isRestricted(mediaType);
    found.push({ digest, size, mediaType, foreign, ...(name === undefined ? {} : { platform: name }) });
  }
  return ok(found);
}

/** image-spec, layer.md, "Non-Distributable Layers", and Docker's older name for them. `urls` alone say nothing: any descriptor may have them. */
function isRestricted(mediaType: string): boolean {
  return (
    mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.') ||
    mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.')
  );
}

/** `os/architecture[/variant]` out of a platform object, or of an image's configuration, which has the same fields. */
export function platformName(platform: unknown): string | undefined {
  if (!isRecord(platform)) return undefined;
  const { os, architecture, variant } = platform;
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return [os, architecture, ...(typeof variant === 'string' && variant !== '' ? [variant] : [])].join('/');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
