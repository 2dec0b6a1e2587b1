import type { ImageReference } from '../../image/index.ts';
import { formatReference } from '../../image/index.ts';
import type { ImageUse, Piece } from '../../sources/image-use.ts';
import { align } from './align.ts';
import { nameChanges } from './assign.ts';
import { changedPieces } from './changed-pieces.ts';
import { textsOf } from './texts-of.ts';
import type { ChangedUse } from './types.ts';

/** A use as it is after it was changed, but for the places, which are the old ones. */
export function asChanged({ use, now, pieces }: ChangedUse): ImageUse {
  const changed = new Map(pieces.map((piece) => [`${piece.file} ${piece.span.start}`, piece.value]));
  const held = (piece: Piece & { readonly file: string }): string =>
    changed.get(`${piece.file} ${piece.span.start}`) ?? piece.value;
  const all = textsOf(use).map((piece) => ({ ...piece, value: held(piece) }));
  const [only] = all;
  const value = all.length === 1 && only?.role === 'reference' ? only.value : formatReference(now);
  return { ...use, reference: now, value, ...(use.pieces === undefined ? {} : { pieces: all }) };
}

/** Whether the first way back to what it named gives each changed piece the text that it had. */
export function isRestored(
  changed: ChangedUse,
  names: (use: ImageUse, reference: ImageReference) => readonly string[],
): boolean {
  const use = asChanged(changed);
  const written = align(use);
  if (written === undefined) return false;
  for (const name of names(use, changed.use.reference)) {
    for (const changes of nameChanges(written, name)) {
      const back = changedPieces(use, written, changes);
      const texts = new Map(back.map((piece) => [`${piece.file} ${piece.span.start}`, piece.value]));
      return (
        back.length === changed.pieces.length &&
        changed.pieces.every(({ file, span, was }) => texts.get(`${file} ${span.start}`) === was)
      );
    }
  }
  return false;
}
