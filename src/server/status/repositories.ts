import type { CacheRegistry } from '../../cache/index.ts';
import { listRepositories } from '../content/catalog.ts';
import { imageBytes } from '../content/image-bytes.ts';
import type { Manifests } from '../content/manifests.ts';
import { readTagRecord } from '../content/tag-record.ts';
import { cutPage, type PageRequest } from '../http/page.ts';
import { type Origin, type Origins, originKey } from '../origins.ts';
import type { RecordStore } from '../store/types.ts';
import { isoTime } from './format.ts';

/** One page of what `/status/repositories.json` gives. */
export interface RepositoryPage {
  readonly version: 1;
  /** Repositories in all. */
  readonly total: number;
  /** By name. */
  readonly repositories: readonly CachedRepository[];
  /** `last` of the next page; null when there is none. */
  readonly next: string | null;
}

export interface CachedRepository {
  /** As it is pulled from here: `docker-hub/library/nginx`. */
  readonly name: string;
  /** `docker.io/library/nginx` */
  readonly source: string;
  /** How many tags are cached in all. */
  readonly tagCount: number;
  /** The ones that were used last. */
  readonly tags: readonly CachedTag[];
}

export interface CachedTag {
  readonly tag: string;
  readonly digest: string;
  /** Bytes of the image: its cached manifests, with what they name. Null when its manifest is not cached. */
  readonly sizeBytes: number | null;
  /** ISO 8601; null when it is not known. */
  readonly usedAt: string | null;
  /** When the upstream was last asked what the tag names. */
  readonly checkedAt: string;
}

export interface RepositorySources {
  readonly registry: () => CacheRegistry;
  readonly origins: () => Origins;
  readonly records: RecordStore;
  readonly manifests: Manifests;
  /** The names of all repositories that hold something. */
  readonly names: () => Promise<readonly string[]>;
}

/** Tags of one repository that are listed. */
const shownTags = 10;

export async function repositoryPage(
  sources: RepositorySources,
  asked: PageRequest,
): Promise<RepositoryPage> {
  const names = await sources.names();
  const { entries: shown, more } = cutPage(names, asked);
  const repositories: CachedRepository[] = [];
  for (const name of shown) {
    const origin = sources.origins().find(name);
    if (origin !== undefined) repositories.push(await cachedRepository(sources, name, origin));
  }
  return {
    version: 1,
    total: names.length,
    repositories,
    next: more ? (shown.at(-1) ?? null) : null,
  };
}

export function repositoryNames({
  registry,
  records,
}: Omit<RepositorySources, 'names'>): Promise<readonly string[]> {
  return listRepositories(registry(), records);
}

async function cachedRepository(
  { records, manifests }: RepositorySources,
  name: string,
  origin: Origin,
): Promise<CachedRepository> {
  const key = originKey(origin);
  const found = (await records.list(key, 'tag')).flatMap((value) => readTagRecord(value) ?? []);
  const timed = await Promise.all(
    found.map(async (record) => ({
      record,
      usedAt: await records.usedAt?.(key, 'manifest', record.digest),
    })),
  );
  timed.sort((a, b) => (b.usedAt ?? 0) - (a.usedAt ?? 0));
  const tags: CachedTag[] = [];
  for (const { record, usedAt } of timed.slice(0, shownTags)) {
    const sizeBytes = await imageBytes(record.digest, (digest) => manifests.cached(origin, digest));
    tags.push({
      tag: record.tag,
      digest: record.digest,
      sizeBytes: sizeBytes ?? null,
      usedAt: usedAt === undefined ? null : isoTime(usedAt),
      checkedAt: isoTime(record.checkedAt),
    });
  }
  return { name, source: key, tagCount: found.length, tags };
}
