import { isTable, type TableValue } from './value.ts';

/** `over` laid over `under`: tables are merged, everything else is replaced, by null too (helm, pkg/chart/v2/loader, MergeMaps). */
export function overlay(under: TableValue, over: TableValue): TableValue {
  const entries = new Map(under.entries);
  for (const [key, value] of over.entries) {
    const before = entries.get(key);
    entries.set(key, isTable(value) && isTable(before) ? overlay(before, value) : value);
  }
  return { ...under, entries };
}
