import type { ImageUse, Piece } from '../../sources/image-use.ts';

/** The texts that a use is made of, with their files: its pieces, or the use itself. */
export function textsOf({
  pieces,
  span,
  file,
  value,
}: ImageUse): readonly (Piece & { readonly file: string })[] {
  if (pieces === undefined) return [{ role: 'reference', value, file, span }];
  return pieces.map((piece) => ({ ...piece, file: piece.file ?? file }));
}
