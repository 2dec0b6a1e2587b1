import { storedBytes } from '../content/stored-bytes.ts';
import type { Services } from '../exchange.ts';
import { isDigest } from '../http/digest.ts';
import type { Origin } from '../origins.ts';

/** A platform as manifests and configs name it. */
export interface Platform {
  readonly architecture?: string;
  readonly os?: string;
}

/** What a manifest says of the image, and its config of the platform. */
export interface ManifestDetails extends Platform {
  /** Bytes of the manifest, the config and the layers; of an index with all images in it that the cache has, as ACR counts. */
  readonly imageSize: number;
  readonly configMediaType?: string;
  /** What an index holds. */
  readonly references?: readonly ({ readonly digest: string } & Platform)[];
}

/** A config with the history of a large image has some 100 KiB. */
const maxConfigBytes = 4 * 1024 * 1024;

const maxReferences = 1_000;

/** Reads what the cache itself has; a config that was never pulled leaves the platform unknown. */
export async function readDetails(
  services: Pick<Services, 'manifests' | 'blobStore'>,
  origin: Origin,
  digest: string,
): Promise<ManifestDetails> {
  const { manifests, blobStore } = services;
  const manifest = await manifests.cached(origin, digest);
  const value = manifest === undefined ? undefined : parse(manifest.bytes);
  if (manifest === undefined || value === undefined) return { imageSize: 0 };
  const own = manifest.bytes.byteLength;
  if (Array.isArray(value.manifests)) {
    const references = value.manifests.slice(0, maxReferences).flatMap(reference);
    let imageSize = own;
    for (const held of references) imageSize += await leafSize(manifests, origin, held.digest);
    return { imageSize, references };
  }
  const imageSize = own + partsSize(value);
  const { mediaType, digest: configDigest } = object(value.config);
  if (typeof configDigest !== 'string' || !isDigest(configDigest)) return { imageSize };
  const bytes = await storedBytes(blobStore, configDigest, maxConfigBytes);
  return {
    imageSize,
    ...(typeof mediaType === 'string' ? { configMediaType: mediaType } : {}),
    ...(bytes === undefined ? {} : platform(parse(bytes) ?? {})),
  };
}

async function leafSize(manifests: Services['manifests'], origin: Origin, digest: string): Promise<number> {
  const manifest = await manifests.cached(origin, digest);
  return manifest === undefined ? 0 : manifest.bytes.byteLength + partsSize(parse(manifest.bytes) ?? {});
}

function partsSize({ config, layers, blobs }: Readonly<Record<string, unknown>>): number {
  const parts = [config, layers, blobs].flat();
  return parts.reduce<number>((sum, part) => sum + size(object(part)), 0);
}

function reference(value: unknown): readonly ({ readonly digest: string } & Platform)[] {
  const { digest, platform: where } = object(value);
  if (typeof digest !== 'string' || !isDigest(digest)) return [];
  return [{ digest, ...platform(object(where)) }];
}

function platform({ architecture, os }: Readonly<Record<string, unknown>>): Platform {
  return {
    ...(isWord(architecture) ? { architecture } : {}),
    ...(isWord(os) ? { os } : {}),
  };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 100;
}

function size({ size: bytes }: Readonly<Record<string, unknown>>): number {
  return typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes > 0 ? bytes : 0;
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return object(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
