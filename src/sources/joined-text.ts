import type { Fragment, Span } from '../text/index.ts';
import { stretch } from './pieces.ts';

/** Stands in a joined text for a piece that is not known. Of the private use area: no file has it. */
export const FILLED = '\ue002';

/** A text of pieces as one string, and the way back to them, whatever their number. */
export interface JoinedText {
  readonly text: string;
  readonly fragments: readonly Fragment[];
  readonly starts: readonly number[];
  /** Characters that stand for a piece that is not known. */
  readonly holeWidth: number;
}

export function joinText(fragments: readonly Fragment[], filler: string = FILLED): JoinedText {
  const starts: number[] = [];
  let text = '';
  for (const fragment of fragments) {
    starts.push(text.length);
    text += fragment.kind === 'hole' ? filler : fragment.text;
  }
  return { text, fragments, starts, holeWidth: filler.length };
}

/** The pieces of a stretch of the text. */
export function piecesAt(
  { fragments, starts, holeWidth }: JoinedText,
  { start, end }: Span,
): readonly Fragment[] {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  let last = low;
  while (last < starts.length && (starts[last] ?? 0) < end) last++;
  const offset = starts[low] ?? 0;
  return stretch(fragments.slice(low, last), start - offset, end - offset, holeWidth);
}

/** Where a stretch of the text stands in a file, from the first to the last of its characters. */
export function placeAt(joined: JoinedText, span: Span, file: string): Span | undefined {
  let start: number | undefined;
  let end = 0;
  for (const { use } of piecesAt(joined, span)) {
    if (use?.file !== file) continue;
    if (start === undefined || use.span.start < start) start = use.span.start;
    end = Math.max(end, use.span.end);
  }
  return start === undefined ? undefined : { start, end };
}
