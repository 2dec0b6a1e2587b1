import {
  expandTemplate,
  type Fragment,
  firstHole,
  type Hole,
  knownText,
  sliceValue,
  type Value,
} from '../../formats/interpolation/index.ts';
import { formatPath, type PathSegment } from '../../formats/yaml/index.ts';
import type { Span } from '../../text/span.ts';
import { dockerfile } from '../dockerfile/index.ts';
import type { FoundImage, Piece, UnresolvedReason } from '../image-use.ts';
import { expandScalar, piecesOf, placedPieces, scalarTemplate, useOf } from '../interpolated-text.ts';
import type { Reader, Sighting, Text } from './reader.ts';

export interface InlineDockerfile {
  readonly text: Text;
  readonly path: readonly PathSegment[];
  /** The names of the build's additional contexts, which take the place of images. */
  readonly contexts: ReadonlySet<string>;
  /** Build arguments. */
  readonly args: Readonly<Record<string, string>>;
}

/**
 * Reads `dockerfile_inline` as the Dockerfile that it is once Compose has put in its own variables; everything found is told
 * with its place in the file.
 */
export function readInlineDockerfile(inline: InlineDockerfile, sighting: Sighting, reader: Reader): void {
  const { text, path, contexts, args } = inline;
  const { scalar, source } = text;
  const expanded = expandScalar(scalar, source, reader.variables.scope);
  if (!expanded.ok) {
    reader.problems.push({ span: scalar.content, message: expanded.error.reason });
    return;
  }
  const { value } = expanded.value;
  const extraction = dockerfile.extract(
    { path: 'Dockerfile', text: knownText(value), bom: false },
    { ...reader.context, buildArgs: { ...args, ...reader.context.buildArgs } },
  );
  for (const image of extraction?.found ?? []) {
    if (contexts.has(image.value)) continue;
    reader.found.push({
      ...placed(image, value, text, reader),
      path: `${formatPath(path)}!${image.path}`,
      ...sighting,
      confidence: reader.confidence,
    });
  }
  for (const { span, message } of extraction?.problems ?? [])
    reader.problems.push({ span: placeOf(value, span, text), message });
}

/** What was found in the Dockerfile, at its place in the file. */
function placed(image: FoundImage, value: Value, text: Text, reader: Reader): FoundImage {
  const { pieces, span, unresolved, ...rest } = image;
  const stretch = stretchOf(value, span, text);
  const hole = firstHole(stretch);
  const place = placeOf(value, span, text);
  const isWritten = stretch.length === 1 && isLiteral(stretch[0]) && !isAlias(text);
  const known = pieces?.flatMap((piece) => placedPiece(piece, value, text, reader));
  const written =
    known ?? (isWritten ? undefined : piecesOf(stretch, image.value, place, reader.source.path));
  const origin = [...new Set([...(image.origin ?? []), ...variablesIn(stretch, text, reader)])];
  return {
    ...rest,
    span: place,
    ...(written === undefined ? {} : { pieces: written }),
    ...(unresolved === undefined ? {} : { unresolved: hole === undefined ? unresolved : missing(hole) }),
    ...(origin.length === 0 ? {} : { origin }),
  };
}

/** A piece that variables split has its own parts: a whole reference has its registry, repository and so on. */
function placedPiece(
  { role, value: whole, span }: Piece,
  value: Value,
  text: Text,
  reader: Reader,
): readonly Piece[] {
  const stretch = stretchOf(value, span, text);
  const { path } = reader.source;
  const isSplit = role === 'reference' && stretch.length > 1;
  return (
    (isSplit ? piecesOf(stretch, whole, text.use, path) : undefined) ?? placedPieces(stretch, role, path)
  );
}

function missing({ reason }: Hole): UnresolvedReason {
  return { code: 'variable', reason };
}

function isLiteral(fragment: Fragment | undefined): boolean {
  return fragment?.kind === 'text' && fragment.literal;
}

function isAlias({ scalar, use }: Text): boolean {
  return use !== scalar.content;
}

function placeOf(value: Value, { start, end }: Span, text: Text): Span {
  if (isAlias(text)) return text.use;
  return useOf(sliceValue(value, start, Math.max(end, start + 1)), text.scalar, text.source);
}

/** A part of the Dockerfile; what stands in several lines of the file as a whole has one place on each. */
function stretchOf(value: Value, { start, end }: Span, { scalar, source }: Text): Value {
  const { placeOf: place } = scalarTemplate(scalar, source);
  return sliceValue(value, start, end).map((fragment) =>
    fragment.kind === 'text' && fragment.literal
      ? { ...fragment, place: place(fragment.use.start, fragment.use.end) }
      : fragment,
  );
}

/** Compose's own variables in a part of the Dockerfile. */
function variablesIn(stretch: Value, { scalar }: Text, { variables }: Reader): readonly string[] {
  return stretch.flatMap((fragment) => {
    if (isLiteral(fragment)) return [];
    const text = scalar.value.slice(fragment.use.start, fragment.use.end);
    const expanded = expandTemplate({ text, placeOf: () => undefined }, variables.scope);
    return expanded.ok ? expanded.value.origin : [];
  });
}
