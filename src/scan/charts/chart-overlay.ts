import { below } from '../../helm/reach/evaluate.ts';
import { applySet, type SetKind } from '../../helm/strvals/apply.ts';
import { emptyTable, type TableValue } from '../../helm/values/value.ts';
import { segmentsOf } from '../../helm/values/value-key.ts';
import type { DecideAll, GivenValues } from '../../helm-values/index.ts';
import { pathFrom } from '../../host/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { readDeployments } from './deployments.ts';
import { openChart } from './open-chart.ts';
import { type ChartOverlay, planOpened } from './plan-opened.ts';
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

/** Opens a chart and plans its values. The error is a sentence for the user. */
export function chartOverlay(request: ChartOverlayRequest): Result<ChartOverlay, string> {
  const { root, chart: absolute, maxBytes, settings } = request;
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
  const planned = planOpened({
    ...request,
    opened,
    texts: opened.texts,
    fileName: (file) => withinChart(file, name),
    given: given.value,
  });
  return planned.ok ? planned : err(`${name}: ${planned.error}`);
}

/** From the chart's own folder on, wherever it lies. */
function withinChart(file: string, chart: string): string {
  if (file.startsWith(`${chart}!`)) return file.slice(chart.length + 1);
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
