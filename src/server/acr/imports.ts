import type { Blobs } from '../content/blobs.ts';
import type { Manifest } from '../content/manifest.ts';
import { readManifest } from '../content/manifest.ts';
import type { Manifests } from '../content/manifests.ts';
import { createLru } from '../memory/lru.ts';
import type { Log } from '../observe/log.ts';
import { type Origin, originKey } from '../origins.ts';
import type { RecordStore } from '../store/types.ts';

/**
 * ACR's asynchronous import: a pull is served from the upstream while ACR brings the whole image, with every platform, into
 * the registry; only then the image is listed.
 */
export interface Imports {
  /** Whether all of an image is here. Starts to bring it when it is not. */
  isImported(origin: Origin, manifest: string): Promise<boolean>;
  /** Resolves when nothing is being brought. */
  idle(): Promise<void>;
}

export interface ImportSettings {
  readonly manifests: Manifests;
  readonly blobs: Blobs;
  readonly records: RecordStore;
  readonly log: Log;
  readonly now: () => number;
  /** Milliseconds before an image that could not be brought is tried again. */
  readonly retryMs: number;
}

/** Images that are brought at a time. */
const atOnce = 2;

/** Images whose import failed. */
const remembered = 10_000;

/** Levels of indexes within indexes. */
const maxDepth = 3;

export function createImports(settings: ImportSettings): Imports {
  const { records, log, now, retryMs } = settings;
  const waiting: { readonly key: string; readonly origin: Origin; readonly digest: string }[] = [];
  const running = new Map<string, Promise<void>>();
  const failedAt = createLru<number>(remembered);

  const next = (): void => {
    while (running.size < atOnce) {
      const job = waiting.shift();
      if (job === undefined) return;
      const { key, origin, digest } = job;
      const work = bring(settings, origin, digest)
        .then((problem) => {
          if (problem === undefined) return;
          failedAt.set(key, now());
          log({ level: 'warn', event: 'import', message: problem, digest, rule: origin.rule.name });
        })
        .catch((error: unknown) => {
          failedAt.set(key, now());
          log({ level: 'error', event: 'import', message: String(error), digest, rule: origin.rule.name });
        })
        .finally(() => {
          running.delete(key);
          next();
        });
      running.set(key, work);
    }
  };
  return {
    isImported: async (origin, digest) => {
      const key = `${originKey(origin)}@${digest}`;
      const record = await records.read(originKey(origin), 'import', digest);
      if (record !== undefined) return true;
      const failed = failedAt.get(key);
      const due = failed === undefined || now() - failed >= retryMs;
      if (due && !running.has(key) && !waiting.some((job) => job.key === key)) {
        waiting.push({ key, origin, digest });
        next();
      }
      return false;
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

/** Brings a manifest with all that it names; the problem, where that does not work. */
async function bring(
  settings: ImportSettings,
  origin: Origin,
  digest: string,
  depth = 0,
): Promise<string | undefined> {
  const { manifests, records, now } = settings;
  const found = await manifests.byDigest(origin, digest);
  if (!found.ok) return found.error.message;
  const problem = await bringParts(settings, origin, found.value.manifest, depth);
  if (problem !== undefined) return problem;
  await records.write(originKey(origin), 'import', digest, { digest, importedAt: now() });
  return undefined;
}

async function bringParts(
  settings: ImportSettings,
  origin: Origin,
  { bytes }: Manifest,
  depth: number,
): Promise<string | undefined> {
  const parts = readManifest(bytes);
  for (const child of depth < maxDepth ? (parts?.manifests ?? []) : []) {
    const problem = await bring(settings, origin, child, depth + 1);
    if (problem !== undefined) return problem;
  }
  for (const blob of parts?.blobs ?? []) {
    const opened = await settings.blobs.open(origin, blob);
    if (!opened.ok) return opened.error.message;
    const { reader } = opened.value;
    try {
      if (!(await reader.verification())) return `the content of ${blob} is not what the digest names`;
    } finally {
      reader.release();
    }
  }
  return undefined;
}

/** When the manifests of a repository were imported: milliseconds since the epoch, by digest. */
export async function readImports(
  origin: Origin,
  records: RecordStore,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const value of await records.list(originKey(origin), 'import')) {
    if (typeof value !== 'object' || value === null) continue;
    const { digest, importedAt } = value as Readonly<Record<string, unknown>>;
    if (typeof digest === 'string' && typeof importedAt === 'number') times.set(digest, importedAt);
  }
  return times;
}
