import type { Span } from '../../text/span.ts';

/** A piece of a word. All offsets are those of the script. */
export type ShellPart =
  | ({ readonly kind: 'text' } & Span)
  | ShellVariable
  /** `$(…)`, `` `…` ``, `$((…))`, `<(…)`: known only when it runs. Commands in it are steps of their own. */
  | ({ readonly kind: 'substitution' } & Span);

export interface ShellVariable extends Span {
  readonly kind: 'variable';
  readonly name: string;
  /** `${NAME:-…}`, `${NAME-…}` and the same with `=`: what stands for a variable without a value. */
  readonly fallback?: readonly ShellPart[];
  /** The value is changed on its way: `${NAME%…}`, `${#NAME}`, `${!NAME}`. */
  readonly changed?: true;
  /** `${NAME[@]}`: every item of an array. */
  readonly items?: true;
  readonly quoted: boolean;
}

/** Quotes and escapes are gone: the parts are what the shell sees, and need not follow each other in the script. */
export interface ShellWord extends Span {
  readonly parts: readonly ShellPart[];
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord;
  /** `NAME=(a b)`. */
  readonly items?: readonly ShellWord[];
}

export interface ShellCommand {
  readonly kind: 'command';
  readonly assignments: readonly ShellAssignment[];
  readonly words: readonly ShellWord[];
  /** The bodies of its here-documents. */
  readonly heredocs: readonly Span[];
  /** It stands within `if`, `case`, a loop or a function, or behind `&&` or `||`. */
  readonly conditional: boolean;
}

/** The head of `for NAME in …`. */
export interface ShellLoop {
  readonly kind: 'loop';
  readonly name: string;
  readonly words: readonly ShellWord[];
}

export type ShellStep = ShellCommand | ShellLoop;
