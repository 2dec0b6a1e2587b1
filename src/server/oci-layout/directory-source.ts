import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../../result.ts';
import { ifPresent, systemCode } from '../store/disk/files.ts';
import type { LayoutError } from './layout-error.ts';
import type { LayoutSource, SourceFile } from './layout-source.ts';

/** A layout in a directory. No link in it is followed: what a layout holds may come from anybody, and could point at any file of this machine. */
export function directorySource(root: string): LayoutSource {
  const folders = new Map<string, boolean>();
  const isPlainFolder = async (folder: string): Promise<boolean> => {
    if (folder === '.') return true;
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const status = await ifPresent(lstat(join(root, folder)));
    const plain = (status === undefined || status.isDirectory()) && (await isPlainFolder(dirname(folder)));
    folders.set(folder, plain);
    return plain;
  };
  return {
    open: async (path) => {
      if (!(await isPlainFolder(dirname(path)))) return unsafe(join(root, dirname(path)), 'a link');
      return openPlainFile(join(root, path));
    },
    close: async () => {},
  };
}

async function openPlainFile(path: string): Promise<Result<SourceFile | undefined, LayoutError>> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    const file = await ifPresent(open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
    if (file === undefined) return ok(undefined);
    const status = await file.stat();
    if (!status.isFile()) {
      await file.close();
      return unsafe(path, 'no plain file');
    }
    return ok({
      size: status.size,
      read: async (into, position) => (await file.read(into, 0, into.byteLength, position)).bytesRead,
      close: () => file.close(),
    });
  } catch (error) {
    if (systemCode(error) === 'ELOOP' || systemCode(error) === 'EMLINK') return unsafe(path, 'a link');
    if (systemCode(error) === 'ENXIO') return unsafe(path, 'no plain file');
    throw error;
  }
}

function unsafe(path: string, what: string): Result<never, LayoutError> {
  return err({ code: 'unsafe', message: `${path}: it is ${what}, and a layout consists of plain files` });
}
