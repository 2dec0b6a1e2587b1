import { type Fragment, fragmentsOf, type Value } from '../../formats/expressions/index.ts';
import { parseYaml, TEMPLATE_FILLER, type YamlStream } from '../../formats/yaml/index.ts';
import { type SourceText, sourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import { type JoinedText, joinText, piecesAt } from '../joined-text.ts';
import { firstUnknown, imageOf, rolePieces, useOf } from '../pieces.ts';

/** YAML or JSON that an expression makes: its text, and what the text is made of. */
export interface Embedded {
  readonly source: SourceText;
  readonly stream: YamlStream;
  readonly joined: JoinedText;
}

/** Reads a value as YAML; what is not known of it stands as a filler. Undefined for what is no text, or wholly unknown. */
export function embeddedYaml(value: Value): Embedded | undefined {
  const fragments = fragmentsOf(value);
  if (fragments === undefined || fragments.every(({ kind }) => kind === 'hole')) return undefined;
  const joined = joinText(fragments, TEMPLATE_FILLER);
  const source = sourceText('', joined.text);
  return { source, stream: parseYaml(source), joined };
}

export function fragmentsAt({ joined }: Embedded, span: Span): readonly Fragment[] {
  return piecesAt(joined, span);
}

/**
 * An image that was found in embedded text, with its places in the files that the text comes from. `fallback` is the place
 * of the use where the text comes from other files.
 */
export function inFile(image: FoundImage, embedded: Embedded, file: string, fallback: Span): FoundImage {
  const { pieces, span, ...rest } = image;
  if (pieces === undefined) {
    const fragments = fragmentsAt(embedded, span);
    const own = imageOf(fragments, file, fallback);
    const unresolved = own.unresolved ?? image.unresolved;
    // Escapes of the embedded text are resolved in the image's own value.
    const value = own.unresolved === undefined ? image.value : own.value;
    return { ...rest, ...own, value, ...(unresolved === undefined ? {} : { unresolved }) };
  }
  const used = pieces.map((piece) => ({ piece, fragments: fragmentsAt(embedded, piece.span) }));
  const missing = firstUnknown(used.flatMap(({ fragments }) => fragments));
  const place = useOf(fragmentsAt(embedded, span), file) ?? fallback;
  const found: FoundImage = { ...rest, span: place };
  if (missing !== undefined) {
    const value = image.value.replaceAll(TEMPLATE_FILLER, '');
    return { ...found, value, unresolved: { code: 'variable', reason: missing.reason } };
  }
  const placed = used.flatMap(({ piece, fragments }) => placedPiece(piece, fragments, file));
  return { ...found, pieces: placed };
}

/** A piece that is literal in one stretch keeps its value, which may be decoded; of one in several each has its part. */
function placedPiece(piece: Piece, fragments: readonly Fragment[], file: string): readonly Piece[] {
  const pieces = rolePieces(fragments, piece.role, file);
  const [only] = pieces;
  return fragments.length === 1 && only !== undefined ? [{ ...only, value: piece.value }] : pieces;
}
