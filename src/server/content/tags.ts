import { err, ok, type Result } from '../../result.ts';
import { allowsStale, type PullFailure } from '../failure.ts';
import { createLru } from '../memory/lru.ts';
import { createSingleFlight } from '../memory/single-flight.ts';
import { type Origin, originKey } from '../origins.ts';
import type { RecordStore } from '../store/types.ts';
import type { UpstreamManifestHead } from '../upstream.ts';
import type { UpstreamGate } from '../upstream-gate.ts';
import type { Manifest } from './manifest.ts';
import type { FoundManifest, Manifests } from './manifests.ts';
import type { RecentFailures } from './recent-failures.ts';
import { dateRecord, readTagRecord, type TagRecord } from './tag-record.ts';

export interface FoundTag {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
  /** Undefined where only the header was asked for, and the manifest was not needed to know it. */
  readonly manifest?: Manifest;
  readonly result: 'hit' | 'revalidated' | 'miss' | 'stale';
  /** Why the answer may be out of date. */
  readonly stale?: PullFailure;
}

export type Want = 'header' | 'manifest';

export interface Tags {
  find(origin: Origin, tag: string, want: Want): Promise<Result<FoundTag, PullFailure>>;
  /** Forgets what a tag names; the next who asks for it has the upstream asked anew. */
  forget(origin: Origin, tag: string): Promise<void>;
}

export interface TagSettings {
  readonly gate: UpstreamGate;
  readonly records: RecordStore;
  readonly manifests: Manifests;
  readonly failures: RecentFailures;
  /** How long what a tag names counts as current; 0 asks the upstream each time. */
  readonly ttlMs: number;
  readonly now: () => number;
  readonly background: (job: () => Promise<void>) => void;
}

const remembered = 20_000;

/**
 * What tags name. Within the time to live the upstream is not asked; after it a HEAD is enough, which Docker Hub does not
 * count as a pull. An upstream that cannot answer leaves what is cached in force, marked as stale; one that says that the
 * tag does not exist, or that we may not have it, is believed.
 */
export function createTags(settings: TagSettings): Tags {
  const { gate, records, manifests, failures, ttlMs, now, background } = settings;
  const memory = createLru<TagRecord>(remembered);
  const checking = createSingleFlight<Result<FoundTag, PullFailure>>();

  const known = async (origin: Origin, tag: string): Promise<TagRecord | undefined> => {
    const key = keyOf(origin, tag);
    const before = memory.get(key);
    if (before !== undefined && isFresh(before)) return before;
    // Another server on the same store may have asked the upstream in the meantime.
    const stored = readTagRecord(await records.read(originKey(origin), 'tag', tag), tag);
    // Somebody else's question may have been answered while the record was read.
    const latest = memory.get(key);
    const newest = stored !== undefined && stored.checkedAt > (latest?.checkedAt ?? 0) ? stored : latest;
    if (newest !== undefined) memory.set(key, newest);
    return newest;
  };
  const isFresh = (record: TagRecord): boolean => {
    const age = now() - record.checkedAt;
    return age >= 0 && age < ttlMs;
  };
  const remember = (origin: Origin, record: TagRecord, before: TagRecord | undefined): void => {
    const dated = dateRecord(record, before);
    memory.set(keyOf(origin, record.tag), dated);
    background(() => records.write(originKey(origin), 'tag', record.tag, dated));
  };
  const forget = (origin: Origin, tag: string): Promise<void> => {
    memory.delete(keyOf(origin, tag));
    return records.remove(originKey(origin), 'tag', tag);
  };

  /**
   * Asks the upstream what the tag names. What it says is remembered only with the manifest in hand where that is wanted:
   * Docker Hub answers HEAD beyond the limit at which it refuses GET, and then the older manifest has to stay in force.
   */
  const check = async (
    origin: Origin,
    tag: string,
    want: Want,
    before: TagRecord | undefined,
  ): Promise<Result<FoundTag, PullFailure>> => {
    if (want === 'header' || before !== undefined) {
      const head = await gate.headManifest(origin, tag);
      if (!head.ok && head.error.code !== 'protocol') return head;
      const record = head.ok ? await recordOf(origin, tag, head.value) : undefined;
      const result = before === undefined ? 'miss' : 'revalidated';
      if (record !== undefined && want === 'header') {
        remember(origin, record, before);
        return ok({ ...record, result });
      }
      if (record !== undefined) {
        const found = await manifests.byDigest(origin, record.digest);
        if (found.ok) remember(origin, record, before);
        if (found.ok) return ok(withManifest(record, found.value, result));
        if (found.error.code !== 'not-found') return found;
      }
    }
    const fetched = await manifests.fetchTag(origin, tag);
    if (!fetched.ok) return fetched;
    const manifest = fetched.value;
    const { digest, mediaType, bytes } = manifest;
    const record = { tag, digest, mediaType, size: bytes.byteLength, checkedAt: now() };
    remember(origin, record, before);
    return ok({ ...record, manifest, result: 'miss' });
  };

  /** Undefined when the upstream's answer leaves out what a header has to hold. */
  const recordOf = async (
    origin: Origin,
    tag: string,
    { digest, ...head }: UpstreamManifestHead,
  ): Promise<TagRecord | undefined> => {
    if (digest === undefined) return undefined;
    const before = await manifests.cached(origin, digest);
    const mediaType = before?.mediaType ?? head.mediaType;
    const size = before?.bytes.byteLength ?? head.size;
    if (mediaType === undefined || size === undefined) return undefined;
    return { tag, digest, mediaType, size, checkedAt: now() };
  };

  const fresh = async (
    origin: Origin,
    record: TagRecord,
    want: Want,
  ): Promise<Result<FoundTag, PullFailure>> => {
    if (want === 'header') {
      manifests.used(origin, record.digest);
      return ok({ ...record, result: 'hit' });
    }
    const found = await manifests.byDigest(origin, record.digest);
    return found.ok ? ok(withManifest(record, found.value, 'hit')) : found;
  };

  const stale = async (
    origin: Origin,
    record: TagRecord,
    want: Want,
    failure: PullFailure,
  ): Promise<Result<FoundTag, PullFailure>> => {
    const manifest = await manifests.cached(origin, record.digest);
    if (manifest === undefined && want === 'manifest') return err(failure);
    return ok({
      ...record,
      ...(manifest === undefined ? {} : { manifest }),
      result: 'stale',
      stale: failure,
    });
  };

  return {
    forget,
    find: async (origin, tag, want) => {
      const key = keyOf(origin, tag);
      const before = await known(origin, tag);
      if (before !== undefined && isFresh(before)) {
        const found = await fresh(origin, before, want);
        // The upstream may have moved the tag and dropped what it named before.
        if (found.ok || found.error.code !== 'not-found') return found;
      }
      const recent = failures.get(key);
      const checked =
        recent === undefined
          ? await checking(`${want} ${key}`, () => check(origin, tag, want, before))
          : err(recent);
      if (checked.ok) return checked;
      const failure = checked.error;
      if (recent === undefined) failures.note(key, failure);
      if (before === undefined) return checked;
      if (allowsStale(failure)) return stale(origin, before, want, failure);
      if (failure.code === 'not-found') background(() => forget(origin, tag));
      return checked;
    },
  };
}

function withManifest(
  record: TagRecord,
  { manifest, from }: FoundManifest,
  result: 'hit' | 'revalidated' | 'miss',
): FoundTag {
  return { ...record, manifest, result: from === 'origin' ? 'miss' : result };
}

function keyOf(origin: Origin, tag: string): string {
  return `${originKey(origin)}:${tag}`;
}
