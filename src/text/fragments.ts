import type { Span } from './span.ts';

/** Where a piece of a value stands. Values go through several files: a default in one, its use in another. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

/** What kind of thing keeps a value from being known. */
export type UnknownCode = 'variable' | 'template' | 'invalid' | 'alias' | 'not-visible';

/** Why a value is not known from the text alone. */
export interface Unknown {
  /** `variable` where it is absent. */
  readonly code?: UnknownCode;
  /** One sentence, lower case: `variable tag has no default`. */
  readonly reason: string;
  /** It is certain that evaluation fails here: `try` goes on with what follows. */
  readonly fails?: true;
}

/** A stretch of a string: known text, or what stands in place of an unknown one. */
export type Fragment =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Undefined for what stands nowhere: a function made it. As long as the text: both are the same, character by character. */
      readonly place: Place | undefined;
      /** Where it comes in: `${var.tag}`, whose literal stands elsewhere. The place itself where that is it. */
      readonly use: Place | undefined;
    }
  | {
      readonly kind: 'hole';
      readonly unknown: Unknown;
      readonly use: Place | undefined;
      /** What the value holds in its place, such as the variable as it is written; nothing where it is absent. */
      readonly written?: string;
    };

/** Text that stands in no file: it is made of what stands there, or a rule of the format puts it there. */
export function madeFragment(text: string): Fragment & { readonly kind: 'text' } {
  return { kind: 'text', text, place: undefined, use: undefined };
}

/** A literal: text that is used where it stands, if it stands anywhere. */
export function literalFragment(text: string, file: string, span: Span | undefined): Fragment {
  const place = span && { file, span };
  return { kind: 'text', text, place, use: place };
}

/** Part of known text; one that is not the same character by character keeps its whole place. */
export function cutFragment(
  fragment: Fragment & { readonly kind: 'text' },
  from: number,
  to: number,
): Fragment {
  const { place, use, text: whole } = fragment;
  const inner = partOf(place, whole, from, to);
  // A literal is used where it stands, and so is its part.
  return { kind: 'text', text: whole.slice(from, to), place: inner, use: use === place ? inner : use };
}

function partOf(place: Place | undefined, whole: string, from: number, to: number): Place | undefined {
  if (place === undefined || place.span.end - place.span.start !== whole.length) return place;
  const { start } = place.span;
  return { file: place.file, span: { start: start + from, end: start + to } };
}
