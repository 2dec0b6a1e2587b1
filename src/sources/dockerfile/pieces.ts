import type { Value } from '../../formats/dockerfile/index.ts';
import { type PartSpan, parseReference } from '../../image/index.ts';
import type { Span } from '../../text/span.ts';
import type { Piece, PieceRole } from '../image-use.ts';

/**
 * The stretches of the file that a reference is composed of, in its order. Those of one role, one after the other, are
 * that part of the reference, unless some of it stands nowhere in the file (a build argument gave it). Undefined where the
 * reference stands literally at the place of its use; empty where it is none.
 */
export function piecesOf(value: Value, text: string, use: Span): readonly Piece[] | undefined {
  const [first] = value;
  if (value.length === 1 && first?.kind === 'text' && first.span !== undefined) {
    if (first.span.start === use.start && first.span.end === use.end) return undefined;
    return [{ role: 'reference', value: text, span: first.span }];
  }
  const parsed = parseReference(text);
  if (!parsed.ok) return [];
  const { registry, repository, tag, digest } = parsed.value.parts;
  return [
    ...within(value, 'registry', registry),
    ...within(value, 'repository', repository),
    ...within(value, 'tag', tag),
    ...within(value, 'digest', digest),
  ];
}

function within(value: Value, role: PieceRole, part: PartSpan | undefined): readonly Piece[] {
  const pieces: Piece[] = [];
  if (part === undefined) return pieces;
  let offset = 0;
  for (const fragment of value) {
    const text = fragment.kind === 'text' ? fragment.text : fragment.built;
    const place = fragment.kind === 'text' ? fragment.span : undefined;
    const start = Math.max(part.start - offset, 0);
    const end = Math.min(part.end - offset, text.length);
    if (start < end && place !== undefined) {
      const span = { start: place.start + start, end: place.start + end };
      pieces.push({ role, value: text.slice(start, end), span });
    }
    offset += text.length;
  }
  return pieces;
}
