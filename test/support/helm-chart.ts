import { gunzipSync } from 'node:zlib';
import { loadChart } from '../../src/helm/chart/load.ts';
import type { Chart } from '../../src/helm/chart/types.ts';
import { readValues } from '../../src/helm/values/read-values.ts';
import type { TableValue } from '../../src/helm/values/value.ts';
import { sourceText } from '../../src/text/index.ts';

/** The chart in the folder `top`, out of the contents of its files. */
export function chartOf(files: Readonly<Record<string, string>>): Chart {
  const raw = Object.entries(files).map(([path, content]) => ({ path, bytes: Buffer.from(content) }));
  const loaded = loadChart('top', raw, (bytes) => gunzipSync(bytes));
  if (!loaded.ok) throw new Error(loaded.error.message);
  const [problem] = loaded.value.problems;
  if (problem !== undefined) throw new Error(problem.message);
  return loaded.value.chart;
}

export function valuesOf(text: string): TableValue {
  const read = readValues(sourceText('values.yaml', text));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}
