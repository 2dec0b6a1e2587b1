import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordKind, RecordStore } from '../types.ts';
import { ifUsable, makeFolder, removeFile, systemCode } from './files.ts';
import type { StoreLayout } from './layout.ts';
import { readRecord, writeRecord } from './record-file.ts';
import { replaceFile } from './replace-file.ts';

const kinds: readonly RecordKind[] = ['manifest', 'blob', 'tag', 'list', 'import'];

/** Records as small files, one folder per repository and kind. */
export function createDiskRecords(layout: StoreLayout): RecordStore {
  return {
    read: (repository, kind, key) => readRecord(layout.record(repository, kind, key)),
    write: async (repository, kind, key, value) => {
      const path = layout.record(repository, kind, key);
      try {
        await writeRecord(path, value, layout.writing);
      } catch (error) {
        if (!['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) throw error;
        await createRepository(layout, repository);
        await writeRecord(path, value, layout.writing);
      }
    },
    remove: async (repository, kind, key) => {
      await removeFile(layout.record(repository, kind, key));
    },
    touch: async (repository, kind, key) => {
      const now = new Date();
      await ifUsable(utimes(layout.record(repository, kind, key), now, now));
    },
    usedAt: async (repository, kind, key) =>
      (await ifUsable(stat(layout.record(repository, kind, key))))?.mtimeMs,
    list: async (repository, kind) => {
      const folder = layout.records(repository, kind);
      const values: unknown[] = [];
      for (const name of await visibleNames(folder)) {
        const value = await readRecord(join(folder, name));
        if (value !== undefined) values.push(value);
      }
      return values;
    },
    repositories: async () => {
      const names: string[] = [];
      for (const folder of await visibleNames(layout.repositories)) {
        const name = await ifUsable(readFile(join(layout.repositories, folder, 'name'), 'utf8'));
        // A damaged name is none: its folder tells what it has to be.
        if (name !== undefined && layout.repository(name) === join(layout.repositories, folder))
          names.push(name);
      }
      return names;
    },
  };
}

/** The names in a directory without hidden ones, which are not the store's: network file systems and desktops leave some. */
export async function visibleNames(path: string): Promise<readonly string[]> {
  const names = (await ifUsable(readdir(path))) ?? [];
  return names.filter((name) => !name.startsWith('.'));
}

/** The name comes before the folders that records need: a repository that has records has its name, wherever we are stopped. */
async function createRepository(layout: StoreLayout, repository: string): Promise<void> {
  const folder = layout.repository(repository);
  await makeFolder(folder);
  await makeFolder(layout.writing);
  await replaceFile(join(folder, 'name'), repository, layout.writing);
  for (const kind of kinds) await makeFolder(join(folder, kind));
}
