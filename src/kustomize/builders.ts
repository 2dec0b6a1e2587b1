import { addsObjects, type KustomizeGraph } from './graph.ts';
import { directoryOf } from './paths.ts';
import type { Kustomization } from './types.ts';

/** The roots that take in a file, each once; for the file of a kustomization those that build it, itself if it is one. */
export function rootsOf(graph: KustomizeGraph, file: string): readonly Kustomization[] {
  const above = buildersOf(graph, file);
  return graph.roots.filter((root) => above.has(root));
}

/** All kustomizations that take in a file, roots or not. */
export function buildersOf(graph: KustomizeGraph, file: string): ReadonlySet<Kustomization> {
  const own = graph.byDirectory.get(directoryOf(file));
  const above = new Set<Kustomization>(own?.source.path === file ? [own] : []);
  for (const { from } of graph.files.get(file) ?? []) above.add(from);
  for (const at of above) {
    for (const link of graph.includedBy.get(at.directory) ?? []) {
      if (addsObjects(link.inclusion)) above.add(link.from);
    }
  }
  return above;
}
