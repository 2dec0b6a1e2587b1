import type { Budget } from '../../regexp/index.ts';
import type { KeyPath, Value } from '../values/value.ts';
import { type Failure, failure } from './failure.ts';
import type { Schema } from './types.ts';

/** Thrown when a schema takes too long: a few lines of it can ask for more steps than there is time. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

export interface Run {
  /** Schemas that may still be held against a value. */
  steps: number;
  /** Of all regular expressions together. */
  readonly regexps: Budget;
  /** Whether a schema asks for what no other keyword has looked at. */
  readonly tracks: boolean;
  readonly evaluate: Evaluate;
}

/** Why the value is not as the schema wants it; undefined if it is. What was looked at on the way is added to `evaluated`. */
export type Evaluate = (
  run: Run,
  schema: Schema,
  value: Value,
  path: KeyPath | undefined,
  parent: Scope | undefined,
  evaluated?: Set<string | number>,
) => Failure | undefined;

/** The schemas that led to the one at hand, innermost first. */
export interface Scope {
  readonly schema: Schema;
  readonly value: Value;
  readonly parent: Scope | undefined;
  readonly depth: number;
}

/** A value under a schema, and what comes of it. */
export interface Check {
  readonly run: Run;
  readonly schema: Schema;
  readonly value: Value;
  readonly path: KeyPath | undefined;
  readonly scope: Scope;
  readonly failures: Failure[];
  /** The keys and indexes that a keyword has looked at; undefined where no schema asks for them. */
  readonly evaluated: Set<string | number> | undefined;
}

/** The same value under another schema; tells whether it does. */
export function self(check: Check, schema: Schema): boolean {
  const wrong = check.run.evaluate(check.run, schema, check.value, check.path, check.scope, check.evaluated);
  if (wrong !== undefined) check.failures.push(wrong);
  return wrong === undefined;
}

/** What stands at a key or an index under a schema; tells whether it does. */
export function below(check: Check, schema: Schema, value: Value, key: string | number): boolean {
  check.evaluated?.add(key);
  const wrong = check.run.evaluate(check.run, schema, value, { parent: check.path, key }, check.scope);
  if (wrong !== undefined) check.failures.push(wrong);
  return wrong === undefined;
}

export function fail(check: Check, message: () => string, causes?: Failure['causes']): void {
  check.failures.push(failure(check.path, check.value, message, causes));
}
