import type { Chart } from '../chart/types.ts';
import { isTable, type TableValue, type Value } from '../values/value.ts';
import { rootKey } from '../values/value-key.ts';
import { keyed } from './keys.ts';

/**
 * The coalesced values of a chart as they would be had `over` been given on top of what was: what is on the way to a value that
 * changes is copied, the rest is shared. Undefined where that cannot be told without coalescing anew: what is global goes down to
 * the subcharts, null takes away what some chart has or stays itself, and a table brings along what some chart has in it that
 * something else has replaced. A null that Helm leaves somewhere, since it cleans the tables of a subchart only when nothing is given
 * for it, is not there.
 */
export function layOver(values: TableValue, over: TableValue, chart: Chart): TableValue | undefined {
  return lay(values, over, chart);
}

function lay(under: TableValue, over: TableValue, scope: Chart | undefined): TableValue | undefined {
  const entries = new Map(under.entries);
  for (const [name, value] of over.entries) {
    if (scope !== undefined && name === 'global') return undefined;
    const subchart = scope?.dependencies.find(({ metadata }) => metadata.name === name);
    const made = laid(under, name, value, subchart);
    if (made === undefined) return undefined;
    entries.set(name, made);
  }
  return { ...under, entries };
}

function laid(
  { entries, key: parent = rootKey }: TableValue,
  name: string,
  value: Value,
  subchart: Chart | undefined,
): Value | undefined {
  const before = entries.get(name);
  if (isTable(value)) return isTable(before) ? lay(before, value, subchart) : undefined;
  if (subchart !== undefined || value.kind === 'nil') return undefined;
  return keyed(value, { parent, key: name });
}
