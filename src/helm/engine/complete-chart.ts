import { err, type Result } from '../../result.ts';
import { enabledCharts } from '../chart/enabled.ts';
import { importValues } from '../chart/import-values.ts';
import type { Chart } from '../chart/types.ts';
import type { TableValue } from '../values/value.ts';
import type { EngineError } from './options.ts';

const completed = new WeakMap<Chart, Map<string, Result<Chart, EngineError>>>();

export function chartsIn({ metadata, dependencies }: Chart): number {
  return dependencies.reduce((sum, each) => {
    const listed = metadata.dependencies?.filter(({ name }) => name === each.metadata.name).length ?? 0;
    return sum + Math.max(1, listed) * chartsIn(each);
  }, 1);
}

/** The same chart each time the same subcharts are on: what belongs to it is then made once. */
export function completeChart(chart: Chart, given: TableValue): Result<Chart, EngineError> {
  const enabled = enabledCharts(chart, given);
  if (!enabled.ok) return err(notATable(enabled.error.chart));
  const known = completed.get(chart) ?? new Map<string, Result<Chart, EngineError>>();
  if (known.size === 0) completed.set(chart, known);
  const names = namesOf(enabled.value);
  const before = known.get(names);
  if (before !== undefined) return before;
  const imported = importValues(enabled.value);
  const complete = imported.ok ? imported : err(notATable(imported.error.chart));
  known.set(names, complete);
  return complete;
}

function namesOf({ metadata, dependencies }: Chart): string {
  return `${metadata.name}(${dependencies.map(namesOf).join()})`;
}

export function notATable(chart: string): EngineError {
  return { code: 'not-a-table', message: `the values for the subchart ${chart} are not a map` };
}
