import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreSize } from '../types.ts';
import { ifPresent } from './files.ts';
import type { StoreLayout } from './layout.ts';
import { visibleNames } from './records.ts';

/** A blob that is there. */
export interface StoredFile {
  readonly digest: string;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
}

/** All blobs of a store, as they are found: a slow walk, which nothing waits for. */
export async function* listBlobs(layout: StoreLayout): AsyncGenerator<StoredFile, void, undefined> {
  for (const algorithm of await visibleNames(layout.blobs)) {
    for (const prefix of await visibleNames(join(layout.blobs, algorithm))) {
      const folder = join(layout.blobs, algorithm, prefix);
      for (const hex of await visibleNames(folder)) {
        const path = join(folder, hex);
        const status = await ifPresent(lstat(path));
        if (status?.isFile() !== true) continue;
        yield { digest: `${algorithm}:${hex}`, path, bytes: status.size, storedAt: status.mtimeMs };
      }
    }
  }
}

export async function measureStore(layout: StoreLayout): Promise<StoreSize> {
  let blobs = 0;
  let bytes = 0;
  for await (const blob of listBlobs(layout)) {
    blobs++;
    bytes += blob.bytes;
  }
  return { blobs, bytes };
}
