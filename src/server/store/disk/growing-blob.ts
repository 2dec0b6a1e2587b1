import { close, fstat, open } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { GrowingBlob } from '../types.ts';
import { ifPresent, readAt } from './files.ts';
import type { StoreLayout } from './layout.ts';
import { type LockContent, lockHolder } from './lock.ts';
import { fileVersion } from './shared-files.ts';

const openFile = promisify(open);
const statFile = promisify(fstat);

/** Follows the file that another process writes; the lock says which file that is and whether its writer still lives. */
export function followGrowingBlob(layout: StoreLayout, digest: string, first: LockContent): GrowingBlob {
  const path = join(layout.writing, first.token);
  let descriptor: number | undefined;
  let released = false;
  return {
    progress: async () => {
      const holder = await lockHolder(layout.lock(digest));
      if (holder === undefined || holder.token !== first.token) return undefined;
      if (descriptor === undefined && first.token !== '') {
        descriptor = await ifPresent(openFile(path, 'r'));
        if (released && descriptor !== undefined) close(descriptor, () => {});
      }
      const written = descriptor === undefined || released ? 0 : (await statFile(descriptor)).size;
      return { written, ...(holder.size === undefined ? {} : { size: holder.size }) };
    },
    read: (into, position) =>
      descriptor === undefined ? Promise.resolve(0) : readAt(descriptor, into, position),
    became: async ({ version }) =>
      descriptor === undefined || released || fileVersion(await statFile(descriptor)) === version,
    release: () => {
      if (released) return;
      released = true;
      if (descriptor !== undefined) close(descriptor, () => {});
    },
  };
}
