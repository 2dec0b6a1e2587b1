import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OpenedStore } from '../../server/index.ts';
import { CommandError } from '../exit.ts';
import type { LocalRegistry } from '../serving/library.ts';
import { defaultStoreDirectory, prepareStore } from '../serving/store-directory.ts';
import type { StoreFlags } from './options.ts';

/** The directory of a store that exists: nobody wants to be told of an empty one that was made just now. */
export function existingStore({ store }: StoreFlags): string {
  const path = store === undefined ? defaultStoreDirectory(process.env) : resolve(store);
  if (!existsSync(path)) {
    throw new CommandError(`there is no store at ${path}`, 'name the directory of one with --store');
  }
  return prepareStore(path, process.env);
}

export async function withStore<T>(
  { openStore }: LocalRegistry,
  directory: string,
  work: (open: OpenedStore) => Promise<T>,
): Promise<T> {
  const open = await openStore(directory);
  try {
    return await work(open);
  } finally {
    await open.store.close();
  }
}
