import { isDigest } from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';

export interface Descriptor {
  readonly digest: string;
  readonly size: number;
  /** `os/architecture[/variant]`; `unknown/unknown` marks an attestation. */
  readonly platform?: string;
}

/** What a manifest names: the manifests of an index, or the configuration and the layers of an image. */
export interface ManifestContent {
  readonly manifests: readonly Descriptor[];
  readonly configs: readonly Descriptor[];
  readonly layers: readonly Descriptor[];
}

/** So many entries no image has; a list of more would keep us pulling for days. */
const maxEntries = 2_000;

/**
 * Reads an OCI image index, an OCI or Docker manifest, or a Docker manifest list. Other manifests (Docker's schema 1) name nothing
 * that is pulled. Layers that the registry need not have ("foreign", with `urls`) are left out. The error is one phrase.
 */
export function readManifest(bytes: Buffer): Result<ManifestContent, string> {
  const manifest = parseObject(bytes);
  if (manifest === undefined) return err('a manifest that is no JSON object');
  const manifests = descriptors(manifest.manifests ?? []);
  const configs = descriptors(manifest.config === undefined ? [] : [manifest.config]);
  const layers = manifest.schemaVersion === 1 ? ok([]) : descriptors(manifest.layers ?? []);
  if (!manifests.ok) return manifests;
  if (!configs.ok) return configs;
  if (!layers.ok) return layers;
  return ok({ manifests: manifests.value, configs: configs.value, layers: layers.value });
}

function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function descriptors(list: unknown): Result<readonly Descriptor[], string> {
  if (!Array.isArray(list)) return err('a manifest whose lists are none');
  if (list.length > maxEntries) return err(`a manifest with more than ${maxEntries} entries`);
  const found: Descriptor[] = [];
  for (const entry of list) {
    if (!isRecord(entry)) return err('a manifest with an entry that is no descriptor');
    const { digest, size, urls, platform } = entry;
    const sound = typeof digest === 'string' && isDigest(digest) && typeof size === 'number' && size >= 0;
    if (!sound) return err('a manifest with an entry that has no digest or no size');
    if (Array.isArray(urls) && urls.length > 0) continue;
    const name = platformName(platform);
    found.push({ digest, size, ...(name === undefined ? {} : { platform: name }) });
  }
  return ok(found);
}

function platformName(platform: unknown): string | undefined {
  if (!isRecord(platform)) return undefined;
  const { os, architecture, variant } = platform;
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return [os, architecture, ...(typeof variant === 'string' && variant !== '' ? [variant] : [])].join('/');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
