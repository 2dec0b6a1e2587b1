import { readTagRecord } from '../content/tag-record.ts';
import { compareNames } from '../http/page.ts';
import { type Origin, originKey } from '../origins.ts';
import type { RecordStore } from '../store/types.ts';
import { readImports } from './imports.ts';

/** A manifest that the cache holds. Times are milliseconds since the epoch. */
export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  /** Manifests that an index holds; config and layers. */
  readonly manifests: readonly string[];
  readonly blobs: readonly string[];
  readonly tags: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface StoredTag {
  readonly name: string;
  readonly digest: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Both sorted by name. */
export interface StoredRepository {
  readonly manifests: readonly StoredManifest[];
  readonly tags: readonly StoredTag[];
}

export interface RepositorySource {
  readonly records: RecordStore;
  /** Count only what was imported whole, as ACR does. */
  readonly faithful: boolean;
}

/** What the cache holds of an upstream repository: manifests that were pulled, and the tags that name one of them. */
export async function readRepository(
  origin: Origin,
  { records, faithful }: RepositorySource,
): Promise<StoredRepository> {
  const key = originKey(origin);
  const imports = faithful ? await readImports(origin, records) : undefined;
  const stored = (await records.list(key, 'manifest'))
    .flatMap((value) => readManifestRecord(value) ?? [])
    .filter(({ digest }) => imports === undefined || imports.has(digest));
  const held = new Set(stored.map(({ digest }) => digest));
  const tags = (await records.list(key, 'tag'))
    .flatMap((value) => readTagRecord(value) ?? [])
    .filter(({ digest }) => held.has(digest))
    .map(({ tag, digest, checkedAt, createdAt = checkedAt, updatedAt = checkedAt }) => {
      const since = imports?.get(digest) ?? 0;
      return {
        name: tag,
        digest,
        createdAt: Math.max(createdAt, since),
        updatedAt: Math.max(updatedAt, since),
      };
    })
    .sort((a, b) => compareNames(a.name, b.name));
  const manifests = stored
    .map((manifest) => {
      const named = tags.filter(({ digest }) => digest === manifest.digest);
      const createdAt = imports?.get(manifest.digest) ?? manifest.storedAt ?? named[0]?.createdAt ?? 0;
      const updatedAt = Math.max(createdAt, ...named.map((tag) => tag.updatedAt));
      return { ...manifest, tags: named.map(({ name }) => name), createdAt, updatedAt };
    })
    .sort((a, b) => compareNames(a.digest, b.digest));
  return { manifests, tags };
}

interface ManifestRecord extends Pick<StoredManifest, 'digest' | 'mediaType' | 'manifests' | 'blobs'> {
  /** Not in older records. */
  readonly storedAt?: number;
}

export function readManifestRecord(value: unknown): ManifestRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { digest, mediaType, manifests, blobs, storedAt } = value as Readonly<Record<string, unknown>>;
  if (typeof digest !== 'string' || typeof mediaType !== 'string') return undefined;
  return {
    digest,
    mediaType,
    manifests: strings(manifests),
    blobs: strings(blobs),
    ...(typeof storedAt === 'number' ? { storedAt } : {}),
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
