import type { SkippedFile } from '../../audit/index.ts';
import { createParseCache } from '../../helm/engine/parse-cache.ts';
import {
  allValues,
  type DecideAll,
  type GivenValues,
  type OverlayPlan,
  planOverlay,
  type ValuesGoal,
  valuesFile,
} from '../../helm-values/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { ChartImage, ChartUnresolved } from '../../sources/helm/chart-analysis.ts';
import { positionAt } from '../../text/index.ts';
import { missingCharts } from './missing.ts';
import type { OpenedChart } from './open-chart.ts';
import type { ChartTexts } from './texts.ts';
import type { ChartSettings } from './types.ts';

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

export interface OpenedSubject {
  readonly opened: OpenedChart;
  /** The texts that places are told of: those of the chart, and what gives it values. */
  readonly texts: Pick<ChartTexts, 'at'>;
  /** A file as the user is told of it. */
  readonly fileName: (file: string) => string;
  readonly given: GivenValues;
  /** `''`: as `helm template` calls it. */
  readonly release: string;
  readonly namespace: string;
  readonly settings: Pick<ChartSettings, 'kubeVersion' | 'apiVersions'>;
  readonly loginServer: string;
  readonly decideAll: DecideAll;
  /** Where the values go; undefined for a file that helm is given. */
  readonly goal?: ValuesGoal;
}

/** Plans the values of a chart that is at hand. The error is why Helm would render nothing. */
export function planOpened(subject: OpenedSubject): Result<ChartOverlay, string> {
  const { opened, texts, fileName, given, settings, loginServer, decideAll, goal } = subject;
  const { chart, missing, skipped } = opened;
  const { kubeVersion, apiVersions } = settings;
  const options = {
    release: subject.release || 'release-name',
    namespace: subject.namespace || 'default',
    ...(kubeVersion === '' ? {} : { kubeVersion }),
    apiVersions,
    cache: createParseCache(),
    schemas: new Map(),
    sourceOf: texts.at,
  };
  const planned = planOverlay({ chart, given, options, decideAll });
  if (!planned.ok) return err(planned.error.message);
  const placeOf = ({ file, span }: ChartImage): string => {
    const source = texts.at(file);
    const within = fileName(file);
    return source === undefined ? within : `${within}:${positionAt(source, span.start).line}`;
  };
  return ok({
    plan: planned.value,
    text: valuesFile(planned.value, { chart, loginServer, placeOf, ...(goal === undefined ? {} : { goal }) }),
    placeOf,
    missing: missingCharts(chart, missing, allValues(given), opened.texts),
    skipped,
  });
}
