/** The bytes of a blob that were appended last, kept in memory while the storage does not give them back yet. */
export interface Tail {
  append(chunk: Uint8Array): void;
  /** Undefined when the position lies before what is kept; else the bytes copied. */
  read(into: Uint8Array, position: number): number | undefined;
  /** Forgets what lies before a position. */
  drop(before: number): void;
  /** All that is kept, one after the other. */
  chunks(): readonly Uint8Array[];
}

interface Piece {
  readonly at: number;
  readonly chunk: Uint8Array;
}

export function createTail(): Tail {
  let pieces: Piece[] = [];
  let end = 0;
  return {
    append: (chunk) => {
      if (chunk.byteLength === 0) return;
      pieces.push({ at: end, chunk });
      end += chunk.byteLength;
    },
    read: (into, position) => {
      if (position >= end) return 0;
      if (position < (pieces[0]?.at ?? end)) return undefined;
      let filled = 0;
      for (let index = pieceAt(pieces, position); filled < into.byteLength; index++) {
        const piece = pieces[index];
        if (piece === undefined) break;
        const from = position + filled - piece.at;
        const part = piece.chunk.subarray(from, from + into.byteLength - filled);
        into.set(part, filled);
        filled += part.byteLength;
      }
      return filled;
    },
    drop: (before) => {
      const kept = pieces.findIndex(({ at, chunk }) => at + chunk.byteLength > before);
      pieces = kept === -1 ? [] : pieces.slice(kept);
    },
    chunks: () => pieces.map(({ chunk }) => chunk),
  };
}

/** The index of the last piece that begins at or before a position. */
function pieceAt(pieces: readonly Piece[], position: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
