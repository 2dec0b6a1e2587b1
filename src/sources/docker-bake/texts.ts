import { type Fragment, fragmentsOf, type Value } from '../../formats/hcl/index.ts';
import type { Span } from '../../text/span.ts';
import type { Stretch } from '../composed.ts';

/** A text of an attribute, in stretches, and where it is used. */
export interface BakeText {
  readonly value: string;
  readonly stretches: readonly Stretch[];
  readonly span: Span;
  /** From the attribute on: `[0]`, `.base`. */
  readonly path: string;
}

/** The expression, or the node, that a value is of: those of a list have their own places. */
export interface Fallback {
  readonly span: Span;
  readonly items?: readonly Fallback[];
}

/** The texts of an attribute's value: the value itself, those of a list, those of a map; `fallback` is where they stand as a whole. */
export function textsOf(value: Value, file: string, fallback: Fallback, path = ''): readonly BakeText[] {
  if (value.kind === 'tuple')
    return value.items.flatMap((item, index) =>
      textsOf(item, file, fallback.items?.[index] ?? fallback, `${path}[${index}]`),
    );
  if (value.kind === 'object') {
    return [...value.entries].flatMap(([key, item]) =>
      textsOf(
        item,
        file,
        fallback,
        `${path}${/^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`}`,
      ),
    );
  }
  const fragments = fragmentsOf(value);
  if (fragments === undefined || fragments.length === 0) return [];
  const stretches = fragments.map((fragment) => stretchOf(fragment, file));
  const known = fragments.map((fragment) => (fragment.kind === 'text' ? fragment.text : '')).join('');
  return [{ value: known, stretches, span: useOf(fragments, file) ?? fallback.span, path }];
}

function stretchOf(fragment: Fragment, file: string): Stretch {
  if (fragment.kind === 'hole') return { missing: { code: 'variable', reason: fragment.unknown.reason } };
  const { text, place } = fragment;
  if (place === undefined) return { text, span: undefined };
  return { text, span: place.span, ...(place.file === file ? {} : { file: place.file }) };
}

/** The stretch of the file from the first to the last use, as far as they follow each other. */
function useOf(fragments: readonly Fragment[], file: string): Span | undefined {
  let span: Span | undefined;
  for (const { use } of fragments) {
    if (use?.file !== file) continue;
    if (span === undefined) span = use.span;
    else if (use.span.start >= span.start && use.span.start <= span.end)
      span = { start: span.start, end: Math.max(span.end, use.span.end) };
  }
  return span;
}
