import type { Span } from '../text/index.ts';
import type { FoundImage, Piece } from './image-use.ts';

/** The place in one file that gives an image of another file what that leaves open. */
export interface GivingPlace {
  readonly span: Span;
  readonly path: string;
  /** The condition under which it is given, in the words of the file. */
  readonly when?: string | undefined;
}

/**
 * An image of the file `of`, told where another file gives it what it leaves open: it is this one that is pulled. `pieces` are as
 * the giving file names them.
 */
export function toldElsewhere(
  image: FoundImage,
  of: string,
  pieces: readonly Piece[],
  { span, path, when }: GivingPlace,
): FoundImage {
  const { pieces: _, unresolved: __, span: use, origin = [], ...rest } = image;
  const [only] = pieces;
  const whole = pieces.length === 1 && only?.role === 'reference' && only.file === undefined;
  return {
    ...rest,
    span: whole ? only.span : span,
    ...(whole ? {} : { pieces }),
    path,
    ...(when === undefined ? {} : { reach: 'conditional', when }),
    origin: [`${of} ${image.path}`, ...origin],
    answers: { file: of, span: use },
  };
}
