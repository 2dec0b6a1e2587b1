import { located, refilled } from '../values/located.ts';
import type { Derivation, Guard, GuardRange, Value } from '../values/value.ts';

/** What is kept of a rendering beyond what it prints: the guards, and what values were made of. */
export interface Trace {
  /** All guards, in the order of their evaluation. */
  readonly guards: Guard[];
  /** The innermost guard around what is being executed. */
  guard: Guard | undefined;
  /** Goes on behind what fails, and past what the chart refuses: one wants to see what else it has. */
  readonly lenient: boolean;
}

export function newTrace(lenient: boolean): Trace {
  return { guards: [], guard: undefined, lenient };
}

/** For a rendering that begins anew. */
export function restart(trace: Trace): void {
  trace.guards.length = 0;
  trace.guard = undefined;
}

export function addGuard(trace: Trace, site: object, value: Value, held: boolean): Guard {
  const guard: Guard = { parent: trace.guard, index: trace.guards.length, site, value, held };
  trace.guards.push(guard);
  return guard;
}

/** The value with what made it; always another object, since functions give back arguments and constants as well. */
export function derive(value: Value, from: Derivation): Value {
  return located(value, value.place, value.key, from);
}

/** The same for a table or list and for all that it holds. */
export function deriveAll(value: Value, from: Derivation): Value {
  if (value.kind === 'table') {
    const entries = new Map<string, Value>();
    // A loop over a map makes an array of each entry.
    value.entries.forEach((entry, key) => {
      entries.set(key, deriveAll(entry, from));
    });
    return refilled(value, entries, value.key, from);
  }
  if (value.kind === 'list')
    return { ...value, items: value.items.map((item) => deriveAll(item, from)), from };
  return derive(value, from);
}

/** Since a place in the log. */
export function guardsSince(trace: Trace, start: number): GuardRange {
  return { log: trace.guards, start, end: trace.guards.length };
}

/** A value that a variable from outside of a guard is given within it. */
export function assignedWithin(trace: Trace, outer: Guard | undefined, value: Value): Value {
  const { guard } = trace;
  if (guard === undefined || guard === outer) return value;
  let first = guard;
  while (first.parent !== undefined && first.parent !== outer) first = first.parent;
  const guards = { log: trace.guards, start: first.index, end: guard.index + 1 };
  return derive(value, { by: 'assigned', args: [value], guards });
}

/** A value that a variable still has because a guard was not decided otherwise. */
export function couldBeAssigned(trace: Trace, guard: Guard, value: Value): Value {
  const guards = { log: trace.guards, start: guard.index, end: guard.index + 1 };
  return derive(value, { by: 'assigned', args: [value], guards });
}
