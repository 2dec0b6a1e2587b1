import { removeFile, systemCode } from './files.ts';
import { type ManifestNode, readImageGraph } from './image-graph.ts';
import { listBlobs, measureStore, type StoredFile } from './inventory.ts';
import type { StoreLayout } from './layout.ts';
import { takeLock } from './lock.ts';

export interface EvictionSettings {
  readonly layout: StoreLayout;
  /** Bytes of blobs that are kept. */
  readonly maxBytes: number;
  readonly inUse: (path: string) => boolean;
  readonly evicted: (bytes: number) => void;
  readonly failed: (error: unknown) => void;
  readonly now: () => number;
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
export function createEviction(settings: EvictionSettings): Eviction {
  const { maxBytes } = settings;
  /** As of the last walk, and what was stored here since. Other servers store, too: walked again now and then. */
  let used: number | undefined;
  let storedSince = 0;
  let job: Promise<number> | undefined;

  const run = (target: number): Promise<number> => {
    job ??= evict(settings, target)
      .then(({ left, removed }) => {
        used = left;
        storedSince = 0;
        return removed;
      })
      .finally(() => {
        job = undefined;
      });
    return job;
  };
  return {
    stored: (bytes) => {
      storedSince += bytes;
      if (maxBytes === Number.POSITIVE_INFINITY) return;
      const due = used === undefined || used + storedSince > maxBytes || storedSince > (maxBytes * slack) / 2;
      if (due) run(maxBytes).catch(settings.failed);
    },
    makeRoom: async (bytes) => {
      await job?.catch(() => {});
      const left = await measureStore(settings.layout);
      return (await run(Math.max(0, left.bytes - bytes))) > 0;
    },
    settled: async () => {
      while (job !== undefined) await job.catch(() => {});
    },
  };
}

/** Brings the store down to `target` bytes, and somewhat below when it is above. */
async function evict(
  settings: EvictionSettings,
  target: number,
): Promise<{ readonly removed: number; readonly left: number }> {
  const { layout, evicted } = settings;
  const files = new Map<string, StoredFile>();
  let left = 0;
  for await (const file of listBlobs(layout)) {
    files.set(file.digest, file);
    left += file.bytes;
  }
  if (left <= target) return { removed: 0, left };
  const lock = await takeLock(`${layout.locks}/eviction`, layout.writing).catch(whenFull);
  if (lock?.taken === false) return { removed: 0, left };
  let removed = 0;
  try {
    const graph = await readImageGraph(layout);
    const plan = planEviction(graph, files, { goal: target * (1 - slack), ...settings });
    for (const node of plan.manifests) await removeFile(node.path);
    for (const file of plan.blobs) {
      if (settings.inUse(file.path) || !(await removeFile(file.path))) continue;
      removed += file.bytes;
      evicted(file.bytes);
    }
  } finally {
    await lock?.lock.release();
  }
  return { removed, left: left - removed };
}

/** A full disk takes no lock either, and is the best reason to evict: then two may do so at a time. */
function whenFull(error: unknown): undefined {
  if (!['ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '')) throw error;
}

export interface EvictionPlan {
  readonly manifests: readonly ManifestNode[];
  readonly blobs: readonly StoredFile[];
}

/** What goes so that at most `goal` bytes stay: the images from the most recent on are kept as long as they fit. */
export function planEviction(
  graph: readonly ManifestNode[],
  files: ReadonlyMap<string, StoredFile>,
  { goal, inUse, now }: { readonly goal: number } & Pick<EvictionSettings, 'inUse' | 'now'>,
): EvictionPlan {
  const kept = new Set<string>();
  let bytes = 0;
  const keep = (digest: string): void => {
    if (kept.has(digest)) return;
    kept.add(digest);
    bytes += files.get(digest)?.bytes ?? 0;
  };
  const referred = new Set(graph.flatMap(({ digest, blobs }) => [digest, ...blobs]));
  for (const { digest, path, storedAt } of files.values()) {
    const young = !referred.has(digest) && now() - storedAt < graceMs;
    if (young || inUse(path)) keep(digest);
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
