import {
  buildersOf,
  imagesHazards,
  type Kustomization,
  type KustomizeGraph,
  patchHazards,
} from '../../kustomize/index.ts';
import type { SourceText } from '../../text/index.ts';
import { readSource } from '../read-source.ts';

/** What the files that kustomizations build hold: each is read once, and only when it is asked for. */
export interface BuiltTexts {
  /** The files with something that makes kustomize fail as soon as there is an `images:` entry. */
  readonly hazardsIn: (root: Kustomization) => readonly string[];
  readonly manifestsOf: (root: Kustomization) => readonly SourceText[];
}

export function builtTexts(graph: KustomizeGraph, directory: string): BuiltTexts {
  const texts = [...graph.files.keys()].flatMap((file) => {
    const read = readSource(directory, file);
    return read === undefined ? [] : [read.source];
  });
  const manifests = texts.filter((source) => imagesHazards(source).length > 0).map(({ path }) => path);
  const patched = [...graph.byDirectory.values()].filter((at) => patchHazards(at).length > 0);
  const hazards = [...manifests, ...patched.map(({ source }) => source.path)];
  return {
    hazardsIn: (root) => hazards.filter((file) => meets(graph, root, file)),
    manifestsOf: (root) => texts.filter(({ path }) => meets(graph, root, path)),
  };
}

/** Whether the entries of a kustomization see what is in a file: a component sees what those build that include it. */
function meets(graph: KustomizeGraph, root: Kustomization, file: string): boolean {
  const builders = buildersOf(graph, file);
  if (builders.has(root)) return true;
  const links = graph.includedBy.get(root.directory) ?? [];
  return links.some(({ from, inclusion }) => inclusion.field === 'components' && builders.has(from));
}
