import type { Exploration } from '../../helm/reach/explore.ts';
import type { TextSource } from '../../helm/reach/sources-of.ts';
import { keyText } from '../../helm/values/value-key.ts';
import { parseReference, type ReferenceParts } from '../../image/index.ts';
import type { Span } from '../../text/index.ts';
import type { PieceRole } from '../image-use.ts';
import type { ChartPiece, ChartPlace } from './chart-analysis.ts';
import type { ChartOptions } from './chart-options.ts';
import type { RenderedField } from './look-into.ts';
import type { RenderedImage } from './rendered-images.ts';

/** What an image is composed of, each piece where it is written. */
export function chartPieces(
  { fields }: RenderedImage,
  exploration: Exploration,
  options: ChartOptions,
): readonly ChartPiece[] {
  return fields.flatMap((field) =>
    field.sources.parts.flatMap((part): readonly ChartPiece[] => {
      const role = roleOf(part.span, field);
      const place = placeOfPart(part, exploration, options);
      if (role === undefined || place === undefined) return [];
      return [
        { ...place, role, value: part.text, ...(part.key === undefined ? {} : { key: keyText(part.key) }) },
      ];
    }),
  );
}

/** Where an image is reported: at its repository, or as near to it as is known. */
export function placeOfImage(
  { rendering, printedBy }: RenderedImage,
  pieces: readonly ChartPiece[],
  { templates }: Exploration,
): ChartPlace {
  const named = pieces.find(({ role }) => role === 'reference' || role === 'repository') ?? pieces[0];
  if (named !== undefined) return { file: named.file, span: named.span };
  if (printedBy === undefined) return { file: rendering.file.file.file, span: { start: 0, end: 0 } };
  const file = templates.get(printedBy.template)?.file ?? rendering.file.file;
  return { file: file.file, span: printedBy.span };
}

/** What a stretch of a field is of the reference; undefined for what is between its parts. */
function roleOf(span: Span, { role, value }: RenderedField): PieceRole | undefined {
  if (role !== 'reference') return role;
  if (span.start === 0 && span.end >= value.length) return 'reference';
  const parsed = parseReference(value);
  if (!parsed.ok) return undefined;
  const { repository, registry, tag, digest }: ReferenceParts = parsed.value.parts;
  const meets = (part: Span | undefined): boolean =>
    part !== undefined && span.start < part.end && part.start < span.end;
  if (span.end >= repository.end && meets(repository)) return 'repository';
  if (meets(registry) || meets(repository)) return 'registry';
  if (meets(tag)) return 'tag';
  return meets(digest) ? 'digest' : undefined;
}

function placeOfPart(
  { place, literal, text }: TextSource,
  { templates }: Exploration,
  { sourceOf }: ChartOptions,
): ChartPlace | undefined {
  if (place !== undefined)
    return { file: place.file, span: narrowed(place.file, place.span, text, sourceOf) };
  const file = literal === undefined ? undefined : templates.get(literal.template)?.file.file;
  return literal === undefined || file === undefined ? undefined : { file, span: literal.span };
}

/** The text itself within the token that it stands in, without quotes and what is not of the image. */
function narrowed(file: string, span: Span, text: string, sourceOf: ChartOptions['sourceOf']): Span {
  const token = sourceOf(file)?.text.slice(span.start, span.end) ?? '';
  const found = token.indexOf(text);
  if (found !== -1) return { start: span.start + found, end: span.start + found + text.length };
  const isQuoted = token.length > 1 && /^(["']).*\1$/s.test(token);
  return isQuoted ? { start: span.start + 1, end: span.end - 1 } : span;
}
