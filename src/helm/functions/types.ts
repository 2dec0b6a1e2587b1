import type { ParamType, Value } from '../values/value.ts';

/** A function of templates, with the signature that it has in Go. */
export interface TemplateFunction {
  readonly params: readonly ParamType[];
  /** Of the arguments behind those, any number. */
  readonly rest?: ParamType;
  /**
   * The arguments have been checked against the signature. Throws `FunctionFailure` where the Go function returns an error or
   * panics. Tables that a function changes (`set`, `merge`) are changed in place, as in Go.
   */
  run(args: readonly Value[]): Value;
}

export type Functions = Readonly<Record<string, TemplateFunction>>;

/** A function returned an error or panicked; the message is Go's, without the name of the function. */
export class FunctionFailure extends Error {
  override readonly name = 'FunctionFailure';
}

/** `argument-count`, `argument-type`: the call does not fit the signature. `function`: the function itself failed. */
export interface CallError {
  readonly code: 'argument-count' | 'argument-type' | 'function';
  /** One sentence, as text/template words it. */
  readonly message: string;
}
