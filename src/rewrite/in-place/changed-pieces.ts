import type { Written } from './align.ts';
import type { PieceChange } from './assign.ts';
import type { ChangedPiece } from './types.ts';

/** The pieces that changes touch, each with what it holds before and after. */
export function changedPieces(
  { nameEnd }: Written,
  changes: readonly PieceChange[],
): readonly ChangedPiece[] {
  const touched = [...new Set(changes.map(({ placed }) => placed))];
  return touched.map((placed) => {
    const { piece, start, end } = placed;
    const own = changes.filter((change) => change.placed === placed).sort((a, b) => a.start - b.start);
    const wasNameLength = Math.max(0, Math.min(end, nameEnd) - start);
    let value = '';
    let nameLength = wasNameLength;
    let at = 0;
    for (const change of own) {
      value += piece.value.slice(at, change.start) + change.replacement;
      at = change.end;
      if (change.start < wasNameLength) nameLength += change.replacement.length - (change.end - change.start);
    }
    value += piece.value.slice(at);
    return { ...piece, value, was: piece.value, nameLength, wasNameLength };
  });
}
