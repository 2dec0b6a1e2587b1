import { expect, test } from 'vitest';
import {
  createEviction,
  type EvictionPlace,
  type StoredFile,
} from '../../../../src/server/store/eviction.ts';
import type { ManifestNode } from '../../../../src/server/store/image-graph.ts';

/** A store in memory: images of one blob each, whose use is as old as their number says. */
function place(): EvictionPlace & { readonly put: (digest: string) => void; readonly left: () => string[] } {
  const files = new Map<string, StoredFile>();
  const nodes = new Map<string, ManifestNode>();
  let pulls = 0;
  return {
    put: (digest) => {
      files.set(digest, { digest, path: digest, bytes: 100, storedAt: 0 });
      nodes.set(digest, {
        digest: `manifest of ${digest}`,
        path: digest,
        repository: 'app',
        manifests: [],
        blobs: [digest],
        usedAt: pulls++,
      });
    },
    left: () => [...files.keys()],
    blobs: async function* () {
      yield* [...files.values()];
    },
    graph: async () => [...nodes.values()],
    inUse: async () => () => false,
    announced: async () => {},
    exclusively: (work) => work(),
    removeManifest: async ({ path }) => void nodes.delete(path),
    removeBlob: async ({ digest }) => files.delete(digest),
    now: async () => 0,
  };
}

test('what is stored while room is being made counts towards the next time', async () => {
  const store = place();
  let during: (() => void) | undefined;
  const eviction = createEviction({
    place: {
      ...store,
      announced: async () => {
        during?.();
        during = undefined;
      },
    },
    maxBytes: 330,
    evicted: () => {},
    failed: (error) => {
      throw error;
    },
  });
  for (const digest of ['a', 'b', 'c', 'd']) store.put(digest);
  during = () => {
    for (const digest of ['e', 'f']) {
      store.put(digest);
      eviction.stored(100);
    }
  };
  eviction.stored(400);
  await eviction.settled();
  expect(store.left()).toEqual(['e', 'f']);
});

test('a store that cannot be listed is not listed again and again', async () => {
  let asked = 0;
  const errors: unknown[] = [];
  const eviction = createEviction({
    place: {
      ...place(),
      blobs: () => {
        asked++;
        return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('down')) }) };
      },
    },
    maxBytes: 100,
    evicted: () => {},
    failed: (error) => errors.push(error),
  });
  eviction.stored(50);
  eviction.stored(60);
  await eviction.settled();
  expect([asked, errors.length]).toEqual([1, 1]);
});
