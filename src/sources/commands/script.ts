import type { Fragment, Span } from '../../text/index.ts';
import { stretch } from '../pieces.ts';
import type { TextValue } from '../text-values.ts';

/** Stands in the text of a script for what something else puts there before a shell sees it. Of the private use area. */
const FILLED = '\ue002';

/** A script to be read. */
export interface Script {
  /** Its text; what is not known before it runs is a hole. */
  readonly fragments: readonly Fragment[];
  /** The file in which finds are told. */
  readonly file: string;
  /** The field that holds the script: `jobs.test.steps[1].run`. */
  readonly path: string;
  /** Environment variables that are set from outside; undefined for one that is not known. */
  readonly variable?: (name: string) => readonly TextValue[] | undefined;
}

/** The text of a script as one string, and the way back to its pieces. */
export interface ScriptText {
  readonly text: string;
  readonly fragments: readonly Fragment[];
  readonly starts: readonly number[];
}

export function scriptText(fragments: readonly Fragment[]): ScriptText {
  const starts: number[] = [];
  let text = '';
  for (const fragment of fragments) {
    starts.push(text.length);
    text += fragment.kind === 'hole' ? FILLED : fragment.text;
  }
  return { text, fragments, starts };
}

/** The pieces of a stretch of the script. */
export function piecesAt({ fragments, starts }: ScriptText, { start, end }: Span): readonly Fragment[] {
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
  return stretch(fragments.slice(low, last), start - offset, end - offset, FILLED.length);
}

/** Where a stretch of the script stands in a file, from the first to the last of its characters. */
export function placeAt(script: ScriptText, span: Span, file: string): Span | undefined {
  let start: number | undefined;
  let end = 0;
  for (const { use } of piecesAt(script, span)) {
    if (use?.file !== file) continue;
    if (start === undefined || use.span.start < start) start = use.span.start;
    end = Math.max(end, use.span.end);
  }
  return start === undefined ? undefined : { start, end };
}
