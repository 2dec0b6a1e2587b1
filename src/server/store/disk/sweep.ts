import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent, removeFile } from './files.ts';
import type { StoreLayout } from './layout.ts';
import { breakStaleLock, lockHolder } from './lock.ts';
import { isAbandoned } from './owner.ts';
import { visibleNames } from './records.ts';

/** A file that no lock knows is the rest of a server that died long ago, or about to be renamed. Milliseconds. */
export const orphanMs = 60_000;

/** Removes what servers that died left half written; what cannot be removed is left to the next sweep. */
export async function sweepOrphans(layout: StoreLayout, failed: (error: unknown) => void): Promise<void> {
  const living = new Set<string>();
  for (const name of await visibleNames(layout.locks)) {
    const path = join(layout.locks, name);
    try {
      const holder = await lockHolder(path);
      if (holder === undefined)
        await breakStaleLock(path, layout.writing, (token) => removeWriting(layout, token));
      else living.add(holder.token);
    } catch (error) {
      failed(error);
    }
  }
  for (const name of (await ifPresent(readdir(layout.writing))) ?? []) {
    if (living.has(name)) continue;
    try {
      const status = await ifPresent(lstat(join(layout.writing, name)));
      if (status === undefined) continue;
      const old = Math.abs(Date.now() - status.mtimeMs) > orphanMs;
      if (old || isAbandoned(name)) await removeFile(join(layout.writing, name));
    } catch (error) {
      failed(error);
    }
  }
}

export async function removeWriting(layout: StoreLayout, token: string): Promise<void> {
  await removeFile(join(layout.writing, token));
}
