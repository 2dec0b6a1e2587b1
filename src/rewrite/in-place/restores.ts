import { equalReferences, formatReference, type ImageReference } from '../../image/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import { align } from './align.ts';
import { nameChanges } from './assign.ts';
import { changedPieces } from './changed-pieces.ts';
import { type Text, textsOf } from './texts-of.ts';
import type { ChangedUse } from './types.ts';

/** A use as it is after it was changed, but for the places, which are the old ones. */
export function asChanged({ use, now, pieces }: ChangedUse): ImageUse {
  const changed = new Map(pieces.map((piece) => [`${piece.file} ${piece.span.start}`, piece.value]));
  const held = (piece: Text): string => changed.get(`${piece.file} ${piece.span.start}`) ?? piece.value;
  const all = textsOf(use).map((piece) => ({ ...piece, value: held(piece) }));
  const [only] = all;
  const value = all.length === 1 && only?.role === 'reference' ? only.value : formatReference(now);
  return { ...use, reference: now, value, ...(use.pieces === undefined ? {} : { pieces: all }) };
}

/** How changes are undone without any notes. */
export interface Undoing {
  /** What a use is led back to; undefined where the rules do not know. */
  readonly upstream: (use: ImageUse) => ImageReference | undefined;
  readonly names: (use: ImageUse, reference: ImageReference) => readonly string[];
}

/** Whether the first way back to what it named gives each changed piece the text that it had. */
export function isRestored(changed: ChangedUse, { upstream, names }: Undoing): boolean {
  const use = asChanged(changed);
  const written = align(use);
  const back = upstream(use);
  if (written === undefined || back === undefined || !equalReferences(back, changed.use.reference))
    return false;
  for (const name of names(use, changed.use.reference)) {
    for (const changes of nameChanges(written, name)) {
      const texts = changedPieces(written, changes);
      const values = new Map(texts.map((piece) => [`${piece.file} ${piece.span.start}`, piece.value]));
      return (
        texts.length === changed.pieces.length &&
        changed.pieces.every(({ file, span, was }) => values.get(`${file} ${span.start}`) === was)
      );
    }
  }
  return false;
}
