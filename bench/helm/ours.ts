import { readFileSync } from 'node:fs';
import { loadChart } from '../../src/helm/chart/load.ts';
import type { Chart } from '../../src/helm/chart/types.ts';
import { hooksOf, splitManifests } from '../../src/helm/engine/manifests.ts';
import type { EngineOptions } from '../../src/helm/engine/options.ts';
import { type RenderedChart, renderChart } from '../../src/helm/engine/render-chart.ts';
import { validateValues } from '../../src/helm/schema/index.ts';
import { readValues } from '../../src/helm/values/read-values.ts';
import { emptyTable, type TableValue } from '../../src/helm/values/value.ts';
import { err, ok, type Result } from '../../src/result.ts';
import { sourceText } from '../../src/text/index.ts';
import { gunzip, type Rendering, readFolder } from './charts.ts';

/** A document of a rendering, and the template that it comes from. */
export interface Document {
  readonly source: string;
  readonly text: string;
}

export type Rendered = Result<readonly Document[], string>;

/** The documents that src/helm renders; the error is one sentence. */
export function renderOurs(rendering: Rendering, options: EngineOptions = {}): Rendered {
  const rendered = renderWhole(rendering, options);
  if (!rendered.ok) return rendered;
  const [failure] = rendered.value.failures;
  if (failure !== undefined) return err(`${failure.name}: ${failure.error.message}`);
  const documents: Document[] = [];
  for (const { kind, name, text } of rendered.value.files) {
    if (kind === 'notes') continue;
    for (const manifest of splitManifests(text)) {
      if (!hooksOf(manifest.text).unknown) documents.push({ source: name, text: manifest.text });
    }
  }
  return ok(documents);
}

/** From the files on disk to the text of every template. */
export function renderWhole(
  { chart, valuesFile }: Rendering,
  options: EngineOptions = {},
): Result<RenderedChart, string> {
  const loaded = loadChart(chart, readFolder(chart), gunzip);
  if (!loaded.ok) return err(`${loaded.error.file}: ${loaded.error.message}`);
  const [problem] = loaded.value.problems;
  if (problem !== undefined) return err(`${problem.file}: ${problem.message}`);
  const given = givenValues(valuesFile);
  if (!given.ok) return given;
  const rendered = renderChart(loaded.value.chart, given.value, { validate, ...options });
  return rendered.ok ? rendered : err(rendered.error.message);
}

/** What Helm would refuse; of a schema that it would have to fetch, nothing is known. */
function validate(chart: Chart, values: TableValue): string | undefined {
  const problems = validateValues(chart, values).filter(({ code }) => code !== 'remote' && code !== 'limit');
  return problems.length === 0 ? undefined : problems.map(({ message }) => message).join('\n');
}

function givenValues(file: string | undefined): Result<TableValue, string> {
  if (file === undefined) return ok(emptyTable);
  const values = readValues(sourceText(file, readFileSync(file, 'utf8')));
  return values.ok ? values : err(`${file}: ${values.error.message}`);
}
