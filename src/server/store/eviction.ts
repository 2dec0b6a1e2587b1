import type { ManifestNode } from './image-graph.ts';
import type { StoreSize } from './types.ts';

/** A blob that is there. */
export interface StoredFile {
  readonly digest: string;
  /** Where it is, in the store's own words. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
}

/** A store as its eviction sees it. `F` may carry more than others need to know. */
export interface EvictionPlace<F extends StoredFile = StoredFile> {
  /** All blobs, as they are found: a slow walk, which nothing waits for. */
  blobs(): AsyncIterable<F>;
  /** The manifests of all repositories. */
  graph(): Promise<readonly ManifestNode[]>;
  /** The blobs that are being read, as far as is known now. */
  inUse(): Promise<(digest: string) => boolean>;
  /** Resolves when every server that began to read something before has let it be known. */
  announced(): Promise<void>;
  /** Works while no other server does; undefined when one is at it. */
  exclusively<T>(work: () => Promise<T>): Promise<T | undefined>;
  removeManifest(node: ManifestNode): Promise<void>;
  /** Whether it was there to be removed, and still the same. */
  removeBlob(file: F): Promise<boolean>;
  /** By the clock that the times of blobs and manifests are of. Milliseconds since the epoch. */
  now(): Promise<number>;
}

export interface EvictionSettings<F extends StoredFile = StoredFile> {
  readonly place: EvictionPlace<F>;
  /** Bytes of blobs that are kept. */
  readonly maxBytes: number;
  readonly evicted: (bytes: number) => void;
  readonly failed: (error: unknown) => void;
}

export interface Eviction {
  /** Counts what was stored, and makes room when that is too much. */
  stored(bytes: number): void;
  /** Makes room for at least so much; resolves to whether anything was removed. */
  makeRoom(bytes: number): Promise<boolean>;
  /** Resolves when nothing is being removed. */
  settled(): Promise<void>;
}

/** So much is free after an eviction, as a part of the whole: the next one need not come at once. */
const slack = 0.1;

/** A blob that nothing refers to may belong to a manifest that is being pulled. Milliseconds. */
const graceMs = 10 * 60_000;

/**
 * Keeps the store within its size by giving up images: whole manifests, those that were asked for longest ago first, and
 * then the blobs that none of the others holds. What is being read is left alone.
 */
export function createEviction<F extends StoredFile>(settings: EvictionSettings<F>): Eviction {
  const { maxBytes } = settings;
  /** As of the last walk, and what was stored here since. Other servers store, too: walked again now and then. */
  let used: number | undefined;
  let storedSince = 0;
  let job: Promise<number> | undefined;

  const run = (target: number): Promise<number> => {
    const counted = storedSince;
    job ??= evict(settings, target).then(
      ({ left, removed }) => {
        used = left;
        // What was stored after the walk began may have been missed by it.
        storedSince -= counted;
        job = undefined;
        if (storedSince > 0) runWhenDue();
        return removed;
      },
      (error: unknown) => {
        job = undefined;
        throw error;
      },
    );
    return job;
  };
  const runWhenDue = (): void => {
    if (maxBytes === Number.POSITIVE_INFINITY || job !== undefined) return;
    const due = used === undefined || used + storedSince > maxBytes || storedSince > (maxBytes * slack) / 2;
    if (due) run(maxBytes).catch(settings.failed);
  };
  return {
    stored: (bytes) => {
      storedSince += bytes;
      runWhenDue();
    },
    makeRoom: async (bytes) => {
      await job?.catch(() => {});
      const left = await measureStore(settings.place);
      return (await run(Math.max(0, left.bytes - bytes))) > 0;
    },
    settled: async () => {
      while (job !== undefined) await job.catch(() => {});
    },
  };
}

export async function measureStore(place: Pick<EvictionPlace, 'blobs'>): Promise<StoreSize> {
  let blobs = 0;
  let bytes = 0;
  for await (const blob of place.blobs()) {
    blobs++;
    bytes += blob.bytes;
  }
  return { blobs, bytes };
}

/** Brings the store down to `target` bytes, and somewhat below when it is above. */
async function evict<F extends StoredFile>(
  { place, evicted }: EvictionSettings<F>,
  target: number,
): Promise<{ readonly removed: number; readonly left: number }> {
  const files = new Map<string, F>();
  let left = 0;
  for await (const file of place.blobs()) {
    files.set(file.digest, file);
    left += file.bytes;
  }
  if (left <= target) return { removed: 0, left };
  let removed = 0;
  await place.exclusively(async () => {
    const graph = await place.graph();
    const goal = target * (1 - slack);
    const plan = planEviction(graph, files, {
      goal,
      inUse: await place.inUse(),
      now: await place.now(),
    });
    for (const node of plan.manifests) await place.removeManifest(node);
    await place.announced();
    const inUse = await place.inUse();
    for (const file of plan.blobs) {
      if (inUse(file.digest) || !(await place.removeBlob(file))) continue;
      removed += file.bytes;
      evicted(file.bytes);
    }
  });
  return { removed, left: left - removed };
}

interface EvictionPlan<F extends StoredFile> {
  readonly manifests: readonly ManifestNode[];
  readonly blobs: readonly F[];
}

/** What goes so that at most `goal` bytes stay: the images from the most recent on are kept as long as they fit. */
function planEviction<F extends StoredFile>(
  graph: readonly ManifestNode[],
  files: ReadonlyMap<string, F>,
  {
    goal,
    inUse,
    now,
  }: { readonly goal: number; readonly inUse: (digest: string) => boolean; readonly now: number },
): EvictionPlan<F> {
  const kept = new Set<string>();
  let bytes = 0;
  const keep = (digest: string): void => {
    if (kept.has(digest)) return;
    kept.add(digest);
    bytes += files.get(digest)?.bytes ?? 0;
  };
  const referred = new Set(graph.flatMap(({ digest, blobs }) => [digest, ...blobs]));
  for (const { digest, storedAt } of files.values()) {
    const young = !referred.has(digest) && now - storedAt < graceMs;
    if (young || inUse(digest)) keep(digest);
  }
  const manifests: ManifestNode[] = [];
  let full = false;
  for (const node of [...graph].sort((a, b) => b.usedAt - a.usedAt)) {
    const needed = [node.digest, ...node.blobs].filter((digest) => !kept.has(digest));
    const more = needed.reduce((sum, digest) => sum + (files.get(digest)?.bytes ?? 0), 0);
    full ||= bytes + more > goal;
    if (full && more > 0) manifests.push(node);
    else needed.forEach(keep);
  }
  return { manifests, blobs: [...files.values()].filter(({ digest }) => !kept.has(digest)) };
}
