import type { PrintedPiece } from '../values/value.ts';

/** The piece that holds what stands at an offset of the text that pieces make together. */
export function pieceAt(pieces: readonly PrintedPiece[], offset: number): PrintedPiece | undefined {
  return pieces[firstAt(endsOf(pieces), offset + 1)];
}

const known = new WeakMap<readonly PrintedPiece[], readonly number[]>();

/** Where each piece ends in the text that they make together: many stretches of the same text are looked for. */
export function endsOf(pieces: readonly PrintedPiece[]): readonly number[] {
  const before = known.get(pieces);
  if (before !== undefined) return before;
  let offset = 0;
  const ends = pieces.map(({ text }) => (offset += text.length));
  known.set(pieces, ends);
  return ends;
}

/** The first piece that does not end before an offset. */
export function firstAt(ends: readonly number[], offset: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
