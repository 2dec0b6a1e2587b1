import {
  buildGraph,
  configurationFiles,
  isKustomizationFile,
  type Kustomization,
  type KustomizeGraph,
  readFieldSpecs,
  readKustomization,
} from '../../../src/kustomize/index.ts';
import { sourceText } from '../../../src/text/index.ts';

export function kustomization(text: string, path = 'kustomization.yaml'): Kustomization {
  const read = readKustomization(sourceText(path, text));
  if (!read.ok) throw new Error(`${path}: ${read.error.reason}`);
  return read.value;
}

/** The graph of a tree of files, given as path to text. */
export function graphOf(files: Readonly<Record<string, string>>): KustomizeGraph {
  const kustomizations = Object.entries(files)
    .filter(([path]) => isKustomizationFile(path))
    .map(([path, text]) => kustomization(text, path));
  const named = new Set(kustomizations.flatMap(configurationFiles));
  const specs = Object.entries(files)
    .filter(([path]) => named.has(path))
    .map(([path, text]) => [path, readFieldSpecs(sourceText(path, text))] as const);
  return buildGraph(kustomizations, new Map(specs));
}

export function rootAt(graph: KustomizeGraph, directory: string): Kustomization {
  const root = graph.byDirectory.get(directory);
  if (root === undefined) throw new Error(`no kustomization in ${directory}`);
  return root;
}
