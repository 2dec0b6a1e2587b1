import { isTrue } from '../template/runtime.ts';
import { isTable, type Value } from '../values/value.ts';
import { keyText, segmentsOf, type ValueKey } from '../values/value-key.ts';
import { type Assignment, tablesAround } from './assignment.ts';
import type { Formula } from './formula.ts';

/** What a key stands for as the chart is given; undefined where nothing does. */
export type LookUp = (key: ValueKey) => Value | undefined;

/** Whether a formula holds once an assignment is made; undefined where that cannot be told. */
export function evaluate(formula: Formula, lookUp: LookUp, assignment: Assignment): boolean | undefined {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'truthy':
      return isTruthy(formula.key, lookUp, assignment);
    case 'equals':
      return scalarOf(assigned(formula.key, lookUp, assignment)) === formula.value;
    case 'offers':
      return assignment.apis.has(formula.api);
    case 'opaque':
      return formula.hint === undefined ? undefined : evaluate(formula.hint, lookUp, assignment);
    case 'not': {
      const inner = evaluate(formula.of, lookUp, assignment);
      return inner === undefined ? undefined : !inner;
    }
    default:
      return junction(formula.of, formula.kind === 'or', lookUp, assignment);
  }
}

function junction(
  of: readonly Formula[],
  decisive: boolean,
  lookUp: LookUp,
  assignment: Assignment,
): boolean | undefined {
  let unknown = false;
  for (const part of of) {
    const value = evaluate(part, lookUp, assignment);
    if (value === decisive) return decisive;
    unknown ||= value === undefined;
  }
  return unknown ? undefined : !decisive;
}

function isTruthy(key: ValueKey, lookUp: LookUp, assignment: Assignment): boolean {
  const value = assigned(key, lookUp, assignment);
  if (isTrue(value)) return true;
  // A key that is set makes whatever leads to it non-empty.
  return tablesAround(assignment).filled.has(keyText(key));
}

function assigned(key: ValueKey, lookUp: LookUp, assignment: Assignment): Value | undefined {
  if (assignment.values.size === 0) return lookUp(key);
  for (let at: ValueKey | undefined = key; at !== undefined; at = at.parent) {
    const set = assignment.values.get(keyText(at));
    if (set !== undefined) return below(set.value, segmentsOf(key).slice(segmentsOf(at).length));
  }
  return lookUp(key);
}

export function below(value: Value | undefined, keys: readonly (string | number)[]): Value | undefined {
  let at = value;
  for (const key of keys) {
    if (isTable(at)) at = at.entries.get(String(key));
    else if (at?.kind === 'list' && typeof key === 'number') at = at.items[key];
    else return undefined;
  }
  return at;
}

/** A scalar as formulas compare it. */
export function scalarOf(value: Value | undefined): string | number | boolean | undefined {
  switch (value?.kind) {
    case 'string':
    case 'bool':
    case 'float':
      return value.value;
    case 'int':
      return Number(value.value);
    default:
      return undefined;
  }
}
