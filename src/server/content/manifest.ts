import { isDigest } from '../http/digest.ts';

/** A manifest or an index, byte for byte as its upstream serves it. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a manifest is made of. */
export interface ManifestParts {
  /** The type that the manifest gives itself. */
  readonly mediaType?: string;
  /** Manifests that an index holds. */
  readonly manifests: readonly string[];
  /** Config and layers. */
  readonly blobs: readonly string[];
}

const mediaType = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/;

/** References that are followed in one manifest; a larger one is served all the same. */
const maxParts = 20_000;

/**
 * Reads what a manifest refers to, of any kind: OCI image, index and artifact manifests, Docker's schema 2 and manifest
 * list, and schema 1. Undefined when the bytes are no JSON object, and so no manifest.
 */
export function readManifest(bytes: Uint8Array): ManifestParts | undefined {
  const value = parseObject(bytes);
  if (value === undefined) return undefined;
  const type = value.mediaType;
  const blobs = [
    ...digestsOf([value.config], 'digest'),
    ...digestsOf(value.layers, 'digest'),
    ...digestsOf(value.blobs, 'digest'),
    ...digestsOf(value.fsLayers, 'blobSum'),
  ];
  return {
    ...(typeof type === 'string' && mediaType.test(type) ? { mediaType: type } : {}),
    manifests: digestsOf(value.manifests, 'digest'),
    blobs: [...new Set(blobs)],
  };
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  return isObject(value) ? value : undefined;
}

function digestsOf(list: unknown, field: string): readonly string[] {
  if (!Array.isArray(list)) return [];
  const digests: string[] = [];
  for (const entry of list.slice(0, maxParts)) {
    const digest: unknown = isObject(entry) ? entry[field] : undefined;
    if (typeof digest === 'string' && isDigest(digest)) digests.push(digest);
  }
  return digests;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
