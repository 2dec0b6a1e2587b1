import { err, ok, type Result } from '../../result.ts';
import type { PullFailure } from '../failure.ts';
import { digestOf, digestParts } from '../http/digest.ts';
import { isMediaType } from '../http/media-type.ts';
import { createLru } from '../memory/lru.ts';
import { createSingleFlight } from '../memory/single-flight.ts';
import { type Origin, originKey } from '../origins.ts';
import type { BlobStore, RecordStore } from '../store/types.ts';
import type { UpstreamGate } from '../upstream-gate.ts';
import type { Holdings } from './holdings.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { RecentFailures } from './recent-failures.ts';
import { storeBytes, storedBytes } from './stored-bytes.ts';

/** What an answer is made from. `origin`: it was fetched for this request. */
export interface FoundManifest {
  readonly manifest: Manifest;
  readonly from: 'cache' | 'origin';
}

export interface Manifests {
  byDigest(origin: Origin, digest: string): Promise<Result<FoundManifest, PullFailure>>;
  /** What the cache itself has. */
  cached(origin: Origin, digest: string): Promise<Manifest | undefined>;
  /** Notes that a manifest was asked for, if only its header: images that nobody asks for are given up first. */
  used(origin: Origin, digest: string): void;
  /** Fetches what a tag names at this moment. */
  fetchTag(origin: Origin, tag: string): Promise<Result<Manifest, PullFailure>>;
  /** Forgets that the repository has a manifest; the next who asks for it has it fetched anew. */
  forget(origin: Origin, digest: string): Promise<void>;
}

export interface ManifestSettings {
  readonly gate: UpstreamGate;
  readonly blobs: BlobStore;
  readonly records: RecordStore;
  readonly holdings: Holdings;
  readonly failures: RecentFailures;
  /** Bytes of manifests that are kept in memory. */
  readonly memoryBytes: number;
  readonly maxManifestBytes: number;
  /** Runs what a client need not wait for. */
  readonly background: (job: () => Promise<void>) => void;
  readonly now: () => number;
}

/** The store learns that an image is in use at most so often. Milliseconds. */
const touchEveryMs = 60_000;

/** Blobs of a manifest that are noted at once, a file each; of further ones the upstream is asked when they are wanted. */
const maxNoted = 1_000;

export function createManifests(settings: ManifestSettings): Manifests {
  const { gate, blobs, records, holdings, failures, background, maxManifestBytes, now } = settings;
  const memory = createLru<Manifest>(settings.memoryBytes, ({ bytes }) => bytes.byteLength + 500);
  const loading = createSingleFlight<Manifest | undefined>();
  const fetching = createSingleFlight<Result<Manifest, PullFailure>>();
  const keyOf = (origin: Origin, digest: string): string => `${originKey(origin)}@${digest}`;

  const touched = createLru<number>(20_000);
  const used = (origin: Origin, digest: string): void => {
    const key = keyOf(origin, digest);
    if (Math.abs(now() - (touched.get(key) ?? 0)) < touchEveryMs) return;
    touched.set(key, now());
    background(() => records.touch(originKey(origin), 'manifest', digest));
  };

  const load = async (origin: Origin, digest: string): Promise<Manifest | undefined> => {
    const mediaType = recordedType(await records.read(originKey(origin), 'manifest', digest));
    if (mediaType === undefined) return undefined;
    const bytes = await storedBytes(blobs, digest, maxManifestBytes);
    if (bytes === undefined) return undefined;
    const manifest = { digest, mediaType, bytes };
    memory.set(keyOf(origin, digest), manifest);
    holdings.learn(origin, readManifest(bytes)?.blobs ?? []);
    return manifest;
  };

  const cached = async (origin: Origin, digest: string): Promise<Manifest | undefined> => {
    const key = keyOf(origin, digest);
    const known = memory.get(key) ?? (await loading(key, () => load(origin, digest)));
    // It may have been fetched while the store was looked through.
    return known ?? memory.get(key);
  };

  const fetch = async (
    origin: Origin,
    reference: string,
    expected: string | undefined,
  ): Promise<Result<Manifest, PullFailure>> => {
    const result = await gate.getManifest(origin, reference);
    if (!result.ok) return result;
    const { bytes, mediaType: sentType } = result.value;
    const parts = readManifest(bytes);
    if (parts === undefined)
      return err({ code: 'protocol', message: 'what the upstream sent is no manifest' });
    const claimed = expected ?? result.value.digest;
    const digest = digestOf(bytes, claimed === undefined ? undefined : digestParts(claimed).algorithm);
    if (claimed !== undefined && claimed !== digest) {
      return err({ code: 'protocol', message: `the upstream sent a manifest whose digest is ${digest}` });
    }
    const mediaType = parts.mediaType ?? sentType ?? 'application/vnd.oci.image.manifest.v1+json';
    const manifest = { digest, mediaType, bytes };
    memory.set(keyOf(origin, digest), manifest);
    const storedAt = now();
    background(async () => {
      await storeBytes(blobs, digest, bytes);
      const { manifests, blobs: parted } = parts;
      const size = bytes.byteLength;
      const record = { digest, mediaType, size, manifests, blobs: parted, storedAt };
      await records.write(originKey(origin), 'manifest', digest, record);
      await holdings.add(origin, parted.slice(0, maxNoted));
    });
    return ok(manifest);
  };

  return {
    cached,
    used,
    forget: async (origin, digest) => {
      memory.delete(keyOf(origin, digest));
      await records.remove(originKey(origin), 'manifest', digest);
    },
    fetchTag: (origin, tag) => fetching(`${originKey(origin)}:${tag}`, () => fetch(origin, tag, undefined)),
    byDigest: async (origin, digest) => {
      const found = await cached(origin, digest);
      if (found !== undefined) {
        used(origin, digest);
        return ok({ manifest: found, from: 'cache' });
      }
      const key = keyOf(origin, digest);
      const before = failures.get(key);
      if (before !== undefined) return err(before);
      const result = await fetching(key, () => fetch(origin, digest, digest));
      if (result.ok) return ok({ manifest: result.value, from: 'origin' });
      failures.note(key, result.error);
      return result;
    },
  };
}

function recordedType(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('mediaType' in value)) return undefined;
  const { mediaType } = value;
  return typeof mediaType === 'string' && isMediaType(mediaType) ? mediaType : undefined;
}
