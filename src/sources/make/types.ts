import type { Fragment, SourceText, Span } from '../../text/index.ts';

/** A text of a makefile with its places: lines that go on are one. */
export type MakeText = readonly Fragment[];

export interface MakeVariable {
  readonly name: string;
  readonly value: MakeText;
  /** Of the value. */
  readonly span: Span;
  /** `?=`: whoever calls make may have set it. */
  readonly isDefault: boolean;
  /** `+=` adds to what there is. */
  readonly adds: boolean;
  /** It stands within `ifeq` and the like, or belongs to a target. */
  readonly conditional: boolean;
}

export interface MakeRule {
  /** The targets as they are written. */
  readonly target: string;
  /** The lines of the recipe, without the tab. */
  readonly recipe: MakeText;
}

export interface Makefile {
  readonly source: SourceText;
  readonly variables: readonly MakeVariable[];
  readonly rules: readonly MakeRule[];
  /** What `include` names, as it is written. */
  readonly includes: readonly MakeText[];
}

/** What variables are set to, by their names, in the order of the files. */
export interface MakeScope {
  readonly variables: ReadonlyMap<string, readonly MakeVariable[]>;
  /** Given from outside: they win over defaults. */
  readonly given: Readonly<Record<string, string>>;
}
