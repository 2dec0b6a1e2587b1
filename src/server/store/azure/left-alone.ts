import { type BlobContainer, StorageFailure } from './container.ts';

/** How long a storage that failed is left alone, unless it says itself, and at most. Milliseconds. */
const restMs = 5_000;
const longestRestMs = 60_000;

/**
 * A container that is left alone for a while after it failed: what can be done without it is then done at once, and a storage
 * under too much load gets less of it. What is under way is finished all the same.
 */
export function leftAlone(container: BlobContainer, now: () => number): BlobContainer {
  let until = Number.NEGATIVE_INFINITY;
  let reason = '';
  const note = (error: unknown): void => {
    if (!(error instanceof StorageFailure)) return;
    if (error.code !== 'unavailable' && error.code !== 'throttled') return;
    const asked = (error.retryAfterSeconds ?? 0) * 1_000;
    until = now() + Math.min(Math.max(asked, restMs), longestRestMs);
    reason = error.message;
  };
  const noting = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      note(error);
      throw error;
    }
  };
  const check = (): void => {
    if (now() < until) throw new StorageFailure('unavailable', `left alone for a while after ${reason}`);
  };
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    check();
    return noting(work);
  };
  return {
    head: (name) => asking(() => container.head(name)),
    get: (name, range, ifMatch) => asking(() => container.get(name, range, ifMatch)),
    put: (name, bytes, options) => {
      const work = () => container.put(name, bytes, options);
      return options?.lease === undefined ? asking(work) : noting(work);
    },
    stage: (name, blockId, chunks, lease) => noting(() => container.stage(name, blockId, chunks, lease)),
    commit: (name, blockIds, options) => noting(() => container.commit(name, blockIds, options)),
    setMetadata: (name, metadata, lease) => asking(() => container.setMetadata(name, metadata, lease)),
    remove: (name, options) => {
      const work = () => container.remove(name, options);
      return options?.lease === undefined ? asking(work) : noting(work);
    },
    list: async function* (prefix) {
      check();
      try {
        yield* container.list(prefix);
      } catch (error) {
        note(error);
        throw error;
      }
    },
    acquireLease: (name, lease, seconds, ifMatch) =>
      asking(() => container.acquireLease(name, lease, seconds, ifMatch)),
    renewLease: (name, lease) => noting(() => container.renewLease(name, lease)),
    releaseLease: (name, lease) => noting(() => container.releaseLease(name, lease)),
  };
}
