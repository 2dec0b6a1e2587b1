import type { Span } from '../../../text/span.ts';
import type { HclExpression, TextRun } from '../types.ts';

/** The pieces of a template one after the other, before directives are matched with their ends. */
export type Atom =
  | { readonly kind: 'text'; runs: readonly TextRun[] }
  | { readonly kind: 'interpolation'; readonly span: Span; readonly expression: HclExpression }
  | { readonly kind: 'if'; readonly span: Span; readonly condition: HclExpression }
  | {
      readonly kind: 'for';
      readonly span: Span;
      readonly key: string | undefined;
      readonly value: string;
      readonly collection: HclExpression;
    }
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly span: Span };

const LEADING = /^\p{White_Space}+/u;
const SPACE = /\p{White_Space}/u;

/** The runs without the white space at their beginning, as a strip marker before them wants. */
export function trimmedStart(runs: readonly TextRun[]): readonly TextRun[] {
  return withoutFirst(runs, LEADING.exec(textOf(runs))?.[0].length ?? 0);
}

/** The runs without the white space at their end. */
export function trimmedEnd(runs: readonly TextRun[]): readonly TextRun[] {
  const text = textOf(runs);
  // A pattern for the end of a text is tried at each of its blanks.
  let length = text.length;
  while (length > 0 && SPACE.test(text.charAt(length - 1))) length--;
  const kept: TextRun[] = [];
  for (const run of runs) {
    if (length <= 0) break;
    kept.push(length >= run.value.length ? run : cut(run, 0, length));
    length -= run.value.length;
  }
  return kept;
}

export function textOf(runs: readonly TextRun[]): string {
  return runs.length === 1 ? (runs[0]?.value ?? '') : runs.map(({ value }) => value).join('');
}

/** The runs without the first characters of their text. */
export function withoutFirst(runs: readonly TextRun[], count: number): readonly TextRun[] {
  if (count === 0) return runs;
  const kept: TextRun[] = [];
  let left = count;
  for (const run of runs) {
    if (left < run.value.length) kept.push(left <= 0 ? run : cut(run, left, run.value.length));
    left -= run.value.length;
  }
  return kept;
}

/** Part of a run; an escape stands for one character and is not cut. */
function cut({ value, span }: TextRun, from: number, to: number): TextRun {
  const verbatim = span.end - span.start === value.length;
  const place = verbatim ? { start: span.start + from, end: span.start + to } : span;
  return { value: value.slice(from, to), span: place };
}
