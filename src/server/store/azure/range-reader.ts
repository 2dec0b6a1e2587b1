import { type BlobRange, type Download, StorageFailure } from './container.ts';

export interface RangeReader {
  /** As of `StoredBlob`. */
  read(into: Uint8Array, position: number): Promise<number>;
  release(): void;
}

export interface RangeSource {
  /** Rejects when the content is gone. */
  open(range: BlobRange): Promise<Download>;
  /** How far the content reaches at this moment. */
  end(): number;
  /** Bytes that are asked for at a time in the end. */
  readonly largestRange: number;
}

/** Where one of those who read forward has come to. */
interface Cursor {
  position: number;
  /** Of the range that is being read. */
  end: number;
  /** Bytes of that range. */
  range: number;
  chunk: Uint8Array;
  body: Download['body'] | undefined;
  busy: boolean;
}

/**
 * Bytes of the first range. Each range that is read to its end is followed by one of twice the size: who reads it all asks
 * seldom, and who leaves early (containerd's parallel chunks do) has not asked for much.
 */
const firstRange = 1024 * 1024;

/** One client reads, and at most its comparison with the digest beside it. */
const maxCursors = 3;

/** The service may break off what is being read, as when a larger version of the blob is committed: asked again so often in a row. */
const maxAttempts = 3;

/** Milliseconds without a byte after which the service has stalled. */
const idleMs = 30_000;

/** Reads a blob forward through ranges whose bodies are taken as they come. */
export function createRangeReader({ open, end, largestRange }: RangeSource): RangeReader {
  const cursors = new Set<Cursor>();
  let released = false;

  const cursorAt = (position: number): Cursor => {
    for (const cursor of cursors) if (!cursor.busy && cursor.position === position) return cursor;
    for (const cursor of cursors) {
      if (cursors.size < maxCursors) break;
      if (!cursor.busy) discard(cursor);
    }
    const range = Math.min(firstRange, largestRange) / 2;
    const cursor: Cursor = { position, end: position, range, chunk: empty, body: undefined, busy: false };
    cursors.add(cursor);
    return cursor;
  };
  const discard = (cursor: Cursor): void => {
    cursors.delete(cursor);
    close(cursor);
  };

  /** Brings the next chunk; false at the end of the range. */
  const advance = async (cursor: Cursor): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      try {
        cursor.body ??= (await open({ from: cursor.position, count: cursor.end - cursor.position })).body;
        const next = await withinTime(cursor.body.next());
        if (next.done !== true) {
          cursor.chunk = next.value;
          return true;
        }
        cursor.body = undefined;
        if (cursor.position >= cursor.end) return false;
        throw new StorageFailure('unavailable', 'the storage ended an answer early');
      } catch (error) {
        close(cursor);
        if (attempt >= maxAttempts) throw error;
      }
    }
  };

  const take = async (cursor: Cursor, into: Uint8Array): Promise<number> => {
    if (cursor.position === cursor.end) {
      cursor.range = Math.min(cursor.range * 2, largestRange);
      cursor.end = Math.min(cursor.position + cursor.range, end());
    }
    let filled = 0;
    while (filled < into.byteLength && cursor.position < cursor.end) {
      if (cursor.chunk.byteLength === 0 && !(await advance(cursor))) break;
      const piece = cursor.chunk.subarray(0, into.byteLength - filled);
      into.set(piece, filled);
      filled += piece.byteLength;
      cursor.position += piece.byteLength;
      cursor.chunk = cursor.chunk.subarray(piece.byteLength);
    }
    // Read to its very end an answer gives its connection back; ended before, it takes the connection with it.
    if (cursor.position === cursor.end && cursor.body !== undefined) {
      await withinTime(cursor.body.next()).catch(() => {});
      cursor.body = undefined;
    }
    return filled;
  };

  return {
    read: async (into, position) => {
      if (position >= end()) return 0;
      const cursor = cursorAt(position);
      cursor.busy = true;
      try {
        return await take(cursor, into);
      } catch (error) {
        discard(cursor);
        throw error;
      } finally {
        cursor.busy = false;
        if (released) discard(cursor);
      }
    },
    release: () => {
      released = true;
      for (const cursor of cursors) if (!cursor.busy) discard(cursor);
    },
  };
}

const empty = new Uint8Array(0);

function close(cursor: Cursor): void {
  // The end of a generator that is waiting comes when the wait is over; nobody waits for that.
  cursor.body?.return?.().catch(() => {});
  cursor.body = undefined;
  cursor.chunk = empty;
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageFailure('unavailable', 'the storage stalled')), idleMs);
  });
  try {
    return await Promise.race([work, stalled]);
  } finally {
    clearTimeout(timer);
  }
}
