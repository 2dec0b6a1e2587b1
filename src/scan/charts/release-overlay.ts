import { below } from '../../helm/reach/evaluate.ts';
import { overlay } from '../../helm/values/overlay.ts';
import { emptyTable, type TableValue } from '../../helm/values/value.ts';
import { segmentsOf } from '../../helm/values/value-key.ts';
import type { DecideAll } from '../../helm-values/index.ts';
import { remotesOf } from '../../host/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { type ChartSource, describeChart, withAddresses } from '../../sources/releases/index.ts';
import { placeOf } from '../../sources/yaml-text.ts';
import { locationOf, type SourceText } from '../../text/index.ts';
import { readDeployments } from './deployments.ts';
import { chartFinder } from './find-chart.ts';
import type { Installation } from './installations.ts';
import { type ChartOverlay, planOpened } from './plan-opened.ts';
import { ownerOf, releaseGoal } from './release-goal.ts';
import { applySettings, requestValues } from './request-values.ts';
import type { ChartSettings } from './types.ts';

export interface ReleaseOverlayOptions {
  readonly root: string;
  readonly maxBytes: number;
  readonly settings: ChartSettings;
  readonly sources: readonly ChartSource[];
  readonly loginServer: string;
  readonly decideAll: DecideAll;
}

/** The values of one thing that has a chart installed. */
export interface ReleaseOverlay extends ChartOverlay {
  /** `HelmRelease apps/shop`. */
  readonly owner: string;
  /** What is given to the chart and cannot be seen here: `ConfigMap web-values`, or the name of a file. */
  readonly unseen: readonly string[];
}

export interface ReleaseProblem {
  /** `absent`: the chart is not at hand. `unrendered`: Helm would render nothing. */
  readonly code: 'absent' | 'unrendered';
  /** A sentence for the user, with the place. */
  readonly message: string;
}

export type PlanRelease = (installation: Installation) => Result<ReleaseOverlay, ReleaseProblem>;

/** Plans values for what has charts installed. The error is a sentence on the values of all charts. */
export function releasePlanner(options: ReleaseOverlayOptions): Result<PlanRelease, string> {
  const { root, settings, sources } = options;
  const deployments = readDeployments(root, { ...settings, charts: [] });
  if (!deployments.ok) return deployments;
  const { other, contents } = deployments.value;
  const { dependencies } = settings;
  const find = chartFinder({ ...options, edited: undefined, dependencies, remotes: remotesOf(root) });
  return ok(({ request, source }) => {
    const { opened, skipped } = find(request, source.path);
    const place = placeInFile(request, source);
    if (opened === undefined) {
      const reasons = skipped.map(({ file, reason }) => `; ${file}: ${reason}`).join('');
      const chart = withAddresses(describeChart(request.chart), request.object?.namespace, sources);
      return err({ code: 'absent', message: `${place}: ${chart} is not at hand${reasons}` });
    }
    for (const [file, content] of contents) opened.texts.add(file, content);
    const values = request.values.filter(({ kind }) => kind !== 'setting');
    const given = requestValues({ ...request, values }, opened.chart, {
      ...options,
      edited: undefined,
      source,
    });
    const withSet = (over: TableValue): TableValue => applySettings(over, request, source.path);
    const alone = withSet(emptyTable);
    const own = new Map([source, ...given.files].map((text) => [text.path, text]));
    const planned = planOpened({
      ...options,
      opened: { ...opened, skipped: [...skipped, ...given.skipped] },
      texts: { at: (file) => own.get(file) ?? opened.texts.at(file) },
      fileName: (file) => file,
      given: {
        files: overlay(given.values, other.values),
        withSet,
        isSet: (key) => below(alone, segmentsOf(key)) !== undefined,
      },
      release: request.release ?? '',
      namespace: request.namespace ?? '',
      goal: releaseGoal(request, source.path),
    });
    if (!planned.ok)
      return err({ code: 'unrendered', message: `${place}: ${ownerOf(request)}: ${planned.error}` });
    const unseen = [...(request.unseen ?? []), ...given.absent.map(({ value }) => value)];
    return ok({ ...planned.value, owner: ownerOf(request), unseen });
  });
}

function placeInFile({ place }: Installation['request'], source: SourceText): string {
  if (place === undefined) return source.path;
  return `${source.path}:${locationOf(source, placeOf(place.text)).line}`;
}
