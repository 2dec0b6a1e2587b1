import { type WalkedFile, type WalkOptions, walk } from '../host/index.ts';
import type { Kustomization, PatchTarget } from '../kustomize/index.ts';
import { dataFile, envSource, targetedPatch, valuesFile } from '../sources/index.ts';
import type { Extraction, Source } from '../sources/source.ts';

/** A file that is something because another one says so, and what it is read as. */
export interface ToldFile {
  readonly path: string;
  /** The file that says so. */
  readonly by: string;
  readonly source: Source;
  /** Whether its name says nothing: what no other source claims is read, too. */
  readonly anyName: boolean;
}

/** The file at a path, as the walk would come to it: undefined where it leaves it out. */
export function walkedFile(path: string, options: WalkOptions): WalkedFile | undefined {
  const { root, starts } = options;
  const absolute = `${root}/${path}`;
  const isBelow = (start: string): boolean => absolute === start || absolute.startsWith(`${start}/`);
  if (starts?.some((start) => isBelow(start.absolute)) === false) return undefined;
  for (const entry of walk({ ...options, starts: [{ absolute, named: false }] }))
    if (entry.kind === 'file' && entry.path === path) return entry;
  return undefined;
}

/** The files that others include. */
export function includedFiles(by: string, { includes = [] }: Extraction): readonly ToldFile[] {
  return includes.map(({ path, source }) => ({ path, by, source, anyName: true }));
}

/** `namedValues` are values files with the files of their charts. */
export function toldFiles(
  kustomizations: readonly Kustomization[],
  namedValues: ReadonlyMap<string, string>,
): readonly ToldFile[] {
  return [
    ...[...targetsOf(kustomizations)].map(([path, { by, target }]) => ({
      path,
      by,
      source: targetedPatch(target),
      anyName: false,
    })),
    ...kustomizations.flatMap(generatedFrom),
    ...[...namedValues].map(([path, chart]) => ({
      path,
      by: path,
      source: valuesFile(chart),
      anyName: false,
    })),
  ];
}

interface Targeted {
  readonly by: string;
  readonly target: PatchTarget;
}

/** The files that are patches because a kustomization says so and gives their target, each once. */
function targetsOf(kustomizations: readonly Kustomization[]): ReadonlyMap<string, Targeted> {
  const targets = new Map<string, Targeted>();
  for (const { source, patches } of kustomizations) {
    for (const { location, target } of patches) {
      if (location?.kind !== 'local' || target === undefined || targets.has(location.path)) continue;
      targets.set(location.path, { by: source.path, target });
    }
  }
  return targets;
}

/** The files of which a kustomization makes ConfigMaps and Secrets. */
function generatedFrom({ source: { path: by }, generators }: Kustomization): readonly ToldFile[] {
  return generators.flatMap((generator) => [
    ...generator.envs.flatMap(({ location }) =>
      location.kind === 'local'
        ? [{ path: location.path, by, source: envSource(generator), anyName: true }]
        : [],
    ),
    ...generator.files.flatMap(({ location, key }) =>
      location.kind === 'local'
        ? [{ path: location.path, by, source: dataFile(generator, key), anyName: true }]
        : [],
    ),
  ]);
}
