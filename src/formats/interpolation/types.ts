import type { Place, Span } from '../../text/index.ts';

/** A text with variables in it, and where its characters stand. */
export interface Template {
  readonly text: string;
  /** Where the characters from one offset of the text to another stand; undefined where that is no one stretch of a file. */
  readonly placeOf: (from: number, to: number) => Place | undefined;
}

export type Fragment =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Where the text stands literally: in the template, in a default, where a variable gets its value. */
      readonly place: Place | undefined;
      /** The stretch of the outermost template's text that it stands for. */
      readonly use: Span;
      /** Whether it stands in that template itself, character by character, and not for a variable. */
      readonly literal: boolean;
    }
  | {
      readonly kind: 'hole';
      /** The variable as it is written. */
      readonly text: string;
      readonly name: string;
      /** One sentence, lower case: why it has no value. */
      readonly reason: string;
      readonly use: Span;
    };

/** A value in stretches of text and variables without one. */
export type Value = readonly Fragment[];

export interface Expansion {
  readonly value: Value;
  /** The variables that the value came from, outermost first, each once. */
  readonly origin: readonly string[];
}

/** What a name stands for; undefined where it stands for nothing. */
export type Scope = (name: string) => Expansion | undefined;

export interface InterpolationError {
  readonly code: 'syntax' | 'too-long';
  /** One sentence, lower case: what is wrong. */
  readonly message: string;
}
