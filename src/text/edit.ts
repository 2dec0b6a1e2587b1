import { err, ok, type Result } from '../result.ts';
import type { SourceText } from './source-text.ts';
import type { Span } from './span.ts';

/** The text at the span becomes the replacement; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly replacement: string;
}

/** Why a set of edits cannot be applied, with the edit (and the one before it) that stands in the way. */
export type EditConflict =
  | { readonly code: 'out-of-range'; readonly edit: Edit }
  | { readonly code: 'overlap'; readonly edit: Edit; readonly other: Edit };

/**
 * Applies edits, given in any order with spans of the same original text, and returns the new text (without the byte
 * order mark: see `contentOf`). All are applied or none.
 *
 * Spans may touch. Insertions at one place keep their given order, and stand before the replacement of a span that
 * begins there. Two edits of one stretch conflict even when they agree: who proposes an edit twice has to say so once.
 */
export function applyEdits(source: SourceText, edits: readonly Edit[]): Result<string, EditConflict> {
  const { text } = source;
  const outside = edits.find(({ span }) => !isSpanOf(text, span));
  if (outside !== undefined) return err({ code: 'out-of-range', edit: outside });

  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const pieces: string[] = [];
  let previous: Edit | undefined;
  for (const edit of sorted) {
    const end = previous?.span.end ?? 0;
    if (previous !== undefined && edit.span.start < end) {
      return err({ code: 'overlap', edit, other: previous });
    }
    pieces.push(text.slice(end, edit.span.start), edit.replacement);
    previous = edit;
  }
  pieces.push(text.slice(previous?.span.end ?? 0));
  return ok(pieces.join(''));
}

function isSpanOf(text: string, { start, end }: Span): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length;
}
