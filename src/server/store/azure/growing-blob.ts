import { setTimeout as delay } from 'node:timers/promises';
import type { GrowingBlob } from '../types.ts';
import { readState } from './blob-state.ts';
import { type BlobContainer, type BlobFacts, StorageFailure } from './container.ts';
import { createRangeReader } from './range-reader.ts';
import { writtenBy } from './version.ts';

/** Looks at blobs that others write, for all who follow them here. */
export interface Watch {
  /** The blob as it is, or was a moment ago; undefined when it is gone. */
  look(name: string): Promise<BlobFacts | undefined>;
}

/** The writer makes new bytes readable every few megabytes, or seconds: to look more often costs money and shows nothing. Milliseconds. */
const lookEveryMs = 200;

export function createWatch(container: BlobContainer): Watch {
  const looks = new Map<string, Promise<BlobFacts | undefined>>();
  return {
    look: (name) => {
      const before = looks.get(name);
      if (before !== undefined) return before;
      const look = container.head(name);
      looks.set(name, look);
      // Kept for a while after the answer, so that the next look comes later.
      look
        .catch(() => {})
        .then(() => delay(lookEveryMs, undefined, { ref: false }))
        .then(() => looks.delete(name));
      return look;
    },
  };
}

const largestRange = 4 * 1024 * 1024;

/** Follows the blob that another server writes: `writer` is its token. */
export function followGrowingBlob(
  container: BlobContainer,
  watch: Watch,
  { name, writer }: { readonly name: string; readonly writer: string },
): GrowingBlob {
  let etag = '';
  let written = 0;
  const reader = createRangeReader({
    open: async (range) => {
      for (;;) {
        const answer = await container.get(name, range, etag);
        if (typeof answer !== 'string') return answer;
        // Committed anew; what was there before is still its beginning, as long as the writer is the same.
        const facts = await container.head(name);
        if (facts === undefined || facts.etag === etag || readState(facts.metadata).writer !== writer) {
          throw new StorageFailure('rejected', 'what another server wrote is gone from the storage');
        }
        etag = facts.etag;
      }
    },
    end: () => written,
    largestRange,
  });
  return {
    progress: async () => {
      const facts = await watch.look(name);
      if (facts === undefined || !facts.leased) return undefined;
      const state = readState(facts.metadata);
      if (state.whole || state.writer !== writer) return undefined;
      etag = facts.etag;
      written = facts.size;
      return { written, ...(state.size === undefined ? {} : { size: state.size }) };
    },
    read: reader.read,
    became: async ({ version }) => writtenBy(version) === writer,
    release: reader.release,
  };
}
