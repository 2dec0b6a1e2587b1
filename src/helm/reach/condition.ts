import type { Guard } from '../values/value.ts';
import { type Assignment, leadsTo, noAssignment } from './assignment.ts';
import { evaluate, type LookUp } from './evaluate.ts';
import { and, type Formula, identity, not, or } from './formula.ts';
import { formulaOf } from './formula-of.ts';
import { decided } from './printed.ts';
import { keysOf } from './targets.ts';

/** More than anybody reads. What has to be changed counts, and is never left out. */
const mostParts = 6;

/** What was decided by guards and by those around them, in the order of their evaluation: all that is kept of guards. */
export function decisionsOf(guards: Iterable<Guard>): readonly Formula[] {
  const found = new Set<Guard>();
  for (const guard of guards) {
    for (let at: Guard | undefined = guard; at !== undefined && !found.has(at); at = at.parent) found.add(at);
  }
  return [...found].sort((a, b) => a.index - b.index).map((guard) => decided(guard, formulaOf));
}

/**
 * When something is rendered that stands within guards: of what an assignment sets that which has to be set, and the switches that
 * have to stay as they are given. Tests of values that are no switches and pass as they are given say nothing, and are left out.
 */
export function conditionUnder(
  decisions: readonly Formula[],
  around: Formula,
  lookUp: LookUp,
  assignment: Assignment,
): Formula {
  const whole = and([around, ...decisions]);
  const parts = partsOf(whole);
  // What nothing was set for has passed as it is given, whatever is known of it: subcharts have globals that their parents lack.
  const missing = parts.filter((part) => {
    const holds = evaluate(part, lookUp, noAssignment);
    return holds !== true && isSet(part, assignment, holds === undefined);
  });
  const switches = parts.filter((part) => !missing.includes(part) && isSwitch(part, lookUp));
  const kept = new Set([...missing, ...switches.slice(0, Math.max(0, mostParts - missing.length))]);
  return and(parts.filter((part) => kept.has(part)).map((part) => simplified(part, lookUp)));
}

/** `whole`: what is set within a table that the formula hangs on does not count, such as the switch of a subchart. */
function isSet(formula: Formula, { values, apis }: Assignment, whole: boolean): boolean {
  if (values.size === 0 && apis.size === 0) return false;
  const keys = [...keysOf(formula).values()];
  if (keys.length === 0) return apis.size > 0;
  for (const { key: set } of values.values())
    if (keys.some((key) => leadsTo(set, key) || (!whole && leadsTo(key, set)))) return true;
  return false;
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

/** More than anybody reads; one is enough. */
const mostWays = 3;

/** The simplest of the conditions that something is rendered under; each of them is enough. */
export function anyOf(conditions: readonly Formula[], others: readonly Formula[] = []): Formula {
  const known = [...conditions, ...others];
  const all = or(conditions.map((condition) => withoutIndifferent(condition, known)));
  if (all.kind !== 'or' || all.of.length <= mostWays) return all;
  const bySize = all.of.toSorted((a, b) => partsOf(a).length - partsOf(b).length);
  const chosen = new Set(bySize.slice(0, mostWays));
  return or(all.of.filter((each) => chosen.has(each)));
}

/** `(a and b) or (a and not b)` is `a`, whichever of the two it is told of. */
function withoutIndifferent(condition: Formula, others: readonly Formula[]): Formula {
  let parts = partsOf(condition);
  for (const other of others) {
    const own = new Set(parts.map(identity));
    const differing = partsOf(other).filter((part) => !own.has(identity(part)));
    const [only, another] = differing;
    if (only === undefined || another !== undefined) continue;
    const indifferent = identity(not(only));
    parts = parts.filter((part) => identity(part) !== indifferent);
  }
  return and(parts);
}

function partsOf(formula: Formula): readonly Formula[] {
  return formula.kind === 'and' ? formula.of : [formula];
}
