import { parseYaml, type YamlMap } from '../formats/yaml/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { SourceText } from '../text/source-text.ts';
import { fieldOf, itemsOf, listedTexts, textOf } from './fields.ts';
import { locationOf } from './location.ts';
import { baseName, directoryOf } from './paths.ts';
import { readImages } from './read-images.ts';
import type {
  Inclusion,
  InclusionField,
  Kustomization,
  KustomizationProblem,
  ListedText,
  Patch,
  PatchField,
} from './types.ts';

/** The names kustomize looks for in a directory, case counts (api/konfig, RecognizedKustomizationFileNames). */
export const kustomizationFileNames: readonly string[] = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

export function isKustomizationFile(path: string): boolean {
  return kustomizationFileNames.includes(baseName(path));
}

export interface KustomizationError {
  /** `empty`: nothing in the first document, which kustomize refuses; `no-map`: it is something else. */
  readonly code: 'empty' | 'no-map';
  readonly reason: string;
  readonly problems: readonly KustomizationProblem[];
}

/** Reads a kustomization file. Kustomize reads its first document and ignores the others. */
export function readKustomization(source: SourceText): Result<Kustomization, KustomizationError> {
  const stream = parseYaml(source);
  const problems: KustomizationProblem[] = [...stream.problems];
  const root = stream.documents[0]?.root;
  if (root === undefined) {
    return err({ code: 'empty', reason: 'the first document of the file is empty', problems });
  }
  if (root.kind !== 'map') return err({ code: 'no-map', reason: 'the file holds no map', problems });
  const directory = directoryOf(source.path);
  return ok({
    source,
    directory,
    kind: kindOf(root),
    root,
    inclusions: inclusionFields.flatMap((field) => inclusionsOf(root, field, directory)),
    patches: [
      ...patchObjects(root, 'patches', directory),
      ...strategicMergePatches(root, directory),
      ...patchObjects(root, 'patchesJson6902', directory),
    ],
    images: readImages(root, problems),
    configurations: listedTexts(root, 'configurations'),
    helmCharts: ['helmCharts', 'helmChartInflationGenerator'].flatMap((name) => chartsOf(root, name)),
    problems,
  });
}

const inclusionFields: readonly InclusionField[] = [
  'resources',
  'bases',
  'components',
  'generators',
  'transformers',
  'validators',
];

function kindOf(root: YamlMap): Kustomization['kind'] {
  const kind = fieldOf(root, 'kind')?.value;
  return kind?.kind === 'scalar' && kind.value === 'Component' ? 'Component' : 'Kustomization';
}

function inclusionsOf(root: YamlMap, field: InclusionField, directory: string): readonly Inclusion[] {
  return listedTexts(root, field)
    .filter(({ value }) => !isInline(value))
    .map((text) => ({ ...text, field, location: locationOf(directory, text.value) }));
}

/** Plugins and strategic merge patches may be written out in the list itself. */
function isInline(value: string): boolean {
  return value.includes('\n') || /^\s*\{/.test(value) || /^[A-Za-z]+:\s/.test(value);
}

function strategicMergePatches(root: YamlMap, directory: string): readonly Patch[] {
  const field: PatchField = 'patchesStrategicMerge';
  return listedTexts(root, field).map((text) => ({
    ...text,
    field,
    location: isInline(text.value) ? undefined : locationOf(directory, text.value),
  }));
}

function patchObjects(root: YamlMap, field: PatchField, directory: string): readonly Patch[] {
  return keyedTexts(root, field, 'path')
    .map((text): Patch => ({ ...text, field, location: locationOf(directory, text.value) }))
    .concat(keyedTexts(root, field, 'patch').map((text) => ({ ...text, field, location: undefined })));
}

function chartsOf(root: YamlMap, name: string): readonly ListedText[] {
  const key = name === 'helmCharts' ? 'name' : 'chartName';
  return keyedTexts(root, name, key);
}

/** One field of each map in a list. */
function keyedTexts(root: YamlMap, name: string, key: string): readonly ListedText[] {
  const list = fieldOf(root, name);
  return itemsOf(list).flatMap((item, index) => {
    const map = item.kind === 'alias' ? item.target : item;
    const field = map?.kind === 'map' ? fieldOf(map, key) : undefined;
    if (field === undefined) return [];
    const text = textOf(field.value, field, `${name}[${index}].${key}`);
    if (text === undefined) return [];
    const via = list?.via ?? (item.kind === 'alias' ? item : text.via);
    return [{ ...text, via }];
  });
}
