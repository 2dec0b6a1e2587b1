import { parseYaml } from '../../formats/yaml/index.ts';
import { isFor } from '../../helm/chart/enabled.ts';
import type { Chart } from '../../helm/chart/types.ts';
import type { EngineError } from '../../helm/engine/options.ts';
import type { TableValue, Value } from '../../helm/values/value.ts';
import type { FoundImage } from '../image-use.ts';
import { valuesImages } from '../values-images.ts';
import type { ChartAnalysis, ChartImage, ChartUnresolved } from './chart-analysis.ts';
import type { ChartOptions } from './chart-options.ts';

/** What can be said of a chart of which Helm renders nothing: what its values name. Charts that are parts for others pull nothing. */
export function unrendered(chart: Chart, error: EngineError, options: ChartOptions): ChartAnalysis {
  if (error.code === 'library') return { images: [], unresolved: [], problems: [] };
  const { file, span } = chart.metadata.table.place ?? { file: '', span: { start: 0, end: 0 } };
  const found = [...valuesFiles(chart, options.values)].flatMap(([values, keys]) =>
    imagesIn(values, keys, options),
  );
  return {
    images: found.filter((image): image is ChartImage => 'pieces' in image),
    unresolved: found.filter((image): image is ChartUnresolved => !('pieces' in image)),
    problems: [{ file, span: { start: span.start, end: span.start }, message: error.message }],
    unrendered: true,
  };
}

/** The files that hold values, and the keys that lead to what they hold: `''`, or `redis.`. */
function valuesFiles(chart: Chart, given: TableValue): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  addDefaults(chart, '', files);
  for (const file of filesOf(given)) if (!files.has(file)) files.set(file, '');
  return files;
}

function addDefaults(
  { values, metadata, dependencies }: Chart,
  keys: string,
  files: Map<string, string>,
): void {
  const { file } = values.place ?? {};
  if (file !== undefined && !files.has(file)) files.set(file, keys);
  for (const subchart of dependencies) {
    const { name } = subchart.metadata;
    const alias = metadata.dependencies?.find((each) => isFor(each, subchart))?.alias || name;
    addDefaults(subchart, `${keys}${alias}.`, files);
  }
}

function filesOf(value: Value, files = new Set<string>()): ReadonlySet<string> {
  if (value.place !== undefined) files.add(value.place.file);
  if (value.kind === 'table') for (const each of value.entries.values()) filesOf(each, files);
  if (value.kind === 'list') for (const each of value.items) filesOf(each, files);
  return files;
}

function imagesIn(
  file: string,
  keys: string,
  { sourceOf }: ChartOptions,
): readonly (ChartImage | ChartUnresolved)[] {
  const source = sourceOf(file);
  if (source === undefined) return [];
  const roots = parseYaml(source).documents.flatMap(({ root }) => root ?? []);
  return roots
    .flatMap((root) => valuesImages(root).found)
    .map(({ pieces = [], unresolved, origin = [], ...image }): ChartImage | ChartUnresolved => {
      const shared = {
        ...image,
        file,
        confidence: atMostLikely(image),
        origin: origin.map((key) => keys + key),
      };
      if (unresolved !== undefined) return { ...shared, ...unresolved };
      return {
        ...shared,
        pieces: pieces.map(({ role, value, span }) => ({ file, role, value, span })),
        hooks: [],
      };
    });
}

function atMostLikely({ confidence }: Pick<FoundImage, 'confidence'>): FoundImage['confidence'] {
  return confidence === 'certain' ? 'likely' : confidence;
}
