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
  forget(origin: Origin, digests: readonly string[]): Promise<void>;
}

/** Characters of remembered keys. */
const remembered = 8_000_000;

export function createHoldings(records: RecordStore): Holdings {
  const known = createLru<true>(remembered, (_, key) => key.length + 100);
  const keyOf = (origin: Origin, digest: string): string => `${originKey(origin)}@${digest}`;
  return {
    has: async (origin, digest) => {
      if (known.get(keyOf(origin, digest)) === true) return true;
      if ((await records.read(originKey(origin), 'blob', digest)) === undefined) return false;
      known.set(keyOf(origin, digest), true);
      return true;
    },
    add: async (origin, digests) => {
      for (const digest of digests) {
        if (known.get(keyOf(origin, digest)) === true) continue;
        known.set(keyOf(origin, digest), true);
        await records.write(originKey(origin), 'blob', digest, { digest });
      }
    },
    forget: async (origin, digests) => {
      for (const digest of digests) {
        known.delete(keyOf(origin, digest));
        await records.remove(originKey(origin), 'blob', digest);
      }
    },
  };
}
