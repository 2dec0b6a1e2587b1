import type { Value } from '../values/value.ts';
import { keyText, type ValueKey } from '../values/value-key.ts';

/** What a world sets beyond what the chart is given: values by key, and what its cluster offers. */
export interface Assignment {
  /** By the text of the key. */
  readonly values: ReadonlyMap<string, AssignedValue>;
  readonly apis: ReadonlySet<string>;
}

export interface AssignedValue {
  readonly key: ValueKey;
  readonly value: Value;
}

export const noAssignment: Assignment = { values: new Map(), apis: new Set() };

/** Undefined where the key, or one that leads to it or begins with it, has another value already. */
export function assign(assignment: Assignment, key: ValueKey, value: Value): Assignment | undefined {
  const text = keyText(key);
  const before = assignment.values.get(text);
  if (before !== undefined) return sameScalar(before.value, value) ? assignment : undefined;
  if (tablesAround(assignment).all.has(text)) return undefined;
  for (let at = key.parent; at !== undefined; at = at.parent)
    if (assignment.values.has(keyText(at))) return undefined;
  return { ...assignment, values: new Map(assignment.values).set(text, { key, value }) };
}

/** Whether `outer` is on the way to `inner`. */
export function leadsTo(outer: ValueKey, inner: ValueKey): boolean {
  const wanted = keyText(outer);
  for (let at: ValueKey | undefined = inner; at !== undefined; at = at.parent) {
    if (keyText(at) === wanted) return true;
  }
  return false;
}

/** The texts of the keys that lead to what an assignment sets. */
interface TablesAround {
  readonly all: ReadonlySet<string>;
  /** Of those what is not empty by that. */
  readonly filled: ReadonlySet<string>;
}

const around = new WeakMap<Assignment, TablesAround>();

export function tablesAround(assignment: Assignment): TablesAround {
  const known = around.get(assignment);
  if (known !== undefined) return known;
  const made = { all: new Set<string>(), filled: new Set<string>() };
  for (const { key, value } of assignment.values.values()) {
    for (let at = key.parent; at !== undefined; at = at.parent) {
      made.all.add(keyText(at));
      if (value.kind !== 'nil') made.filled.add(keyText(at));
    }
  }
  around.set(assignment, made);
  return made;
}

function sameScalar(a: Value, b: Value): boolean {
  if (a.kind === 'nil' || b.kind === 'nil') return a.kind === b.kind;
  return 'value' in a && 'value' in b && a.value === b.value;
}

const texts = new WeakMap<Assignment, string>();

/** Equal for assignments that make the same world. */
export function assignmentText(assignment: Assignment): string {
  const known = texts.get(assignment);
  if (known !== undefined) return known;
  const values = [...assignment.values].map(([key, { value }]) => `${key}=${valueText(value)}`);
  const text = JSON.stringify([values.sort(), [...assignment.apis].sort()]);
  texts.set(assignment, text);
  return text;
}

function valueText(value: Value): string {
  switch (value.kind) {
    case 'table':
      return `{${[...value.entries].map(([key, entry]) => `${key}:${valueText(entry)}`).join()}}`;
    case 'list':
      return `[${value.items.map(valueText).join()}]`;
    case 'string':
      return JSON.stringify(value.value);
    default:
      return 'value' in value ? String(value.value) : value.kind;
  }
}
