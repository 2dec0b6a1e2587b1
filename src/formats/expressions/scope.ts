import type { Fragment, Value } from './value.ts';

/** What a function makes of its arguments; unknown arguments are among them. */
export type Implementation = (args: readonly Value[]) => Value;

/** What names mean where an expression stands. */
export interface Scope {
  /** Path of the file that the expression stands in. */
  readonly file: string;
  /** Variables of `for`, `each`, and iterators of dynamic blocks. */
  readonly bindings: ReadonlyMap<string, Value>;
  /** The value of a name and of what is looked up in it (`var`, `image`), and how many of the names that took. */
  readonly reference: (names: readonly string[]) => { readonly value: Value; readonly used: number };
  /** The functions of the language that the expression is written in. */
  readonly language?: ReadonlyMap<string, Implementation>;
  /** Functions beside those of the language. */
  readonly functions?: ReadonlyMap<string, Implementation>;
  /** What may still be done: shared by all that is evaluated for one file. */
  readonly budget: Budget;
}

export interface Budget {
  steps: number;
  depth: number;
}

/** For all of a module: far beyond what one needs, and a second or so. */
export function newBudget(): Budget {
  return { steps: 1_000_000, depth: 0 };
}

/** Expressions in expressions, and in the locals that they name. */
export const MAX_EVALUATION_DEPTH = 600;

/** Takes steps from what is left; false when it is used up. */
export function spend({ budget }: Scope, steps: number): boolean {
  budget.steps -= steps;
  return budget.steps > 0;
}

/** More pieces than any text of a module is made of. */
const MAX_FRAGMENTS = 100_000;

/** Takes what a text that is put together costs; false when it is too long, or nothing is left. */
export function spendText(scope: Scope, fragments: readonly Fragment[]): boolean {
  if (fragments.length > MAX_FRAGMENTS) return false;
  let length = 0;
  for (const fragment of fragments) length += fragment.kind === 'text' ? fragment.text.length : 1;
  return spend(scope, fragments.length + (length >> 4));
}

export function bind(scope: Scope, bindings: Iterable<readonly [string, Value]>): Scope {
  return { ...scope, bindings: new Map([...scope.bindings, ...bindings]) };
}
