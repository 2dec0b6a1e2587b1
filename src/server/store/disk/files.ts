import * as fs from 'node:fs';
import { mkdir, open, rename, rm, unlink } from 'node:fs/promises';

/** The code of a failed system call; undefined for any other thrown value. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Gives undefined where the file or a directory on its way is missing. */
export async function ifPresent<T>(action: Promise<T>): Promise<T | undefined> {
  try {
    return await action;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

const unusable: ReadonlySet<string> = new Set([
  'EACCES',
  'EIO',
  'EISDIR',
  'ELOOP',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
]);

/**
 * Gives undefined where the file is missing, and where something else is in its place: a directory, a symbolic link, a file
 * that we may not read or the disk does not give. The store then counts it as missing and writes it anew.
 */
export async function ifUsable<T>(action: Promise<T>): Promise<T | undefined> {
  try {
    return await action;
  } catch (error) {
    if (unusable.has(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** Positioned read on a descriptor; the callback form costs less per call than `FileHandle.read`. */
export function readAt(descriptor: number, into: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.read(descriptor, into, 0, into.byteLength, position, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

/** Writes all chunks at a position. */
export async function writeAllAt(
  descriptor: number,
  chunks: readonly Uint8Array[],
  position: number,
): Promise<number> {
  let rest = chunks;
  let offset = position;
  while (rest.length > 0) {
    const count = await writevAt(descriptor, rest, offset);
    offset += count;
    rest = dropBytes(rest, count);
  }
  return offset - position;
}

function writevAt(descriptor: number, chunks: readonly Uint8Array[], position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.writev(descriptor, chunks, position, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

function dropBytes(chunks: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  let left = count;
  for (const [index, chunk] of chunks.entries()) {
    if (left < chunk.byteLength) return [chunk.subarray(left), ...chunks.slice(index + 1)];
    left -= chunk.byteLength;
  }
  return [];
}

/** Makes the names in a directory durable. Systems that cannot open a directory need no such thing. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(systemCode(error) ?? '')) throw error;
  }
}

/** Renames a file, over a directory too: whatever is in the place of a file of the store's is damage. */
export async function renameOver(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!['EISDIR', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(systemCode(error) ?? '')) throw error;
    await rm(to, { recursive: true, force: true });
    await rename(from, to);
  }
}

/** Makes a folder of the store, and those above it: for its owner alone, since private images lie in it. Gives the topmost one that was made. */
export function makeFolder(path: string): Promise<string | undefined> {
  return mkdir(path, { recursive: true, mode: 0o700 });
}

/** Removes a file, and whatever else is in its place; gives whether a file was there. */
export async function removeFile(path: string): Promise<boolean> {
  try {
    return (await ifPresent(unlink(path).then(() => true))) ?? false;
  } catch (error) {
    if (!['EISDIR', 'EPERM'].includes(systemCode(error) ?? '')) throw error;
    await rm(path, { recursive: true, force: true });
    return false;
  }
}
