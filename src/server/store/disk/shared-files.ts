import { close, constants, fstat, open, type Stats } from 'node:fs';
import { promisify } from 'node:util';
import type { StoredBlob } from '../types.ts';
import { ifUsable, readAt } from './files.ts';

const openFile = promisify(open);
const statFile = promisify(fstat);

interface OpenFile {
  readonly descriptor: number;
  readonly size: number;
  readonly version: string;
}

interface SharedFile {
  readonly file: Promise<OpenFile | undefined>;
  users: number;
}

/** Opens each file once however many read it, and knows which files are being read. */
export interface SharedFiles {
  /** Undefined when there is no such file. */
  open(path: string): Promise<StoredBlob | undefined>;
  inUse(path: string): boolean;
  /** The next `open` looks at the directory again; who reads the file that was there goes on. */
  forget(path: string): void;
}

export function createSharedFiles(): SharedFiles {
  const shared = new Map<string, SharedFile>();
  const leave = (path: string, entry: SharedFile, file: OpenFile | undefined): void => {
    entry.users--;
    if (entry.users > 0) return;
    if (shared.get(path) === entry) shared.delete(path);
    if (file !== undefined) close(file.descriptor, () => {});
  };
  return {
    open: async (path) => {
      const entry = shared.get(path) ?? { file: openShared(path), users: 0 };
      shared.set(path, entry);
      // Counted before the first await: the last of the others may leave while we wait.
      entry.users++;
      let file: OpenFile | undefined;
      try {
        file = await entry.file;
      } finally {
        if (file === undefined) leave(path, entry, undefined);
      }
      return file === undefined ? undefined : storedBlob(file, () => leave(path, entry, file));
    },
    inUse: (path) => shared.has(path),
    forget: (path) => {
      shared.delete(path);
    },
  };
}

/** The store makes no symbolic links: one that stands for a blob is not ours. Nor do we wait for who opens a pipe's other end. */
const blobFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function openShared(path: string): Promise<OpenFile | undefined> {
  const descriptor = await ifUsable(openFile(path, blobFlags));
  if (descriptor === undefined) return undefined;
  const status = await statFile(descriptor);
  if (!status.isFile()) {
    close(descriptor, () => {});
    return undefined;
  }
  return { descriptor, size: status.size, version: fileVersion(status) };
}

/** The same for a file before and after its renaming. */
export function fileVersion({ ino, size, mtimeMs }: Stats): string {
  return `${ino}-${size}-${mtimeMs}`;
}

function storedBlob({ descriptor, size, version }: OpenFile, leave: () => void): StoredBlob {
  let released = false;
  return {
    size,
    version,
    read: (into, position) => readAt(descriptor, into, position),
    release: () => {
      if (released) return;
      released = true;
      leave();
    },
  };
}
