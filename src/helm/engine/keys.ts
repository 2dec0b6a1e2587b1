import type { Chart } from '../chart/types.ts';
import { isTable, type TableValue, type Value } from '../values/value.ts';
import { rootKey, type ValueKey } from '../values/value-key.ts';

/**
 * Coalesced values, each with the key by which it is given to the top chart. What is global has one key wherever it is read. A
 * table that is shared by a parent and its subcharts remains one.
 */
export function withKeys(values: TableValue, chart: Chart): TableValue {
  const copies = new Map<ReadonlyMap<string, Value>, TableValue>();

  const table = (value: TableValue, key: ValueKey, scope: Chart | undefined): TableValue => {
    const before = copies.get(value.entries);
    if (before !== undefined) return before;
    const entries = new Map<string, Value>();
    const copy: TableValue = { ...value, entries, key };
    copies.set(value.entries, copy);
    for (const [name, entry] of value.entries) {
      const isGlobal = scope !== undefined && name === 'global';
      const parent = isGlobal ? rootKey : key;
      const subchart = scope?.dependencies.find(({ metadata }) => metadata.name === name);
      entries.set(name, keyed(entry, { parent, key: name }, subchart));
    }
    return copy;
  };
  const keyed = (value: Value, key: ValueKey, scope: Chart | undefined): Value => {
    if (isTable(value)) return table(value, key, scope);
    if (value.kind !== 'list') return { ...value, key };
    return {
      ...value,
      key,
      items: value.items.map((item, index) => keyed(item, { parent: key, key: index }, undefined)),
    };
  };
  return table(values, rootKey, chart);
}
