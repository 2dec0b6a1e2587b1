import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordKind, RecordStore } from '../types.ts';
import { ifPresent, readJson, removeFile, replaceFile, systemCode } from './files.ts';
import type { StoreLayout } from './layout.ts';

const kinds: readonly RecordKind[] = ['manifest', 'blob', 'tag', 'list'];

/** Records as small files, one folder per repository and kind. */
export function createDiskRecords(layout: StoreLayout): RecordStore {
  return {
    read: (repository, kind, key) => readJson(layout.record(repository, kind, key)),
    write: async (repository, kind, key, value) => {
      const path = layout.record(repository, kind, key);
      const text = JSON.stringify(value);
      try {
        await replaceFile(path, text);
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
        await createRepository(layout, repository);
        await replaceFile(path, text);
      }
    },
    remove: async (repository, kind, key) => {
      await removeFile(layout.record(repository, kind, key));
    },
    touch: async (repository, kind, key) => {
      const now = new Date();
      await ifPresent(utimes(layout.record(repository, kind, key), now, now));
    },
    list: async (repository, kind) => {
      const folder = layout.records(repository, kind);
      const values: unknown[] = [];
      for (const name of await visibleNames(folder)) {
        const value = await readJson(join(folder, name));
        if (value !== undefined) values.push(value);
      }
      return values;
    },
    repositories: async () => {
      const names: string[] = [];
      for (const folder of await visibleNames(layout.repositories)) {
        const name = await ifPresent(readFile(join(layout.repositories, folder, 'name'), 'utf8'));
        if (name !== undefined && name !== '') names.push(name);
      }
      return names;
    },
  };
}

/** The names in a directory without those of files that are being written. */
export async function visibleNames(path: string): Promise<readonly string[]> {
  const names = (await ifPresent(readdir(path))) ?? [];
  return names.filter((name) => !name.startsWith('.'));
}

async function createRepository(layout: StoreLayout, repository: string): Promise<void> {
  const folder = layout.repository(repository);
  for (const kind of kinds) await mkdir(join(folder, kind), { recursive: true });
  try {
    await writeFile(join(folder, 'name'), repository, { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}
