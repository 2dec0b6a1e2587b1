import type { Derivation, Guard, GuardRange, PrintedPiece, Value } from '../values/value.ts';
import { and, type Formula, not } from './formula.ts';

type FormulaOf = (value: Value) => Formula;

/** Of what a template printed the pieces that are more than white space. */
export function printedPieces({ pieces = [] }: Derivation): readonly PrintedPiece[] {
  return pieces.filter(({ text }) => text.trim() !== '' && text !== '<no value>');
}

/** The guards of a range that lie around a place, as they were decided. */
export function conditionOf(
  innermost: Guard | undefined,
  range: GuardRange | undefined,
  formulaOf: FormulaOf,
): Formula {
  const conditions: Formula[] = [];
  for (let guard = innermost; guard !== undefined; guard = guard.parent) {
    if (range !== undefined && (guard.index < range.start || guard.index >= range.end)) break;
    conditions.push(decided(guard, formulaOf));
  }
  return and(conditions.reverse());
}

/** What a guard was found to be. */
export function decided(guard: Guard, formulaOf: FormulaOf): Formula {
  const formula = formulaOf(guard.value);
  return guard.held ? formula : not(formula);
}

/** More guards than a helper has: one that prints a whole pod. */
const mostFlips = 24;

/** For each guard of a range the condition under which it alone would have been decided otherwise. */
export function flipped({ guards }: Derivation, formulaOf: FormulaOf): readonly Formula[] {
  if (guards === undefined) return [];
  const { log, start, end } = guards;
  const flips: Formula[] = [];
  for (let index = start; index < end && flips.length < mostFlips; index++) {
    const guard = log[index];
    if (guard === undefined) continue;
    const around = conditionOf(guard.parent, guards, formulaOf);
    const own = formulaOf(guard.value);
    flips.push(and([around, guard.held ? not(own) : own]));
  }
  return flips;
}
