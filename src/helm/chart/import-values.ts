import { ok, type Result } from '../../result.ts';
import { type CoalesceError, coalesceTables, coalesceValues } from '../values/coalesce.ts';
import { valueAt } from '../values/lookup.ts';
import { emptyTable, isTable, type TableValue } from '../values/value.ts';
import { chartValues } from './chart-values.ts';
import type { Chart } from './types.ts';

/**
 * The chart with the values of its subcharts in its own, and with what it imports from them, which is weaker (helm,
 * pkg/chart/v2/util, processDependencyImportValues).
 */
export function importValues(chart: Chart): Result<Chart, CoalesceError> {
  const dependencies: Chart[] = [];
  for (const dependency of chart.dependencies) {
    const below = importValues(dependency);
    if (!below.ok) return below;
    dependencies.push(below.value);
  }
  const complete = { ...chart, dependencies };
  const { dependencies: listed } = chart.metadata;
  if (listed === undefined) return ok(complete);
  const own = coalesceValues(chartValues(complete), emptyTable, { keepNulls: true });
  if (!own.ok) return own;
  let imported = emptyTable;
  for (const { name, importValues: tables } of listed) {
    for (const { child, parent } of tables) {
      const table = valueAt(own.value, `${name}.${child}`);
      if (isTable(table)) imported = coalesceTables(imported, nested(parent, table), true);
    }
  }
  return ok({ ...complete, values: coalesceTables(own.value, imported, true) });
}

/** The table at the end of a path of keys joined by points. */
function nested(path: string, table: TableValue): TableValue {
  if (path === '.') return table;
  return path
    .split('.')
    .reduceRight<TableValue>((inner, key) => ({ kind: 'table', entries: new Map([[key, inner]]) }), table);
}
