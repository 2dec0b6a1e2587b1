import { lstat, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvictionPlace, StoredFile } from '../eviction.ts';
import { type ManifestNode, manifestNode, refreshHeld } from '../image-graph.ts';
import { ifPresent, removeFile, systemCode } from './files.ts';
import type { StoreLayout } from './layout.ts';
import { takeLock } from './lock.ts';
import { readRecord } from './record-file.ts';
import { visibleNames } from './records.ts';

/** The store in a directory as its eviction sees it. */
export function diskPlace(
  layout: StoreLayout,
  { inUse, now }: { readonly inUse: (path: string) => boolean; readonly now: () => number },
): EvictionPlace {
  return {
    blobs: () => listBlobs(layout),
    graph: () => readImageGraph(layout),
    inUse: async () => (digest) => inUse(layout.blob(digest)),
    // A file that others read stays readable to them when its name is gone.
    announced: async () => {},
    exclusively: async (work) => {
      const result = await takeLock(`${layout.locks}/eviction`, layout.writing).catch(whenFull);
      if (result?.taken === false) return undefined;
      try {
        return await work();
      } finally {
        await result?.lock.release();
      }
    },
    removeManifest: async ({ path }) => {
      await removeFile(path);
    },
    removeBlob: ({ path }) => removeFile(path),
    now: async () => now(),
  };
}

/** A full disk takes no lock either, and is the best reason to evict: then two may do so at a time. */
function whenFull(error: unknown): undefined {
  if (!['ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '')) throw error;
}

async function* listBlobs(layout: StoreLayout): AsyncGenerator<StoredFile, void, undefined> {
  for (const algorithm of await visibleNames(layout.blobs)) {
    for (const prefix of await visibleNames(join(layout.blobs, algorithm))) {
      const folder = join(layout.blobs, algorithm, prefix);
      for (const hex of await visibleNames(folder)) {
        const path = join(folder, hex);
        const status = await ifPresent(lstat(path));
        if (status?.isFile() !== true) continue;
        yield { digest: `${algorithm}:${hex}`, path, bytes: status.size, storedAt: status.mtimeMs };
      }
    }
  }
}

/** Reads the manifests of all repositories with what they refer to; the time of a record's file is that of its last use. */
async function readImageGraph(layout: StoreLayout): Promise<readonly ManifestNode[]> {
  const nodes: ManifestNode[] = [];
  for (const repository of await visibleNames(layout.repositories)) {
    const folder = join(layout.repositories, repository, 'manifest');
    for (const name of await visibleNames(folder)) {
      const path = join(folder, name);
      const [record, status] = await Promise.all([readRecord(path), ifPresent(stat(path))]);
      if (status === undefined) continue;
      const node = manifestNode(record, { path, repository, usedAt: status.mtimeMs });
      if (node !== undefined) nodes.push(node);
    }
  }
  refreshHeld(nodes);
  return nodes;
}
