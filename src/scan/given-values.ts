import { pathFrom } from '../host/index.ts';
import type { ScanOptions } from './options.ts';

/** Paths from the root of the values files that charts are given. */
export function givenValuesFiles({ root, charts }: ScanOptions): ReadonlySet<string> {
  const files = [...charts.values, ...charts.charts.flatMap(({ values }) => values)];
  return new Set(files.map((file) => pathFrom(root, file)));
}
