import { setTimeout as delay } from 'node:timers/promises';
import type { GrowingBlob, StoredBlob } from '../store/types.ts';
import { BlobInterrupted, type BlobReader } from './blob-reader.ts';

/** Milliseconds between two looks at what another server writes. */
const pollMs = 25;

/** What became of a blob that another server writes, as far as it matters here. */
export type Followed =
  | { readonly kind: 'growing'; readonly size: number }
  /** Nobody writes it any more: look in the store, and fill it oneself if it is not there. */
  | { readonly kind: 'gone' };

/** Waits until the size is known. */
export async function followUntilSized(growing: GrowingBlob): Promise<Followed> {
  for (;;) {
    const progress = await growing.progress();
    if (progress === undefined) return { kind: 'gone' };
    if (progress.size !== undefined) return { kind: 'growing', size: progress.size };
    await delay(pollMs, undefined, { ref: false });
  }
}

/**
 * Reads behind another server's writer. The blob is verified when that writer's work has appeared in the store; should the
 * writer die instead, nothing tells whether what was read so far is right, and the reader is interrupted, even where a
 * later writer has stored the blob meanwhile.
 */
export function followingReader(
  size: number,
  growing: GrowingBlob,
  openStored: () => Promise<StoredBlob | undefined>,
): BlobReader {
  let stored: StoredBlob | undefined;
  let written = 0;
  let released = false;
  let begun = false;
  const look = async (): Promise<void> => {
    const progress = await growing.progress();
    if (progress !== undefined) {
      written = Math.min(progress.written, size);
      return;
    }
    const blob = await openStored();
    if (blob === undefined || (begun && !(await growing.became(blob)))) {
      blob?.release();
      throw new BlobInterrupted('the server that was filling the blob gave up');
    }
    stored = blob;
    if (released) stored.release();
  };
  const readGrowing = (into: Uint8Array, position: number): Promise<number> => {
    begun = true;
    return growing.read(into, position);
  };
  return {
    size,
    read: async (into, position) => {
      if (position >= size) return 0;
      for (;;) {
        if (stored !== undefined) return stored.read(into, position);
        const available = written - position;
        if (available > 0) {
          return readGrowing(available < into.byteLength ? into.subarray(0, available) : into, position);
        }
        await look();
        if (stored === undefined && written <= position) await delay(pollMs);
      }
    },
    verification: async () => {
      try {
        while (stored === undefined) {
          await look();
          if (stored === undefined) await delay(pollMs);
        }
        return true;
      } catch (error) {
        if (error instanceof BlobInterrupted) return false;
        throw error;
      }
    },
    release: () => {
      if (released) return;
      released = true;
      growing.release();
      stored?.release();
    },
  };
}
