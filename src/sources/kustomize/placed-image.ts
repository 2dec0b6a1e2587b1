import { normalizeReference, repositoryName } from '../../image/index.ts';
import type { PlacedImage } from '../../kustomize/index.ts';
import type { ImageUse } from '../image-use.ts';

/**
 * A use as kustomize finds it: where registry and repository stand in one field and the tag in another, it is the first of
 * them that a field specification can name.
 */
export function placedImage<T extends ImageUse>(use: T): T & PlacedImage {
  const repository = soleRepository(use);
  return repository === undefined ? use : { ...use, value: repository.value, split: true };
}

/** The piece with the whole name of an image; undefined where the name has several, or where the use is one text. */
export function soleRepository({
  file,
  pieces = [],
  reference,
}: ImageUse): { readonly value: string; readonly start: number } | undefined {
  const names = pieces.filter(({ role }) => role !== 'tag' && role !== 'digest');
  const [piece] = names;
  if (names.length !== 1 || piece?.role !== 'repository' || (piece.file ?? file) !== file) return undefined;
  const parsed = normalizeReference(piece.value);
  if (!parsed.ok || repositoryName(parsed.value.reference) !== repositoryName(reference)) return undefined;
  return { value: piece.value, start: piece.span.start };
}
