import type { LoadedChart } from '../../helm/chart/load.ts';
import type { Chart } from '../../helm/chart/types.ts';
import type { EngineOptions } from '../../helm/engine/options.ts';
import { type Exploration, explore } from '../../helm/reach/explore.ts';
import type { ChartAnalysis, ChartProblem } from './chart-analysis.ts';
import type { ChartOptions } from './chart-options.ts';
import { gather } from './gather.ts';
import { imagesIn } from './rendered-images.ts';

/**
 * What a chart makes somebody pull: with the values that it is given, and under which conditions more. It is rendered with them,
 * and again with those switches turned that nothing has shown the other side of.
 */
export function analyseChart({ chart }: LoadedChart, options: ChartOptions): ChartAnalysis {
  const explored = explore(chart, options.values, engineOptions(options));
  if (!explored.ok) {
    const { file, span } = chart.metadata.table.place ?? { file: '', span: { start: 0, end: 0 } };
    const { message } = explored.error;
    return {
      images: [],
      unresolved: [],
      problems: [{ file, span: { start: span.start, end: span.start }, message }],
    };
  }
  const exploration = explored.value;
  const { given, worlds } = exploration;
  const found = [...given, ...worlds].map((rendering) => imagesIn(rendering, exploration));
  return {
    ...gather(found, exploration, options),
    problems: [...problemsIn(exploration), ...incomplete(chart, exploration)],
  };
}

function problemsIn({ given, unparsed }: Exploration): readonly ChartProblem[] {
  return [
    ...unparsed.map(({ file, error }) => ({ file: file.file, span: error.span, message: error.message })),
    ...given.flatMap(({ file, failure }): readonly ChartProblem[] => {
      if (failure === undefined) return [];
      const { message, span, template } = failure;
      const place =
        template.source.path === file.name
          ? { file: file.file.file, span }
          : { file: file.file.file, span: { start: 0, end: 0 } };
      return [{ ...place, message }];
    }),
  ];
}

/** A chart that takes too long is left at what has been found. */
function incomplete({ metadata }: Chart, { complete }: Exploration): readonly ChartProblem[] {
  if (complete) return [];
  const { file, span } = metadata.table.place ?? { file: '', span: { start: 0, end: 0 } };
  const message = 'not every condition was explored: the chart does more than any real one';
  return [{ file, span: { start: span.start, end: span.start }, message }];
}

function engineOptions({ release, namespace, kubeVersion, apiVersions, cache }: ChartOptions): EngineOptions {
  return {
    releaseName: release,
    namespace,
    apiVersions,
    ...(kubeVersion === undefined ? {} : { kubeVersion }),
    ...(cache === undefined ? {} : { cache }),
  };
}
