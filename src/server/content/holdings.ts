import { createLru } from '../memory/lru.ts';
import { type Origin, originKey } from '../origins.ts';
import type { RecordStore } from '../store/types.ts';

/**
 * Which blobs the upstream repositories have, as far as was seen. The store keeps a blob once for all repositories, but a
 * repository serves only what its own upstream has: otherwise a reference that names the wrong repository would seem right.
 */
export interface Holdings {
  has(origin: Origin, digest: string): Promise<boolean>;
  add(origin: Origin, digests: readonly string[]): Promise<void>;
  /** Notes what the store has told by other means: what a manifest refers to, its repository has. */
  learn(origin: Origin, digests: readonly string[]): void;
  forget(origin: Origin, digests: readonly string[]): Promise<void>;
}

/** Characters of remembered keys. */
const remembered = 8_000_000;

export function createHoldings(records: RecordStore): Holdings {
  const known = createLru<'learnt' | 'recorded'>(remembered, (_, key) => key.length + 100);
  const writing = new Map<string, Promise<void>>();
  const keyOf = (origin: Origin, digest: string): string => `${originKey(origin)}@${digest}`;

  const record = (origin: Origin, digest: string): Promise<void> => {
    const key = keyOf(origin, digest);
    const before = writing.get(key);
    if (before !== undefined) return before;
    if (known.get(key) === 'recorded') return Promise.resolve();
    known.set(key, 'recorded');
    const job = records
      .write(originKey(origin), 'blob', digest, { digest })
      .finally(() => writing.delete(key));
    writing.set(key, job);
    return job;
  };

  const learn = (origin: Origin, digests: readonly string[]): void => {
    for (const digest of digests) {
      if (known.get(keyOf(origin, digest)) === undefined) known.set(keyOf(origin, digest), 'learnt');
    }
  };

  return {
    has: async (origin, digest) => {
      if (known.get(keyOf(origin, digest)) !== undefined) return true;
      if ((await records.read(originKey(origin), 'blob', digest)) === undefined) return false;
      known.set(keyOf(origin, digest), 'recorded');
      return true;
    },
    add: async (origin, digests) => {
      // All are known at once; to write them down may take its time.
      learn(origin, digests);
      for (const digest of digests) await record(origin, digest);
    },
    learn,
    forget: async (origin, digests) => {
      for (const digest of digests) {
        known.delete(keyOf(origin, digest));
        await records.remove(originKey(origin), 'blob', digest);
      }
    },
  };
}
