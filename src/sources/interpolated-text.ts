import {
  type Expansion,
  expandTemplate,
  firstHole,
  knownText,
  type Place,
  type Scope,
  sliceValue,
  type Template,
  type Value,
} from '../formats/interpolation/index.ts';
import { spanInSource, type YamlScalar } from '../formats/yaml/index.ts';
import { type PartSpan, parseReference } from '../image/index.ts';
import type { Result } from '../result.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { FoundImage, Piece, PieceRole, UnresolvedReason } from './image-use.ts';
import { unresolvedText } from './unresolved-text.ts';

/** A scalar's value, and where its characters stand in the file. */
export function scalarTemplate(scalar: YamlScalar, source: SourceText): Template {
  const { path: file } = source;
  return {
    text: scalar.value,
    placeOf: (start, end) => ({ file, span: spanInSource(source, scalar, { start, end }) }),
  };
}

/** What a scalar says once its variables have their values. */
export function expandScalar(
  scalar: YamlScalar,
  source: SourceText,
  scope: Scope,
): Result<Expansion, UnresolvedReason> {
  const expanded = expandTemplate(scalarTemplate(scalar, source), scope);
  if (expanded.ok) return expanded;
  return { ok: false, error: { code: 'invalid', reason: expanded.error.message } };
}

type Reference = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved' | 'origin'>;

/** The reference that a value is, used at a place of a file. */
export function referenceOf({ value, origin }: Expansion, use: Span, file: string): Reference {
  const text = knownText(value);
  const hole = firstHole(value);
  const known = { span: use, value: text, ...(origin.length === 0 ? {} : { origin }) };
  if (hole !== undefined) return { ...known, unresolved: { code: 'variable', reason: hole.reason } };
  const unresolved = unresolvedText(text);
  if (unresolved !== undefined) return { ...known, unresolved };
  const pieces = piecesOf(value, text, use, file);
  return { ...known, ...(pieces === undefined ? {} : { pieces }) };
}

/**
 * The stretches of files that a reference is composed of, in its order; what stands in none is left out. Undefined where it
 * stands literally at the place of its use.
 */
export function piecesOf(value: Value, text: string, use: Span, file: string): readonly Piece[] | undefined {
  const [first] = value;
  if (value.length === 1 && first?.kind === 'text' && first.place !== undefined) {
    const { span, file: own } = first.place;
    if (own === file && span.start === use.start && span.end === use.end) return undefined;
    return [piece('reference', text, first.place, file)];
  }
  const parsed = parseReference(text);
  if (!parsed.ok) return [];
  const { registry, repository, tag, digest } = parsed.value.parts;
  return [
    ...within(value, 'registry', registry, file),
    ...within(value, 'repository', repository, file),
    ...within(value, 'tag', tag, file),
    ...within(value, 'digest', digest, file),
  ];
}

function piece(role: PieceRole, value: string, place: Place, file: string): Piece {
  return { role, value, ...(place.file === file ? {} : { file: place.file }), span: place.span };
}

function within(value: Value, role: PieceRole, part: PartSpan | undefined, file: string): readonly Piece[] {
  return part === undefined ? [] : placedPieces(sliceValue(value, part.start, part.end), role, file);
}

/** The parts of a value that stand somewhere, as pieces of one role. */
export function placedPieces(value: Value, role: PieceRole, file: string): readonly Piece[] {
  return value.flatMap((fragment) =>
    fragment.kind === 'text' && fragment.place !== undefined
      ? [piece(role, fragment.text, fragment.place, file)]
      : [],
  );
}

/** Where a scalar's text stands that a part of its value came from. */
export function useOf(value: Value, scalar: YamlScalar, source: SourceText): Span {
  const start = value[0]?.use.start ?? 0;
  const end = value.at(-1)?.use.end ?? start;
  return spanInSource(source, scalar, { start, end: Math.max(start, end) });
}
