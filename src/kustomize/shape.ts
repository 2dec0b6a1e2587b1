import {
  isNull,
  isStringScalar,
  resolve,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../formats/yaml/index.ts';
import { fieldOf, itemsOf, listedMaps } from './fields.ts';
import type { KustomizationProblem } from './types.ts';

type Shape = 'text' | 'map' | 'texts' | 'maps';

/** What kustomize 4.5 to 5.8 expect of each field (api/types, Kustomization). Fields that they do not know are left alone. */
const shapes: Readonly<Record<string, Shape>> = {
  apiVersion: 'text',
  kind: 'text',
  metadata: 'map',
  openapi: 'map',
  namePrefix: 'text',
  nameSuffix: 'text',
  namespace: 'text',
  commonLabels: 'map',
  labels: 'maps',
  commonAnnotations: 'map',
  patchesStrategicMerge: 'texts',
  patchesJson6902: 'maps',
  patches: 'maps',
  images: 'maps',
  imageTags: 'maps',
  replacements: 'maps',
  replicas: 'maps',
  vars: 'maps',
  sortOptions: 'map',
  resources: 'texts',
  components: 'texts',
  crds: 'texts',
  bases: 'texts',
  configMapGenerator: 'maps',
  secretGenerator: 'maps',
  helmGlobals: 'map',
  helmCharts: 'maps',
  helmChartInflationGenerator: 'maps',
  generatorOptions: 'map',
  configurations: 'texts',
  generators: 'texts',
  transformers: 'texts',
  validators: 'texts',
  buildMetadata: 'texts',
};

/** Fields that bring in images: what cannot be read of one may be an image. */
const bringsImages: ReadonlySet<string> = new Set([
  'resources',
  'bases',
  'components',
  'generators',
  'transformers',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'helmCharts',
  'helmChartInflationGenerator',
]);

/** Lists of which no item may be empty: kustomize takes it for the path of a file. */
const listsOfPlaces: ReadonlySet<string> = new Set([
  'resources',
  'bases',
  'components',
  'configurations',
  'patchesStrategicMerge',
]);

const expected = { text: 'string', map: 'map', texts: 'list', maps: 'list' } as const;
const REFUSED = 'kustomize refuses the file';

/** The fields whose values are of another type than kustomize expects, and patches that are none. */
export function shapeProblems(root: YamlMap): readonly KustomizationProblem[] {
  const problems = Object.entries(shapes).flatMap(([name, shape]) => fieldProblems(root, name, shape));
  return [...problems, ...kindProblems(root), ...patchProblems(root)];
}

/** YAML 1.1 booleans that the core schema reads as text; kustomize's parser follows 1.1. */
const BOOLEAN = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;

/** Whether kustomize reads the scalar as a string, as which it is written. */
export function isText(scalar: YamlScalar): boolean {
  return isStringScalar(scalar) && !(scalar.style === 'plain' && BOOLEAN.test(scalar.value));
}

function fieldProblems(root: YamlMap, name: string, shape: Shape): readonly KustomizationProblem[] {
  const field = fieldOf(root, name);
  if (field === undefined || isAbsent(field.value)) return [];
  const consequence = bringsImages.has(name) ? `${REFUSED}; not all of its images are known` : REFUSED;
  const { value, via } = field;
  if (!isA(value, shape)) {
    const message = `${name} is no ${expected[shape]}${unquoted(value, shape)}: ${consequence}`;
    return [{ span: (via ?? value).span, message }];
  }
  return itemsOf(field).flatMap((item, index) => {
    const problem = itemProblem(item, name, shape === 'texts' ? 'text' : 'map');
    const { span } = via ?? item;
    return problem === undefined
      ? []
      : [{ span, message: `${name}[${index}] is ${problem}: ${consequence}` }];
  });
}

function itemProblem(item: YamlNode, list: string, shape: 'text' | 'map'): string | undefined {
  const value = resolve(item);
  const empty = isAbsent(value) || (shape === 'text' && value.kind === 'scalar' && value.value === '');
  if (empty) return listsOfPlaces.has(list) ? 'empty' : undefined;
  return isA(value, shape) ? undefined : `no ${expected[shape]}${unquoted(value, shape)}`;
}

function isA(value: YamlNode, shape: Shape): boolean {
  if (shape === 'text') return value.kind === 'scalar' && isText(value);
  return value.kind === (shape === 'map' ? 'map' : 'seq');
}

function unquoted(value: YamlNode, shape: Shape): string {
  return shape === 'text' && value.kind === 'scalar' ? ' unless quoted' : '';
}

function kindProblems(root: YamlMap): readonly KustomizationProblem[] {
  const kind = fieldOf(root, 'kind');
  if (kind?.value.kind !== 'scalar' || /^(?:Kustomization|Component)?$/.test(kind.value.value)) return [];
  const message = `kind is ${kind.value.value}, neither Kustomization nor Component: ${REFUSED}`;
  return [{ span: (kind.via ?? kind.value).span, message }];
}

function patchProblems(root: YamlMap): readonly KustomizationProblem[] {
  return ['patches', 'patchesJson6902'].flatMap((name) =>
    listedMaps(root, name).flatMap(({ path, map, via }) => {
      const problems = (['path', 'patch', 'target'] as const).flatMap((key) => {
        const field = fieldOf(map, key);
        const shape = key === 'target' ? 'map' : 'text';
        if (field === undefined || isAbsent(field.value) || isA(field.value, shape)) return [];
        const what = `no ${expected[shape]}${unquoted(field.value, shape)}`;
        const message = `${path}.${key} is ${what}: ${REFUSED}; not all of its images are known`;
        return [{ span: (via ?? field.via ?? field.value).span, message }];
      });
      const given = ['path', 'patch'].filter((key) => isGiven(map, key));
      if (given.length === 1) return problems;
      const message = `${path} has ${given.length === 0 ? 'neither path nor patch' : 'both path and patch'}: ${REFUSED}`;
      return [...problems, { span: (via ?? map).span, message }];
    }),
  );
}

function isGiven(map: YamlMap, key: string): boolean {
  const value = fieldOf(map, key)?.value;
  return value !== undefined && !isAbsent(value) && !(value.kind === 'scalar' && value.value === '');
}

function isAbsent(node: YamlNode): boolean {
  return node.kind === 'scalar' && isNull(node);
}
