import { normalizeReference } from '../../image/index.ts';
import type { ImageUse, PieceRole } from '../../sources/image-use.ts';
import { namedText } from '../../sources/open-tag.ts';
import { type Text, textsOf } from './texts-of.ts';

/** A piece, and the stretch of the reference that it gives. */
export interface PlacedPiece {
  readonly piece: Text;
  readonly start: number;
  readonly end: number;
}

/** A reference as it is written, and what its pieces give of it. */
export interface Written {
  readonly value: string;
  /** Where registry and repository end. */
  readonly nameEnd: number;
  /** In the order of the reference; what lies between them stands in no file. */
  readonly pieces: readonly PlacedPiece[];
}

/** Undefined where a piece is not found in the reference, letter by letter. */
export function align(use: ImageUse): Written | undefined {
  const value = use.openTag === undefined ? use.value : (namedText(use) ?? '');
  const parsed = normalizeReference(value);
  if (!parsed.ok) return undefined;
  const { repository, tag, digest } = parsed.value.parts;
  const starts: Readonly<Record<PieceRole, number>> = {
    reference: 0,
    registry: 0,
    repository: 0,
    tag: tag?.start ?? value.length,
    digest: digest?.start ?? value.length,
  };
  const pieces: PlacedPiece[] = [];
  let from = 0;
  for (const piece of textsOf(use)) {
    if (piece.value === '') continue;
    const start = value.indexOf(piece.value, Math.max(from, starts[piece.role]));
    if (start === -1) return undefined;
    from = start + piece.value.length;
    pieces.push({ piece, start, end: from });
  }
  return { value, nameEnd: repository.end, pieces };
}
