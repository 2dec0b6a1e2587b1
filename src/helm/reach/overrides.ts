import type { TableValue, Value } from '../values/value.ts';
import { rootKey, segmentsOf, type ValueKey } from '../values/value-key.ts';
import type { Assignment } from './assignment.ts';
import type { LookUp } from './evaluate.ts';

/** The values of an assignment as a table to be laid over those that are given, as `--set` would make it. */
export function overridesOf({ values }: Assignment, lookUp: LookUp): TableValue {
  const root = new Map<string, Value>();
  for (const { key, value } of values.values()) setAt(root, segmentsOf(key), value, rootKey, lookUp);
  return { kind: 'table', entries: root };
}

function setAt(
  entries: Map<string, Value>,
  [first, ...rest]: readonly (string | number)[],
  value: Value,
  parent: ValueKey,
  lookUp: LookUp,
): void {
  if (first === undefined) return;
  const name = String(first);
  const key: ValueKey = { parent, key: first };
  entries.set(name, changed(entries.get(name), rest, value, key, lookUp));
}

function changed(
  before: Value | undefined,
  rest: readonly (string | number)[],
  value: Value,
  key: ValueKey,
  lookUp: LookUp,
): Value {
  const [next, ...others] = rest;
  if (next === undefined) return value;
  if (typeof next === 'number') {
    // A list replaces the one before it: the other items have to stay.
    const list = before?.kind === 'list' ? before : lookUp(key);
    const items = list?.kind === 'list' ? [...list.items] : [];
    const item = items[next];
    const itemKey: ValueKey = { parent: key, key: next };
    items[next] = changed(item, others, value, itemKey, lookUp);
    return { kind: 'list', items };
  }
  // Within a list a table is no longer merged with the one that the chart has.
  const isInList = insideList(key);
  const found = before ?? (isInList ? lookUp(key) : undefined);
  const entries = new Map(found?.kind === 'table' ? found.entries : []);
  setAt(entries, rest, value, key, lookUp);
  return { kind: 'table', entries };
}

function insideList(key: ValueKey): boolean {
  for (let at: ValueKey | undefined = key; at !== undefined; at = at.parent) {
    if (typeof at.key === 'number') return true;
  }
  return false;
}
