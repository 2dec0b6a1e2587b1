/** Where pieces are put together before they are written. */
export interface Batches {
  /** Copies a piece; gives a promise when nothing more may come until it resolves. */
  take(piece: Uint8Array): Promise<void> | undefined;
  /** What is in memory of the body from a position on: part of the last batch. All that lies before that batch is written. */
  inMemory(position: number): Uint8Array | undefined;
  /** A write has failed: nothing more is going to be written. */
  failed(): boolean;
  /** Writes what is left and lets go of the buffers; gives the error of a write that failed. */
  finish(): Promise<unknown>;
}

/**
 * Writes pieces in batches, in two buffers that take turns: one fills while the other is written. What came together in one turn of
 * the event loop is written together: a fast sender is not met with many small writes, and a slow one's bytes do not wait.
 * After a write that failed nothing more is written.
 */
export function createBatches(
  buffers: readonly [Uint8Array, Uint8Array],
  write: (batch: readonly Uint8Array[]) => Promise<void>,
): Batches {
  let turn: 0 | 1 = 0;
  let filled = 0;
  /** What did not fit. */
  let excess: Uint8Array[] = [];
  /** Bytes of the largest piece so far: a buffer without room for another is full. */
  let largest = 1;
  let writing: Promise<void> | undefined;
  let scheduled: NodeJS.Immediate | undefined;
  let failure: unknown;
  /** The last batch and where it starts. Its buffer is filled anew only when the next one has taken its place. */
  let last: { readonly start: number; readonly end: number; readonly pieces: readonly Uint8Array[] } = {
    start: 0,
    end: 0,
    pieces: [],
  };

  const flush = (): void => {
    clearImmediate(scheduled);
    scheduled = undefined;
    if (writing !== undefined || failure !== undefined || filled === 0) return;
    const batch = [buffers[turn].subarray(0, filled), ...excess];
    const bytes = batch.reduce((sum, piece) => sum + piece.byteLength, 0);
    last = { start: last.end, end: last.end + bytes, pieces: batch };
    turn = turn === 0 ? 1 : 0;
    filled = 0;
    excess = [];
    writing = write(batch)
      .catch((error: unknown) => {
        failure = error ?? new Error('the store failed');
      })
      .then(() => {
        writing = undefined;
        flush();
      });
  };

  return {
    take: (piece) => {
      const buffer = buffers[turn];
      const fitting = Math.min(piece.byteLength, buffer.byteLength - filled);
      buffer.set(fitting === piece.byteLength ? piece : piece.subarray(0, fitting), filled);
      filled += fitting;
      if (fitting < piece.byteLength) excess.push(Buffer.from(piece.subarray(fitting)));
      largest = Math.max(largest, piece.byteLength);
      const full = buffer.byteLength - filled < largest;
      if (writing !== undefined) return full ? writing : undefined;
      if (full) flush();
      else scheduled ??= setImmediate(flush);
      return undefined;
    },
    inMemory: (position) => {
      if (position < last.start || position >= last.end) return undefined;
      let offset = position - last.start;
      for (const piece of last.pieces) {
        if (offset < piece.byteLength) return piece.subarray(offset);
        offset -= piece.byteLength;
      }
      return undefined;
    },
    failed: () => failure !== undefined,
    finish: async () => {
      flush();
      while (writing !== undefined) await writing;
      last = { start: 0, end: 0, pieces: [] };
      return failure;
    },
  };
}
