import { unknown } from '../values/unknown.ts';
import type { Value } from '../values/value.ts';
import { keyText, type ValueKey } from '../values/value-key.ts';
import { type Assignment, assign } from './assignment.ts';
import { evaluate, type LookUp, scalarOf } from './evaluate.ts';
import type { Equals, Formula, Opaque } from './formula.ts';
import { emptyValue, inventValue } from './invent.ts';

export type Scalar = string | number | boolean;

/** What is known of the values while an assignment is looked for. */
export interface Knowledge {
  readonly lookUp: LookUp;
  /** Other values that a key is known to take: of the schema, or compared with elsewhere. */
  alternatives(key: ValueKey): readonly Scalar[];
}

/**
 * The assignment with what else has to be set for a formula to have a value; undefined where nothing is known that would do, or
 * where it contradicts what is set.
 */
export function solve(
  formula: Formula,
  wanted: boolean,
  assignment: Assignment,
  knowledge: Knowledge,
): Assignment | undefined {
  if (evaluate(formula, knowledge.lookUp, assignment) === wanted) return assignment;
  switch (formula.kind) {
    case 'constant':
      return undefined;
    case 'truthy': {
      const { key } = formula;
      const current = knowledge.lookUp(key);
      const value = wanted ? inventValue(key.key, current) : emptyValue(key.key, current);
      return value === undefined ? undefined : assign(assignment, key, value);
    }
    case 'equals':
      return solveEquals(formula, wanted, assignment, knowledge);
    case 'offers':
      return wanted ? { ...assignment, apis: new Set(assignment.apis).add(formula.api) } : undefined;
    case 'opaque':
      return solveOpaque(formula, wanted, assignment, knowledge);
    case 'not':
      return solve(formula.of, !wanted, assignment, knowledge);
    default:
      return (formula.kind === 'and') === wanted
        ? solveAll(formula.of, wanted, assignment, knowledge)
        : solveOne(formula.of, wanted, assignment, knowledge);
  }
}

function solveAll(
  formulas: readonly Formula[],
  wanted: boolean,
  assignment: Assignment,
  knowledge: Knowledge,
): Assignment | undefined {
  let at: Assignment | undefined = assignment;
  for (const formula of formulas) {
    at = solve(formula, wanted, at, knowledge);
    if (at === undefined) return undefined;
  }
  return at;
}

function solveOne(
  formulas: readonly Formula[],
  wanted: boolean,
  assignment: Assignment,
  knowledge: Knowledge,
): Assignment | undefined {
  for (const formula of formulas) {
    const found = solve(formula, wanted, assignment, knowledge);
    if (found !== undefined) return found;
  }
  return undefined;
}

function solveEquals(
  { key, value }: Equals,
  wanted: boolean,
  assignment: Assignment,
  knowledge: Knowledge,
): Assignment | undefined {
  if (wanted) return assign(assignment, key, literal(value));
  if (typeof value === 'boolean') return assign(assignment, key, literal(!value));
  const other = knowledge.alternatives(key).find((each) => each !== value);
  if (other !== undefined) return assign(assignment, key, literal(other));
  const current = scalarOf(knowledge.lookUp(key));
  if (typeof current === 'number') return assign(assignment, key, literal(current + 1));
  const empty = value === '' ? unknown : literal('');
  return keyText(key) === '' ? undefined : assign(assignment, key, empty);
}

function solveOpaque(
  { hint, keys }: Opaque,
  wanted: boolean,
  assignment: Assignment,
  knowledge: Knowledge,
): Assignment | undefined {
  if (hint !== undefined) return solve(hint, wanted, assignment, knowledge);
  const [key] = keys;
  if (key === undefined || keys.length > 1) return undefined;
  // Nothing is known but that the value matters: the other truth value is worth a try.
  const current = evaluate({ kind: 'truthy', key }, knowledge.lookUp, assignment);
  return solve({ kind: 'truthy', key }, current !== true, assignment, knowledge);
}

function literal(value: string | number | boolean): Value {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', value };
    case 'number':
      return { kind: 'float', value };
    default:
      return { kind: 'bool', value };
  }
}
