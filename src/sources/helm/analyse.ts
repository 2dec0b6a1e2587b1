import { append } from '../../append.ts';
import type { LoadedChart } from '../../helm/chart/load.ts';
import type { Chart } from '../../helm/chart/types.ts';
import type { EngineOptions } from '../../helm/engine/options.ts';
import { noAssignment } from '../../helm/reach/assignment.ts';
import { type Exploration, explore, type Look } from '../../helm/reach/explore.ts';
import { isOpaque } from '../../helm/values/opaque.ts';
import type { TableValue } from '../../helm/values/value.ts';
import type { ChartAnalysis, ChartPlace, ChartProblem } from './chart-analysis.ts';
import type { ChartOptions } from './chart-options.ts';
import { gather } from './gather.ts';
import { lookInto, type SeenRendering } from './look-into.ts';
import { imagesIn, type RenderedImages } from './rendered-images.ts';
import { schemaProblems } from './schema-problems.ts';
import { unrendered } from './unrendered.ts';

/**
 * What a chart makes somebody pull: with the values that it is given, and under which conditions more. It is rendered with them,
 * and again with those switches turned that nothing has shown the other side of.
 */
export function analyseChart({ chart }: LoadedChart, options: ChartOptions): ChartAnalysis {
  const refusals: ChartProblem[] = [];
  const engine = {
    ...engineOptions(options),
    // Helm installs nothing then; what it would install is still worth knowing.
    validate: (whole: Chart, values: TableValue) => {
      append(refusals, schemaProblems(whole, values, options.schemas));
      return undefined;
    },
  };
  const explored = explore(chart, options.values, engine, lookWith(options));
  if (!explored.ok) return unrendered(chart, explored.error, options);
  const exploration = explored.value;
  const { given, worlds } = exploration;
  const found = [...given, ...worlds].map((rendering) => imagesIn(rendering, exploration));
  const problems = [...refusals, ...problemsIn(exploration, found), ...unexplored(chart, exploration)];
  return { ...gather(found, exploration, options), problems };
}

function lookWith({ onRendered }: ChartOptions): Look<SeenRendering> {
  if (onRendered === undefined) return lookInto;
  return (rendering) => {
    const { file, pieces, assignment, failure } = rendering;
    if (assignment === noAssignment && failure === undefined) {
      const text = pieces.map((piece) => piece.text).join('');
      // What values were made of takes many times the room of the text.
      const bare = pieces.map((piece) => ({
        ...piece,
        value: piece.value !== undefined && isOpaque(piece.value) ? piece.value : undefined,
        guard: undefined,
      }));
      onRendered({ ...file, text, pieces: bare });
    }
    return lookInto(rendering);
  };
}

function topOf({ metadata }: Chart): ChartPlace {
  const { file, span } = metadata.table.place ?? { file: '', span: { start: 0, end: 0 } };
  return { file, span: { start: span.start, end: span.start } };
}

function problemsIn(
  { given, worlds, unparsed, templates }: Exploration<SeenRendering>,
  found: readonly RenderedImages[],
): ChartProblem[] {
  // In a world nothing fails but what does more than any real file.
  const failed = [...given, ...worlds].filter(({ failure }) => failure !== undefined);
  const cut = new Set(found.flatMap(({ cutIn }) => cutIn ?? []));
  return [
    ...[...cut].map((file) => ({
      file,
      span: { start: 0, end: 0 },
      message: 'the file renders to more images than are read',
    })),
    ...unparsed.map(({ file, error }) => ({ file: file.file, span: error.span, message: error.message })),
    ...failed.flatMap(({ file, failure }): readonly ChartProblem[] => {
      if (failure === undefined) return [];
      const { message, span, template } = failure;
      // A helper stands in a file of its own; what `tpl` was given stands in none.
      const from = template.source.path === file.name ? file.file : templates.get(template.name)?.file;
      if (from !== undefined) return [{ file: from.file, span, message }];
      return [{ file: file.file.file, span: { start: 0, end: 0 }, message }];
    }),
  ];
}

/** A chart that takes too long is left at what has been found. */
function unexplored(chart: Chart, { complete, isCut }: Exploration): readonly ChartProblem[] {
  if (isCut) return [{ ...topOf(chart), message: 'the chart has more switches than are tried' }];
  if (complete) return [];
  const message = 'not every condition was explored: the chart does more than any real one';
  return [{ ...topOf(chart), message }];
}

export function engineOptions({
  release,
  namespace,
  kubeVersion,
  apiVersions,
  cache,
}: ChartOptions): EngineOptions {
  return {
    releaseName: release,
    namespace,
    apiVersions,
    ...(kubeVersion === undefined ? {} : { kubeVersion }),
    ...(cache === undefined ? {} : { cache }),
  };
}
