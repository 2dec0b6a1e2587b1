import { openDiskStore } from '../store/disk/disk-store.ts';
import { storeLayout } from '../store/disk/layout.ts';
import type { OpenedStore } from './stored-images.ts';

/** Opens a store beside the servers that use it. Nothing is given up to make room. */
export async function openStore(root: string): Promise<OpenedStore> {
  const store = await openDiskStore({
    root,
    maxBytes: Number.POSITIVE_INFINITY,
    evicted: () => {},
    failed: () => {},
    now: Date.now,
  });
  return { store, layout: storeLayout(root) };
}
