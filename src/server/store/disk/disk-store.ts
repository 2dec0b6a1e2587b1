import { createEviction, measureStore } from '../eviction.ts';
import type { BlobClaim, BlobWriter, Store, StoreSettings } from '../types.ts';
import { openBlobWriter } from './blob-writer.ts';
import { makeFolder, removeFile, systemCode } from './files.ts';
import { followGrowingBlob } from './growing-blob.ts';
import { storeLayout } from './layout.ts';
import { takeLock } from './lock.ts';
import { diskPlace } from './place.ts';
import { createDiskRecords } from './records.ts';
import { createSharedFiles } from './shared-files.ts';
import { orphanMs, removeWriting, sweepOrphans } from './sweep.ts';

export interface DiskStoreSettings extends StoreSettings {
  readonly root: string;
}

/** Opens the store in a directory, which is made when it is missing. Nothing in it is read: a large store opens as fast as an empty one. */
export async function openDiskStore(settings: DiskStoreSettings): Promise<Store> {
  const { root, maxBytes, failed } = settings;
  const layout = storeLayout(root);
  const makeFolders = async (): Promise<void> => {
    for (const folder of [layout.blobs, layout.writing, layout.locks, layout.repositories])
      await makeFolder(folder);
  };
  await makeFolders();
  const files = createSharedFiles();
  const place = diskPlace(layout, { ...settings, inUse: files.inUse });
  const eviction = createEviction({ ...settings, place });
  const writing = new Set<Promise<void>>();
  const sweep = (): Promise<void> => sweepOrphans(layout, failed).catch(failed);
  let sweeping = sweep();
  // What looked young enough to be somebody's at the start is looked at once more.
  const again = setTimeout(() => {
    sweeping = sweep();
  }, 2 * orphanMs).unref();

  const claim = async (digest: string): Promise<BlobClaim> => {
    const result = await takeLock(layout.lock(digest), layout.writing, (token) =>
      removeWriting(layout, token),
    );
    if (!result.taken) {
      return { kind: 'elsewhere', growing: followGrowingBlob(layout, digest, result.holder) };
    }
    // Looked for under the lock: another process may have stored it between the first look and now.
    const blob = await files.open(layout.blob(digest));
    if (blob !== undefined) {
      await result.lock.release();
      return { kind: 'stored', blob };
    }
    const { makeRoom, stored } = eviction;
    const writer = await openBlobWriter(layout, digest, result.lock, { makeRoom, stored, maxBytes });
    return { kind: 'writer', writer: tracked(writer, writing) };
  };

  return {
    blobs: {
      open: (digest) => files.open(layout.blob(digest)),
      claim: async (digest) => {
        try {
          return await claim(digest);
        } catch (error) {
          // Somebody has emptied the directory under a running server.
          if (systemCode(error) !== 'ENOENT') throw error;
          await makeFolders();
          return claim(digest);
        }
      },
      remove: async (digest) => {
        files.forget(layout.blob(digest));
        await removeFile(layout.blob(digest));
      },
    },
    records: createDiskRecords(layout),
    measure: () => measureStore(place),
    settled: async () => {
      await Promise.allSettled([...writing]);
      await eviction.settled();
    },
    close: async () => {
      clearTimeout(again);
      await Promise.allSettled([...writing]);
      await eviction.settled();
      await sweeping;
    },
  };
}

/** Closing the store waits for blobs that are being made durable. */
function tracked(writer: BlobWriter, writing: Set<Promise<void>>): BlobWriter {
  return {
    ...writer,
    keep: () => {
      const job = writer.keep().finally(() => writing.delete(job));
      writing.add(job);
      return job;
    },
  };
}
