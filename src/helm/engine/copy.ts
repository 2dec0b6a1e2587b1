import { refilled } from '../values/located.ts';
import type { ListValue, TableValue, Value } from '../values/value.ts';
import { goValues } from './go-values.ts';

/**
 * Copies tables, and what holds tables; all else cannot be changed. What is one table in two places is one in the copies, too, as
 * long as they are made by the same copier.
 */
export function copier(): (table: TableValue) => TableValue {
  const copies = new Map<ReadonlyMap<string, Value>, Map<string, Value>>();

  const copyTable = (table: TableValue): TableValue => {
    if (table.type !== undefined && table.type !== 'common.Values') return table;
    const before = copies.get(table.entries);
    const entries = before ?? new Map<string, Value>();
    if (before === undefined) {
      copies.set(table.entries, entries);
      table.entries.forEach((value, key) => {
        entries.set(key, copy(value));
      });
    }
    const { type, key, from } = table;
    return type === undefined ? refilled(table, entries, key, from) : goValues({ ...table, entries });
  };
  const copyList = (list: ListValue): ListValue =>
    list.items.some(({ kind }) => kind === 'table' || kind === 'list')
      ? { ...list, items: list.items.map(copy) }
      : list;
  const copy = (value: Value): Value => {
    if (value.kind === 'table') return copyTable(value);
    return value.kind === 'list' ? copyList(value) : value;
  };
  return copyTable;
}
