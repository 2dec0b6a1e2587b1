import type { Guard } from '../values/value.ts';
import { keyText, type ValueKey } from '../values/value-key.ts';
import type { Assignment } from './assignment.ts';
import { evaluate } from './evaluate.ts';
import { type Formula, identity } from './formula.ts';
import { guardFormula } from './formula-of.ts';
import { type Knowledge, solve } from './solve.ts';

/** A side of a guard that no rendering has executed yet. */
export interface Target {
  /** The place and what is tested there: the same place with other values is another guard. */
  readonly id: string;
  /** What has to hold for it to be executed: the guards around it and its own, those first that name the value they want. */
  readonly needs: readonly Need[];
  /** The file to render; undefined for all of a subchart that is off. */
  readonly file: string;
  /** The node of the guard; undefined for a subchart. */
  readonly site?: object;
  readonly held: boolean;
}

export interface Need {
  readonly formula: Formula;
  readonly wanted: boolean;
}

const sites = new WeakMap<object, number>();
let lastSite = 0;

/** Tells one decision of a guard from others. */
export function decisionId(guard: Guard, held: boolean): string {
  let site = sites.get(guard.site);
  if (site === undefined) {
    site = ++lastSite;
    sites.set(guard.site, site);
  }
  return `${site}${held ? '+' : '-'}${identity(guardFormula(guard))}`;
}

export function targetOf(guard: Guard, file: string, around: readonly Need[]): Target {
  const needs: Need[] = [{ formula: guardFormula(guard), wanted: !guard.held }];
  for (let at = guard.parent; at !== undefined; at = at.parent)
    needs.push({ formula: guardFormula(at), wanted: at.held });
  return {
    id: decisionId(guard, !guard.held),
    needs: namedFirst([...around, ...needs.reverse()]),
    file,
    site: guard.site,
    held: !guard.held,
  };
}

function namedFirst(needs: readonly Need[]): readonly Need[] {
  const isNamed = ({ formula, wanted }: Need): boolean => wanted && formula.kind === 'equals';
  return [...needs.filter(isNamed), ...needs.filter((need) => !isNamed(need))];
}

/** Without the values that a target does not want: behind `if eq x "a"` and `else if eq x "b"` `x` is neither. */
function knowledgeFor({ needs }: Target, knowledge: Knowledge): Knowledge {
  const refused = needs.flatMap(({ formula, wanted }) =>
    !wanted && formula.kind === 'equals' ? [formula] : [],
  );
  if (refused.length < 2) return knowledge;
  return {
    lookUp: knowledge.lookUp,
    alternatives: (key) => {
      const text = keyText(key);
      const values = new Set(refused.filter((each) => keyText(each.key) === text).map(({ value }) => value));
      return knowledge.alternatives(key).filter((each) => !values.has(each));
    },
  };
}

/** The assignment with what a target needs beyond it; undefined where nothing is known to reach it. */
export function reach(target: Target, assignment: Assignment, knowledge: Knowledge): Assignment | undefined {
  let at: Assignment | undefined = assignment;
  const known = knowledgeFor(target, knowledge);
  for (const { formula, wanted } of target.needs) {
    at = solve(formula, wanted, at, known);
    if (at === undefined) return undefined;
  }
  return at === assignment || stillHolds(target, at, knowledge) ? at : undefined;
}

/** What was set for a later need may have undone an earlier one. */
export function stillHolds(target: Target, assignment: Assignment, { lookUp }: Knowledge): boolean {
  return target.needs.every(({ formula, wanted }) => evaluate(formula, lookUp, assignment) !== !wanted);
}

/** All keys that a formula hangs on. */
export function keysOf(
  formula: Formula,
  into: Map<string, ValueKey> = new Map(),
): ReadonlyMap<string, ValueKey> {
  switch (formula.kind) {
    case 'truthy':
    case 'equals':
      into.set(keyText(formula.key), formula.key);
      break;
    case 'opaque':
      for (const key of formula.keys) into.set(keyText(key), key);
      break;
    case 'not':
      keysOf(formula.of, into);
      break;
    case 'and':
    case 'or':
      for (const part of formula.of) keysOf(part, into);
      break;
  }
  return into;
}
