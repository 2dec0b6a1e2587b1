import { isTable, type TableValue, type Value } from './value.ts';

/** What stands at a path of keys joined by points; undefined where it does not lead to anything. */
export function valueAt(values: TableValue, path: string): Value | undefined {
  let value: Value | undefined = values;
  for (const key of path.split('.')) value = isTable(value) ? value.entries.get(key) : undefined;
  return value;
}
