import { parseDockerfile, type Value } from '../../formats/dockerfile/index.ts';
import type { Fragment, SourceText, Span } from '../../text/index.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import { rolePieces, stretch, textOf } from '../pieces.ts';
import type { ExtractContext } from '../source.ts';
import { toldElsewhere } from '../told-elsewhere.ts';
import { readImages } from './read-images.ts';

/** A build argument that another file gives to a Dockerfile. */
export interface GivenArgument {
  readonly name: string;
  /** Its value, which is known. */
  readonly fragments: readonly Fragment[];
  /** Where it is given in that file. */
  readonly span: Span;
  readonly path: string;
  /** When it has this value. */
  readonly when?: string;
}

/** The argument's text as if it stood behind the Dockerfile's own: pieces of it are told from that file's by their places. */
interface LaidOut extends GivenArgument {
  readonly start: number;
  readonly end: number;
}

/**
 * The images that a Dockerfile makes of the arguments that a file gives to its build: each stands at the first argument that it is
 * made of, with the pieces in both files.
 */
export function imagesGiven(
  dockerfile: SourceText,
  given: readonly GivenArgument[],
  file: string,
  context: ExtractContext,
): readonly FoundImage[] {
  const laidOut: LaidOut[] = [];
  const values = new Map<string, Value>();
  let offset = dockerfile.text.length + 1;
  for (const argument of given) {
    const text = textOf(argument.fragments);
    const span = { start: offset, end: offset + text.length };
    laidOut.push({ ...argument, ...span });
    values.set(argument.name, text === '' ? [] : [{ kind: 'text', text, span }]);
    offset = span.end + 1;
  }
  const { found } = readImages(parseDockerfile(dockerfile.text), context.buildArgs, values);
  return found.flatMap((image) => atArgument(image, dockerfile, laidOut, file) ?? []);
}

function atArgument(
  image: FoundImage,
  { path, text }: SourceText,
  laidOut: readonly LaidOut[],
  file: string,
): FoundImage | undefined {
  const { pieces = [], unresolved } = image;
  const first = pieces.find(({ span }) => span.start > text.length);
  const argument = first && argumentAt(laidOut, first.span);
  if (unresolved !== undefined || argument === undefined) return undefined;
  const placed = pieces.flatMap((piece): readonly Piece[] => {
    const own = argumentAt(laidOut, piece.span);
    if (own === undefined) return [{ ...piece, file: path }];
    const { start, fragments } = own;
    return rolePieces(stretch(fragments, piece.span.start - start, piece.span.end - start), piece.role, file);
  });
  const when = pieces.map(({ span }) => argumentAt(laidOut, span)?.when).find((one) => one !== undefined);
  return toldElsewhere(image, path, placed, { span: argument.span, path: argument.path, when });
}

function argumentAt(laidOut: readonly LaidOut[], { start }: Span): LaidOut | undefined {
  let low = 0;
  let high = laidOut.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((laidOut[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const last = laidOut[low - 1];
  return last !== undefined && start <= last.end ? last : undefined;
}
