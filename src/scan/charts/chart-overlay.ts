import type { SkippedFile } from '../../audit/index.ts';
import { createParseCache } from '../../helm/engine/parse-cache.ts';
import { below } from '../../helm/reach/evaluate.ts';
import { applySet, type SetKind } from '../../helm/strvals/apply.ts';
import { emptyTable, type TableValue } from '../../helm/values/value.ts';
import { segmentsOf } from '../../helm/values/value-key.ts';
import {
  allValues,
  type DecideAll,
  type GivenValues,
  type OverlayPlan,
  planOverlay,
  valuesFile,
} from '../../helm-values/index.ts';
import { pathFrom } from '../../host/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { ChartImage, ChartUnresolved } from '../../sources/helm/chart-analysis.ts';
import { positionAt } from '../../text/index.ts';
import { readDeployments } from './deployments.ts';
import { missingCharts } from './missing.ts';
import { openChart } from './open-chart.ts';
import type { ChartSettings } from './types.ts';

export interface ChartOverlayRequest {
  /** What links may not lead out of, absolute. */
  readonly root: string;
  /** The chart's folder, or its archive; absolute. */
  readonly chart: string;
  readonly maxBytes: number;
  /** Dependencies, versions, and the values of all charts. */
  readonly settings: ChartSettings;
  /** What this chart is given: over those of all charts. Absolute. */
  readonly values: readonly string[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
  readonly release: string;
  readonly namespace: string;
  readonly loginServer: string;
  readonly decideAll: DecideAll;
}

export interface ChartOverlay {
  readonly plan: OverlayPlan;
  /** The file of values. */
  readonly text: string;
  /** `templates/deployment.yaml:12`, of an image of the chart. */
  readonly placeOf: (image: ChartImage) => string;
  /** Subcharts that are not at hand. */
  readonly missing: readonly ChartUnresolved[];
  readonly skipped: readonly SkippedFile[];
}

/** Opens a chart and plans its values. The error is a sentence for the user. */
export function chartOverlay(request: ChartOverlayRequest): Result<ChartOverlay, string> {
  const { root, chart: absolute, maxBytes, settings, loginServer, decideAll } = request;
  const given = readGiven(request);
  if (!given.ok) return given;
  const name = pathFrom(root, absolute);
  const opened = openChart((loader) => loader.load(absolute), {
    root,
    maxBytes,
    edited: undefined,
    dependencies: settings.dependencies,
    isListed: () => true,
    name,
  });
  if (opened.chart === undefined)
    return err(opened.skipped.map(({ file, reason }) => `${file}: ${reason}`).join('\n'));
  const { chart, missing, texts, skipped } = opened;
  const { kubeVersion, apiVersions } = settings;
  const options = {
    release: request.release || 'release-name',
    namespace: request.namespace || 'default',
    ...(kubeVersion === '' ? {} : { kubeVersion }),
    apiVersions,
    cache: createParseCache(),
    schemas: new Map(),
    sourceOf: texts.at,
  };
  const planned = planOverlay({ chart, given: given.value, options, decideAll });
  if (!planned.ok) return err(`${name}: ${planned.error.message}`);
  const placeOf = ({ file, span }: ChartImage): string => {
    const source = texts.at(file);
    const within = withinChart(file, name);
    return source === undefined ? within : `${within}:${positionAt(source, span.start).line}`;
  };
  return ok({
    plan: planned.value,
    text: valuesFile(planned.value, { chart, loginServer, placeOf }),
    placeOf,
    missing: missingCharts(chart, missing, allValues(given.value), texts),
    skipped,
  });
}

/** From the chart's own folder on, wherever it lies. */
function withinChart(file: string, chart: string): string {
  if (file.startsWith(`${chart}!`)) return file.slice(chart.length + 1).replace(/^[^/]*\//, '');
  return chart !== '' && file.startsWith(`${chart}/`) ? file.slice(chart.length + 1) : file;
}

function readGiven({
  root,
  settings,
  values,
  set,
  setString,
}: ChartOverlayRequest): Result<GivenValues, string> {
  const read = readDeployments(root, {
    ...settings,
    charts: [],
    values: [...settings.values, ...values],
    set: [],
  });
  if (!read.ok) return read;
  const assignments: readonly (readonly [SetKind, string])[] = [
    ...settings.set.map((text) => ['set', text] as const),
    ...set.map((text) => ['set', text] as const),
    ...setString.map((text) => ['set-string', text] as const),
  ];
  const withSet = (files: TableValue): Result<TableValue, string> => {
    let at = files;
    for (const [kind, text] of assignments) {
      const applied = applySet(at, kind, text);
      if (!applied.ok) return err(`--${kind} ${JSON.stringify(text)}: ${applied.error.message}`);
      at = applied.value;
    }
    return ok(at);
  };
  const alone = withSet(emptyTable);
  const files = read.value.other.values;
  const all = withSet(files);
  if (!alone.ok) return alone;
  if (!all.ok) return all;
  return ok({
    files,
    withSet: (over) => {
      const applied = withSet(over);
      return applied.ok ? applied.value : over;
    },
    isSet: (key) => below(alone.value, segmentsOf(key)) !== undefined,
  });
}
