import { gunzipSync } from 'node:zlib';
import { loadChart } from '../../../../src/helm/chart/load.ts';
import { emptyTable } from '../../../../src/helm/values/value.ts';
import { analyseChart } from '../../../../src/sources/helm/analyse.ts';
import type { ChartAnalysis, ChartImage } from '../../../../src/sources/helm/chart-analysis.ts';

const chartYaml = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

export function imagesOf(files: Readonly<Record<string, string>>): readonly ChartImage[] {
  return analysisOf(files).images;
}

/** What is said of a chart; its Chart.yaml is made up where none is given. */
export function analysisOf(files: Readonly<Record<string, string>>): ChartAnalysis {
  const all = { 'Chart.yaml': chartYaml, ...files };
  const raw = Object.entries(all).map(([path, content]) => ({ path, bytes: Buffer.from(content) }));
  const loaded = loadChart('app', raw, (bytes) => gunzipSync(bytes));
  if (!loaded.ok) throw new Error(loaded.error.message);
  return analyseChart(loaded.value, {
    values: emptyTable,
    release: 'release-name',
    namespace: 'default',
    apiVersions: [],
    sourceOf: () => undefined,
  });
}

/** By image its condition; `always` for one without. */
export function conditionsOf(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(imagesOf(files).map(({ value, when }) => [value, when ?? 'always']));
}

/** A pod with containers, as lines that begin at the margin. */
export function pod(containers: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers:\n${containers}\n`;
}
