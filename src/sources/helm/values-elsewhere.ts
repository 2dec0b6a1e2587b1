import { field } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { readManifest, readMasked, unmasked, withoutFiller } from '../templated.ts';
import { valuesImages } from '../values-images.ts';

/**
 * `values.yaml`, `values-prod.yaml`, `redis-values.yaml`, `redis_override.yaml`, whatever is in a folder `values`; helmfile's
 * templates of them.
 */
const VALUES =
  /(?:^|\/)(?:values[^/]*|[^/]+[-_.](?:values|overrides?)|(?:helm[-_]?)?values\/(?:[^/]+\/)*[^/]+)\.ya?ml(?:\.gotmpl)?$/i;

/** Values for charts that are not there: no Chart.yaml is above them. What they name is told by its shape. */
export const valuesElsewhere: Source = {
  id: 'helm',
  endings: ['.yaml', '.yml', '.gotmpl'],
  words: ['values', 'override'],
  claims: (path, chart) => chart === undefined && VALUES.test(path),
  hints: ['image', 'repository'],
  extract: (source) => extractValues(source, 'the chart'),
};

/** Reads a file as the values of a chart because something else says that it is; `chart` is that chart in words. */
export function valuesFile(chart: string): Source {
  return {
    id: 'helm',
    claims: () => true,
    hints: ['image', 'repository'],
    extract: (source) => extractValues(source, chart),
  };
}

/** The images in a file of values, whatever it is called; `chart` in words, as far as it is known. */
function extractValues(source: SourceText, chart: string): Extraction | undefined {
  const { stream } = source.path.endsWith('.gotmpl') ? readMasked(source) : readManifest(source, false);
  const roots = stream.documents.flatMap(({ root }) => (root?.kind === 'map' ? [root] : []));
  if (roots.some((root) => field(root, 'apiVersion') !== undefined && field(root, 'kind') !== undefined))
    return undefined;
  const read = roots.map((root) => valuesImages(root, { absentChart: chart }));
  const found = read.flatMap((values) => values.found.map((image) => unmasked(image, source)));
  // By its name alone a file is not yet one of values.
  if (found.length === 0) return undefined;
  const problems = [...stream.problems, ...read.flatMap(({ problem }) => problem ?? [])];
  return {
    found,
    problems: problems.map(({ span, message }) => ({ span, message: withoutFiller(message) })),
  };
}
