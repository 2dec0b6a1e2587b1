import { constants, copyFile, link, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ifPresent, syncDirectory, systemCode } from '../store/disk/files.ts';
import type { LayoutSink } from './layout-sink.ts';
import { workPath } from './work-path.ts';

/** Writes beside the target and renames. The target has to be new, or an empty directory. */
export async function directorySink(target: string): Promise<LayoutSink | 'exists'> {
  const there = await ifPresent(stat(target));
  if (there !== undefined && !(there.isDirectory() && (await readdir(target)).length === 0)) return 'exists';
  const work = workPath(target);
  await mkdir(work);
  const made = new Set<string>();
  const place = async (path: string): Promise<string> => {
    const full = join(work, path);
    if (!made.has(dirname(full))) await mkdir(dirname(full), { recursive: true });
    made.add(dirname(full));
    return full;
  };
  return {
    addFile: async (path, from) => {
      const full = await place(path);
      try {
        await link(from, full);
      } catch (error) {
        // Another file system, or one without links, or somebody else's files.
        if (systemCode(error) === 'ENOENT') throw error;
        await copyFile(from, full, constants.COPYFILE_FICLONE);
      }
    },
    addBytes: async (path, bytes) => writeFile(await place(path), bytes),
    finish: async () => {
      for (const folder of made) await syncDirectory(folder);
      await rename(work, target);
      await syncDirectory(dirname(target));
    },
    abandon: () => rm(work, { recursive: true, force: true }),
  };
}
