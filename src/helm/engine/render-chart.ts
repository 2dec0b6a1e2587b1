import { ok, type Result } from '../../result.ts';
import type { Chart, ChartFile } from '../chart/types.ts';
import type { TemplateFailure } from '../template/failure.ts';
import type { PrintedPiece, TableValue } from '../values/value.ts';
import { createEngine, type Engine } from './engine.ts';
import type { EngineError, EngineOptions } from './options.ts';
import type { EngineFile, ParseFailure } from './template-set.ts';

/** What a chart renders to. */
export interface RenderedChart {
  readonly engine: Engine;
  /** Those that could be rendered, in the order in which Helm executes them, notes among them. */
  readonly files: readonly RenderedFile[];
  /** Custom resource definitions of the chart and its subcharts, which are no templates; only where they are asked for. */
  readonly crds: readonly CrdFile[];
  /** With any of these Helm renders nothing; it names the first. */
  readonly failures: readonly (ParseFailure | RenderFailure)[];
}

export interface RenderedFile extends EngineFile {
  readonly pieces: readonly PrintedPiece[];
  readonly text: string;
}

export interface RenderFailure {
  readonly name: string;
  readonly file: ChartFile;
  readonly error: TemplateFailure;
}

export interface CrdFile {
  /** `top/charts/sub/crds/resource.yaml`. */
  readonly name: string;
  readonly file: ChartFile;
}

/** All of a chart, as `helm template` renders it; what comes after a failure is rendered all the same. */
export function renderChart(
  chart: Chart,
  given: TableValue,
  options: EngineOptions = {},
): Result<RenderedChart, EngineError> {
  const created = createEngine(chart, given, options);
  if (!created.ok) return created;
  const engine = created.value;
  const files: RenderedFile[] = [];
  const failures: (ParseFailure | RenderFailure)[] = [...engine.failures];
  for (const each of engine.files) {
    const rendered = engine.renderFile(each);
    if (!rendered.ok) failures.push({ name: each.name, file: each.file, error: rendered.error });
    else {
      const pieces = rendered.value;
      files.push({ ...each, pieces, text: pieces.map((piece) => piece.text).join('') });
    }
  }
  const crds = options.includeCrds ? crdsOf(engine.chart, engine.chart.metadata.name) : [];
  return ok({ engine, files, crds, failures });
}

function crdsOf({ crds, dependencies }: Chart, path: string): readonly CrdFile[] {
  return [
    ...crds.map((file) => ({ name: `${path}/${file.path}`, file })),
    ...dependencies.flatMap((each) => crdsOf(each, `${path}/charts/${each.metadata.name}`)),
  ];
}
