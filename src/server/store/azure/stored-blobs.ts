import { createLru } from '../../memory/lru.ts';
import { createSingleFlight } from '../../memory/single-flight.ts';
import type { StoredBlob } from '../types.ts';
import { readState } from './blob-state.ts';
import { type BlobContainer, type Download, StorageFailure, type Written } from './container.ts';
import type { ContainerLayout } from './layout.ts';
import type { Presence } from './presence.ts';
import { createRangeReader } from './range-reader.ts';
import { blobVersion } from './version.ts';

/** Whole blobs of the container, and what is known of them here. */
export interface StoredBlobs {
  open(digest: string): Promise<StoredBlob | undefined>;
  /** Notes a blob that was just seen, or written. */
  learn(digest: string, blob: SeenBlob): void;
  /** A blob that was just seen. */
  openSeen(digest: string, blob: SeenBlob): StoredBlob;
  remove(digest: string): Promise<void>;
}

export interface SeenBlob extends Pick<Written, 'etag'> {
  readonly size: number;
  readonly writer: string;
  /** How it begins. */
  readonly head?: Uint8Array;
}

interface KnownBlob extends SeenBlob {
  /** When the storage said so. */
  readonly at: number;
}

/** The first look at a blob brings so much of it: manifests and configurations need no second. Bytes. */
const headBytes = 64 * 1024;

/** Bytes of memory for what is known. */
const memoryBytes = 16 * 1024 * 1024;

/** What the storage said is believed for so long; shorter than what is read here stays written down for others (`PresenceTimes`). Milliseconds. */
export const trustMs = 30_000;

const largestRange = 32 * 1024 * 1024;

export function createStoredBlobs(
  container: BlobContainer,
  layout: ContainerLayout,
  presence: Presence,
): StoredBlobs {
  const known = createLru<KnownBlob>(memoryBytes, ({ head }) => 300 + (head?.byteLength ?? 0));
  const flight = createSingleFlight<KnownBlob | undefined>();

  const remember = (digest: string, seen: SeenBlob): KnownBlob => {
    const before = known.get(digest);
    const head = seen.head ?? (before?.etag === seen.etag ? before.head : undefined);
    const blob = { ...seen, at: performance.now(), ...(head === undefined ? {} : { head }) };
    known.set(digest, blob);
    return blob;
  };

  const look = async (digest: string): Promise<KnownBlob | undefined> => {
    const name = layout.blob(digest);
    const answer =
      known.get(digest) === undefined ? await container.get(name, { from: 0, count: headBytes }) : 'changed';
    // Known before, or empty, so that no range can be had.
    const facts = answer === 'changed' ? await container.head(name) : answer;
    const head = typeof answer === 'string' ? undefined : await readAll(answer);
    if (facts === undefined || facts === 'missing') return void known.delete(digest);
    const { whole, writer } = readState(facts.metadata);
    if (!whole) return void known.delete(digest);
    const { size, etag } = facts;
    return remember(digest, { size, etag, writer, ...(head === undefined ? {} : { head }) });
  };

  const storedBlob = (digest: string, blob: KnownBlob): StoredBlob => {
    const { size, etag, writer, head } = blob;
    const leave = presence.enter(digest);
    const reader = createRangeReader({
      open: async (range) => {
        const answer = await container.get(layout.blob(digest), range, etag);
        if (typeof answer !== 'string') return answer;
        if (known.get(digest)?.etag === etag) known.delete(digest);
        throw new StorageFailure('rejected', 'the blob was removed from the storage, or replaced');
      },
      end: () => size,
      largestRange,
    });
    let released = false;
    return {
      size,
      version: blobVersion(writer, etag),
      read: (into, position) => {
        const ready = head?.subarray(position, position + into.byteLength);
        if (ready === undefined || ready.byteLength === 0) return reader.read(into, position);
        into.set(ready);
        return Promise.resolve(ready.byteLength);
      },
      release: () => {
        if (released) return;
        released = true;
        reader.release();
        leave();
      },
    };
  };

  return {
    open: async (digest) => {
      const before = known.get(digest);
      const fresh = before !== undefined && performance.now() - before.at < trustMs;
      const blob = fresh ? before : await flight(digest, () => look(digest));
      return blob === undefined ? undefined : storedBlob(digest, blob);
    },
    learn: (digest, seen) => void remember(digest, seen),
    openSeen: (digest, seen) => storedBlob(digest, remember(digest, seen)),
    remove: async (digest) => {
      const etag = known.get(digest)?.etag;
      known.delete(digest);
      // Not one that another server has written anew since.
      await container.remove(layout.blob(digest), etag === undefined ? {} : { ifMatch: etag });
    },
  };
}

async function readAll({ body }: Download): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const next = await body.next();
    if (next.done === true) return Buffer.concat(chunks);
    chunks.push(next.value);
  }
}
