import {
  type Expansion,
  expandTemplate,
  firstHole,
  knownText,
  type Scope,
  type Template,
  type Value,
} from '../formats/interpolation/index.ts';
import { spanInSource, type YamlScalar } from '../formats/yaml/index.ts';
import type { Result } from '../result.ts';
import type { Fragment, SourceText, Span } from '../text/index.ts';
import type { FoundImage, Piece, PieceRole, UnresolvedReason } from './image-use.ts';
import { piecesAt, rolePieces } from './pieces.ts';
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

/** The stretches of files that a value, whose text is a reference, is composed of; see `piecesAt`. */
export function piecesOf(value: Value, text: string, use: Span, file: string): readonly Piece[] | undefined {
  return piecesAt(placedFragments(value), file, use, text);
}

/** The parts of a value that stand somewhere, as pieces of one role. */
export function placedPieces(value: Value, role: PieceRole, file: string): readonly Piece[] {
  return rolePieces(placedFragments(value), role, file);
}

/** A value without the places of its uses, which are those of the template's text. */
export function placedFragments(value: Value): readonly Fragment[] {
  return value.map((fragment) =>
    fragment.kind === 'text'
      ? { kind: 'text', text: fragment.text, place: fragment.place, use: undefined }
      : { kind: 'hole', unknown: { reason: fragment.reason }, written: fragment.text, use: undefined },
  );
}

/** Where a scalar's text stands that a part of its value came from. */
export function useOf(value: Value, scalar: YamlScalar, source: SourceText): Span {
  const start = value[0]?.use.start ?? 0;
  const end = value.at(-1)?.use.end ?? start;
  return spanInSource(source, scalar, { start, end: Math.max(start, end) });
}
