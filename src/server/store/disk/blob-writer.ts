import { close, fsync, open } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createLimit } from '../../memory/limit.ts';
import type { BlobWriter } from '../types.ts';
import { makeFolder, readAt, renameOver, syncDirectory, systemCode, writeAllAt } from './files.ts';
import type { StoreLayout } from './layout.ts';
import type { FileLock } from './lock.ts';

const openFile = promisify(open);
const syncFile = promisify(fsync);

/**
 * Node's pool has four threads, and one that writes or syncs stands still for as long as the disk takes. At least one is left for those
 * who read.
 */
const writing = createLimit(3);
const syncing = createLimit(1);

export interface WriterEvents {
  /** Asked when the disk is full, before the write is tried a second time; resolves to whether any room was made. */
  makeRoom(bytes: number): Promise<boolean>;
  stored(bytes: number): void;
  /** A larger blob is not stored at all. */
  readonly maxBytes: number;
}

/** A file beside the blobs, on their file system, that becomes a blob by its renaming. */
export async function openBlobWriter(
  layout: StoreLayout,
  digest: string,
  lock: FileLock,
  events: WriterEvents,
): Promise<BlobWriter> {
  const temporary = join(layout.writing, lock.token);
  const target = layout.blob(digest);
  let descriptor: number;
  try {
    descriptor = await openFile(temporary, 'wx+');
  } catch (error) {
    await lock.release();
    throw error;
  }
  let written = 0;
  let settled = false;
  return {
    expect: async (size) => {
      if (size > events.maxBytes) throw tooLarge(size);
      await lock.announce(size);
    },
    append: async (chunks) => {
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
      // An upstream that does not say how much is coming must not fill the disk.
      if (written + bytes > events.maxBytes) throw tooLarge(written + bytes);
      try {
        await writing(() => writeAllAt(descriptor, chunks, written));
      } catch (error) {
        if (!isFull(error) || !(await events.makeRoom(bytes))) throw error;
        await writeAllAt(descriptor, chunks, written);
      }
      written += bytes;
    },
    read: (into, position) => readAt(descriptor, into, position),
    keep: async () => {
      settled = true;
      try {
        await syncing(() => writing(() => syncFile(descriptor)));
        const fresh = await makeFolder(dirname(target));
        if (fresh !== undefined) await syncDirectory(dirname(dirname(target)));
        await renameOver(temporary, target);
        await syncDirectory(dirname(target));
        events.stored(written);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      } finally {
        await lock.release();
      }
    },
    discard: async () => {
      if (settled) return;
      settled = true;
      await rm(temporary, { force: true });
      await lock.release();
    },
    release: () => close(descriptor, () => {}),
  };
}

function tooLarge(bytes: number): Error {
  return new Error(`a blob of ${bytes} bytes or more is larger than the whole store may be`);
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '');
}
