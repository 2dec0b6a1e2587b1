import { relative, resolve, sep } from 'node:path';
import type { Kustomization, KustomizeGraph } from '../../kustomize/index.ts';
import { CommandError } from '../exit.ts';

/** The kustomizations that `--root` names: the outermost ones without it. */
export function chooseRoots(
  graph: KustomizeGraph,
  named: readonly string[],
  /** Absolute, of the repository. */
  directory: string,
): readonly Kustomization[] {
  const all = [...graph.byDirectory.values()];
  const chosen = new Set<Kustomization>();
  for (const name of named.length === 0 ? ['outermost'] : named) {
    const one = name === 'outermost' || name === 'every' ? undefined : rootNamed(all, name, directory);
    const roots = name === 'outermost' ? graph.roots : one === undefined ? all : [one];
    for (const root of roots) chosen.add(root);
  }
  return all.filter((root) => chosen.has(root));
}

function rootNamed(all: readonly Kustomization[], name: string, directory: string): Kustomization {
  const path = relative(directory, resolve(name)).split(sep).join('/');
  const found = all.find(
    (kustomization) => kustomization.directory === path || kustomization.source.path === path,
  );
  if (found !== undefined) return found;
  throw new CommandError(
    `--root ${name}: there is no kustomization`,
    'name a directory with a kustomization.yaml among the files that are read, or outermost, or every',
  );
}
