import { fragmentsOf, type Value } from '../../formats/hcl/index.ts';
import type { Fragment, Span } from '../../text/index.ts';
import { textOf, useOf } from '../pieces.ts';

/** A text of an attribute, what it is made of, and where it is used. */
export interface BakeText {
  readonly value: string;
  readonly fragments: readonly Fragment[];
  readonly file: string;
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
  const span = useOf(fragments, file) ?? fallback.span;
  return [{ value: textOf(fragments), fragments, file, span, path }];
}
