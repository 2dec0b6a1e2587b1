import type { Chart } from '../chart/types.ts';
import { located, refilled } from '../values/located.ts';
import { isTable, type TableValue, type Value } from '../values/value.ts';
import { keyText, rootKey, type ValueKey } from '../values/value-key.ts';

/**
 * Coalesced values, each with the key by which it is given to the top chart. What is global has one key wherever it is read. A
 * table that is shared by a parent and its subcharts remains one. What is a chart's own is made once, however often its chart is
 * rendered with other values.
 */
export function withKeys(values: TableValue, chart: Chart): TableValue {
  return keyedTable(values, rootKey, chart);
}

/** A value with the key that it has, and all in it; `scope` is the chart whose values it is, if it is those of one. */
export function keyed(value: Value, key: ValueKey, scope?: Chart): Value {
  if (isTable(value)) return keyedTable(value, key, scope);
  if (value.kind !== 'list') return located(value, value.place, key, value.from);
  const items = value.items.map((item, index) => keyed(item, { parent: key, key: index }));
  return { ...value, key, items };
}

function keyedTable(value: TableValue, key: ValueKey, scope: Chart | undefined): TableValue {
  const before = scope === undefined ? copyOf(value, key) : undefined;
  if (before !== undefined) return before;
  const entries = new Map<string, Value>();
  const copy = refilled(value, entries, key, value.from);
  if (scope === undefined) remember(value, copy);
  value.entries.forEach((entry, name) => {
    const isGlobal = scope !== undefined && name === 'global';
    const parent = isGlobal ? rootKey : key;
    const subchart = scope?.dependencies.find(({ metadata }) => metadata.name === name);
    entries.set(name, keyed(entry, { parent, key: name }, subchart));
  });
  return copy;
}

/** By the entries that they are copies of: two aliases of a chart have the same tables, which few have. */
const known = new WeakMap<ReadonlyMap<string, Value>, TableValue | TableValue[]>();

function copyOf({ entries }: TableValue, key: ValueKey): TableValue | undefined {
  const copies = known.get(entries);
  if (copies === undefined) return undefined;
  const isWanted = (copy: TableValue): boolean =>
    copy.key !== undefined && keyText(copy.key) === keyText(key);
  if (Array.isArray(copies)) return copies.find(isWanted);
  return isWanted(copies) ? copies : undefined;
}

function remember({ entries }: TableValue, copy: TableValue): void {
  const copies = known.get(entries);
  if (copies === undefined) known.set(entries, copy);
  else if (Array.isArray(copies)) copies.push(copy);
  else known.set(entries, [copies, copy]);
}
