import { type PartSpan, parseReference } from '../image/index.ts';
import type { Span } from '../text/span.ts';
import type { FoundImage, Piece, PieceRole, UnresolvedReason } from './image-use.ts';

/** A stretch of a reference that variables are written in. */
export type Stretch =
  | {
      readonly text: string;
      /** As long as the text, character by character the same; undefined for what stands nowhere. */
      readonly span: Span | undefined;
      /** Where it is not the file of the use. */
      readonly file?: string;
    }
  | { readonly missing: UnresolvedReason };

/** A part of what stretches make together; what is missing has no length. */
export function cutStretches(stretches: readonly Stretch[], start: number, end: number): readonly Stretch[] {
  const kept: Stretch[] = [];
  let offset = 0;
  for (const stretch of stretches) {
    if ('missing' in stretch) {
      if (offset >= start && offset <= end) kept.push(stretch);
      continue;
    }
    const { text, span } = stretch;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, text.length);
    offset += text.length;
    if (from >= to) continue;
    const at = span && { start: span.start + from, end: span.start + to };
    kept.push({ ...stretch, text: text.slice(from, to), span: at });
  }
  return kept;
}

/** What stretches, one after the other, say of an image that is used at `span`. */
export function composed(
  stretches: readonly Stretch[],
  span: Span,
): Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'> {
  const value = stretches.map((stretch) => ('text' in stretch ? stretch.text : '')).join('');
  for (const stretch of stretches) {
    if ('missing' in stretch) return { span, value, unresolved: stretch.missing };
  }
  const [only] = stretches;
  if (stretches.length === 1 && only !== undefined) {
    const [piece] = within(stretches, 'reference', { start: 0, end: value.length });
    if (piece === undefined) return { span, value, pieces: [] };
    const literal = piece.file === undefined && isSame(piece.span, span);
    return literal ? { span, value } : { span, value, pieces: [piece] };
  }
  const parsed = parseReference(value);
  if (!parsed.ok) return { span, value, pieces: [] };
  const { registry, repository, tag, digest } = parsed.value.parts;
  const pieces = [
    ...within(stretches, 'registry', registry),
    ...within(stretches, 'repository', repository),
    ...within(stretches, 'tag', tag),
    ...within(stretches, 'digest', digest),
  ];
  return { span, value, pieces };
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The pieces of a part of the whole text; what stands nowhere is left out. */
function within(
  stretches: readonly Stretch[],
  role: PieceRole,
  part: PartSpan | undefined,
): readonly Piece[] {
  const pieces: Piece[] = [];
  if (part === undefined) return pieces;
  let offset = 0;
  for (const stretch of stretches) {
    if (!('text' in stretch)) continue;
    const { text, span, file } = stretch;
    const start = Math.max(part.start - offset, 0);
    const end = Math.min(part.end - offset, text.length);
    offset += text.length;
    if (start >= end || span === undefined) continue;
    pieces.push({
      role,
      value: text.slice(start, end),
      ...(file === undefined ? {} : { file }),
      span: { start: span.start + start, end: span.start + end },
    });
  }
  return pieces;
}
