import type { Span } from '../../text/span.ts';

/** A stretch of a string. */
export type GroovyPart =
  | {
      readonly kind: 'text';
      /** Escapes resolved; each escape is a part of its own, so that any other is the text at its span. */
      readonly value: string;
      readonly span: Span;
    }
  /** `$name.field` or `${…}`; `inside` is the expression without its marks. */
  | { readonly kind: 'expression'; readonly span: Span; readonly inside: Span };

export type GroovyToken =
  /** A name, a keyword or a number. */
  | { readonly kind: 'word'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'string';
      readonly parts: readonly GroovyPart[];
      readonly span: Span;
      /** What stands between the quotes. */
      readonly content: Span;
    }
  /** One character of punctuation. */
  | { readonly kind: 'mark'; readonly text: string; readonly span: Span }
  /** The end of a line, which ends a statement where nothing is open. */
  | { readonly kind: 'line'; readonly span: Span };
