import type { Guard } from '../values/value.ts';
import { noAssignment } from './assignment.ts';
import { evaluate, type LookUp } from './evaluate.ts';
import { and, type Formula, or } from './formula.ts';
import { formulaOf } from './formula-of.ts';
import { decided } from './printed.ts';
import { keysOf } from './targets.ts';

/** More than anybody reads: what has to be changed comes first. */
const mostParts = 6;

/**
 * When something is rendered that stands within guards: what has to be set beyond the given values, and the switches that have to
 * stay as they are. Tests of values that are no switches and pass as they are given say nothing, and are left out.
 */
export function conditionUnder(guards: readonly Guard[], around: Formula, lookUp: LookUp): Formula {
  const formulas = new Set<Guard>();
  for (const guard of guards) {
    for (let at: Guard | undefined = guard; at !== undefined && !formulas.has(at); at = at.parent)
      formulas.add(at);
  }
  const ordered = [...formulas].sort((a, b) => a.index - b.index);
  const whole = and([around, ...ordered.map((guard) => decided(guard, formulaOf))]);
  const parts = whole.kind === 'and' ? whole.of : [whole];
  const missing = parts.filter((part) => evaluate(part, lookUp, noAssignment) === false);
  const switches = parts.filter((part) => !missing.includes(part) && isSwitch(part, lookUp));
  const kept = new Set([...missing, ...switches].slice(0, mostParts));
  return and(parts.filter((part) => kept.has(part)).map((part) => simplified(part, lookUp)));
}

/** Whether a formula asks for nothing but switches and constants, and is known to hold. */
function isSwitch(formula: Formula, lookUp: LookUp): boolean {
  if (evaluate(formula, lookUp, noAssignment) !== true) return false;
  if (formula.kind === 'constant') return false;
  if (formula.kind === 'offers') return true;
  return [...keysOf(formula).values()].every((key) => lookUp(key)?.kind === 'bool') || hasEquals(formula);
}

function hasEquals(formula: Formula): boolean {
  if (formula.kind === 'not') return hasEquals(formula.of);
  return formula.kind === 'equals';
}

/** Of a long list of alternatives those that are switches. */
const mostAlternatives = 4;

function simplified(formula: Formula, lookUp: LookUp): Formula {
  if (formula.kind !== 'or' || formula.of.length <= mostAlternatives) return formula;
  const simple = formula.of.filter((part) => part.kind === 'truthy' || part.kind === 'equals');
  const switches = simple.filter((part) =>
    [...keysOf(part).values()].every((key) => lookUp(key)?.kind === 'bool'),
  );
  const chosen = switches.length > 0 ? switches : simple;
  return or((chosen.length > 0 ? chosen : formula.of).slice(0, mostAlternatives));
}
