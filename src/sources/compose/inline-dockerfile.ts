import { type Expansion, knownText, sliceValue } from '../../formats/interpolation/index.ts';
import { formatPath, type PathSegment } from '../../formats/yaml/index.ts';
import type { Span } from '../../text/span.ts';
import { dockerfile } from '../dockerfile/index.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import { expandScalar, placedPieces, useOf } from '../interpolated-text.ts';
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
  const isAlias = text.use !== scalar.content;
  const placeOf = ({ start, end }: Span): Span =>
    isAlias ? text.use : useOf(sliceValue(value, start, Math.max(end, start + 1)), scalar, source);
  for (const image of extraction?.found ?? []) {
    if (contexts.has(image.value)) continue;
    reader.found.push({
      ...placed(image, expanded.value, isAlias, placeOf, source.path),
      path: `${formatPath(path)}!${image.path}`,
      purpose: sighting.purpose,
      ...(image.reach === 'default' ? { reach: sighting.reach } : {}),
      ...(sighting.when === undefined ? {} : { when: sighting.when }),
      confidence: reader.confidence === 'certain' ? image.confidence : reader.confidence,
    });
  }
  for (const { span, message } of extraction?.problems ?? [])
    reader.problems.push({ span: placeOf(span), message });
}

/** What was found in the Dockerfile, at its place in the file. */
function placed(
  image: FoundImage,
  { value, origin }: Expansion,
  isAlias: boolean,
  placeOf: (span: Span) => Span,
  file: string,
): FoundImage {
  const { pieces, span, ...rest } = image;
  const stretch = sliceValue(value, span.start, span.end);
  const isWritten = stretch.length === 1 && stretch[0]?.kind === 'text' && stretch[0].literal && !isAlias;
  const written =
    pieces ?? (isWritten ? undefined : [{ role: 'reference', value: image.value, span } as const]);
  const known: readonly Piece[] | undefined = written?.flatMap((piece) =>
    placedPieces(sliceValue(value, piece.span.start, piece.span.end), piece.role, file),
  );
  const variables = stretch.some((part) => part.kind === 'text' && !part.literal) ? origin : [];
  const from = [...new Set([...(image.origin ?? []), ...variables])];
  return {
    ...rest,
    span: placeOf(span),
    ...(known === undefined ? {} : { pieces: known }),
    ...(from.length === 0 ? {} : { origin: from }),
  };
}
