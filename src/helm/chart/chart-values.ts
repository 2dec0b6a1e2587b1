import type { ChartValues } from '../values/coalesce.ts';
import type { Chart } from './types.ts';

/** The chart as coalescing sees it. */
export function chartValues({ metadata, values, dependencies }: Chart): ChartValues {
  return { name: metadata.name, values, dependencies: dependencies.map(chartValues) };
}
