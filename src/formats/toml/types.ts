import type { Span } from '../../text/span.ts';

export type TomlValue = TomlString | TomlOther | TomlArray | TomlTable;

export interface TomlString {
  readonly kind: 'string';
  /** Escapes resolved. */
  readonly value: string;
  /** With its quotes. */
  readonly span: Span;
  /** Within them. Where it is as long as the value, both are the same, character by character. */
  readonly content: Span;
}

/** A number, a boolean or a date. */
export interface TomlOther {
  readonly kind: 'other';
  readonly text: string;
  readonly span: Span;
}

export interface TomlArray {
  readonly kind: 'array';
  readonly items: TomlValue[];
}

/** What headers, dotted keys and inline tables define together; of a key that is assigned again the last counts. */
export interface TomlTable {
  readonly kind: 'table';
  readonly entries: Map<string, TomlValue>;
}

export interface TomlProblem {
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly span: Span;
}
