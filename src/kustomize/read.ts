import { append } from '../append.ts';
import { parseYaml, type YamlMap } from '../formats/yaml/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { SourceText } from '../text/source-text.ts';
import { fieldOf, keyedText, listedMaps, listedTexts } from './fields.ts';
import { locationOf } from './location.ts';
import { baseName, directoryOf } from './paths.ts';
import { readGenerators } from './read-generators.ts';
import { readImages } from './read-images.ts';
import { isInline, readPatches } from './read-patches.ts';
import { readValueReferences } from './read-value-references.ts';
import { shapeProblems } from './shape.ts';
import type { Inclusion, InclusionField, Kustomization, KustomizationProblem, ListedText } from './types.ts';

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
  append(problems, shapeProblems(root));
  return ok({
    source,
    directory,
    kind: kindOf(root),
    root,
    inclusions: inclusionFields.flatMap((field) => inclusionsOf(root, field, directory)),
    patches: readPatches(root, directory),
    images: readImages(root, problems),
    configurations: listedTexts(root, 'configurations'),
    helmCharts: ['helmCharts', 'helmChartInflationGenerator'].flatMap((name) => chartsOf(root, name)),
    generators: readGenerators(root, directory),
    values: readValueReferences(root),
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
    .filter(({ value }) => value !== '' && !isInline(value))
    .map((text) => ({ ...text, field, location: locationOf(directory, text.value) }));
}

function chartsOf(root: YamlMap, name: string): readonly ListedText[] {
  const key = name === 'helmCharts' ? 'name' : 'chartName';
  return listedMaps(root, name).flatMap((chart) => keyedText(chart, key) ?? []);
}
