import { field, parseYaml } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { valuesImages } from '../values-images.ts';

export { fleet, helmfile, helmsman } from './release-files.ts';
export { valuesElsewhere, valuesFile } from './values-elsewhere.ts';

/** A chart's own values and the variants beside them: `values.yaml`, `values-prod.yaml`, `ci/ha-values.yaml`. */
const VALUES = /(?:^|\/)(?:values[^/]*|[^/]+[-_.]values)\.ya?ml$/i;

/** Values files beside those of a chart itself, and what is left of a chart that cannot be read: its values by their shape, its templates as manifests. */
export const helm: Source = {
  id: 'helm',
  words: ['values'],
  claims: (path, chart) => chart !== undefined && VALUES.test(path) && !isTemplate(path, chart),
  hints: ['image', 'repository'],
  extract: extractValues,
};

function isTemplate(path: string, chart: string): boolean {
  const inside = chart === '' || chart === '.' ? path : path.slice(chart.length + 1);
  return inside.startsWith('templates/') || inside.startsWith('crds/');
}

function extractValues(source: SourceText): Extraction | undefined {
  const stream = parseYaml(source);
  const roots = stream.documents.flatMap(({ root }) => (root?.kind === 'map' ? [root] : []));
  if (roots.some((root) => field(root, 'apiVersion') !== undefined && field(root, 'kind') !== undefined))
    return undefined;
  const read = roots.map((root) => valuesImages(root));
  const problems = [
    ...stream.problems,
    ...read.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
  ];
  return {
    found: read.flatMap(({ found }) => found),
    problems: problems.map(({ span, message }) => ({ span, message })),
  };
}
