import { append } from '../append.ts';
import { positionAt } from '../text/source-text.ts';
import { circlesOf } from './circles.ts';
import { baseName, pathFrom } from './paths.ts';
import type { FieldSpec } from './reach.ts';
import { kustomizationFileNames } from './read.ts';
import type { Inclusion, Kustomization, PatchTarget } from './types.ts';

/** How one kustomization takes in another. */
export interface Link {
  readonly from: Kustomization;
  readonly to: Kustomization;
  readonly inclusion: Inclusion;
}

/** How a kustomization takes in a file: as a resource, or as a patch. */
interface FileLink {
  readonly from: Kustomization;
  readonly as: 'resource' | 'patch';
  /** Which objects a patch is for, where the kustomization says. */
  readonly target: PatchTarget | undefined;
}

/** Why kustomize refuses a kustomization because of others. */
interface GraphProblem {
  readonly code: 'several-files' | 'cycle';
  /** The kustomization file at which it shows, and the place in it where it is one place. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** Who includes whom among the kustomizations of one repository. */
export interface KustomizeGraph {
  readonly byDirectory: ReadonlyMap<string, Kustomization>;
  /** The kustomizations that take in the one in a directory, in the order of their files. */
  readonly includedBy: ReadonlyMap<string, readonly Link[]>;
  /** The kustomizations that name a file. */
  readonly files: ReadonlyMap<string, readonly FileLink[]>;
  /** Those that no other kustomization of the repository includes, Components among them: kustomize builds these too. */
  readonly roots: readonly Kustomization[];
  /** What transformer configuration files of the repository add, by file. */
  readonly fieldSpecs: ReadonlyMap<string, readonly FieldSpec[]>;
  readonly problems: readonly GraphProblem[];
}

/**
 * Builds the graph. `fieldSpecs` holds what `readFieldSpecs` read from the files that `configurations` name; a
 * configuration that is missing there adds nothing.
 */
export function buildGraph(
  kustomizations: readonly Kustomization[],
  fieldSpecs: ReadonlyMap<string, readonly FieldSpec[]> = new Map(),
): KustomizeGraph {
  const problems: GraphProblem[] = [];
  const byDirectory = oneOfEachDirectory(kustomizations, problems);
  const includedBy = new Map<string, Link[]>();
  const files = new Map<string, FileLink[]>();
  for (const from of byDirectory.values()) {
    for (const inclusion of from.inclusions) {
      if (inclusion.location.kind !== 'local') continue;
      const { path } = inclusion.location;
      const to = byDirectory.get(path);
      if (to !== undefined) push(includedBy, path, { from, to, inclusion });
      else if (addsObjects(inclusion)) push(files, path, { from, as: 'resource', target: undefined });
    }
    for (const { location, target } of from.patches) {
      if (location?.kind === 'local') push(files, location.path, { from, as: 'patch', target });
    }
  }
  const roots = [...byDirectory.values()].filter(({ directory }) => !includedBy.has(directory));
  append(problems, cycles(byDirectory, includedBy));
  return { byDirectory, includedBy, files, roots, fieldSpecs, problems };
}

/** The configuration files of a kustomization that lie in the repository. */
export function configurationFiles(kustomization: Kustomization): readonly string[] {
  return kustomization.configurations.flatMap(({ value }) => pathFrom(kustomization.directory, value) ?? []);
}

/** Plugins' configurations are included too, but what they hold is not built. */
export function addsObjects({ field }: Inclusion): boolean {
  return field === 'resources' || field === 'bases' || field === 'components';
}

/** Kustomize refuses a directory with two of them; the one it looks for first is taken here. */
function oneOfEachDirectory(
  kustomizations: readonly Kustomization[],
  problems: GraphProblem[],
): ReadonlyMap<string, Kustomization> {
  const rank = ({ source }: Kustomization): number => kustomizationFileNames.indexOf(baseName(source.path));
  const sorted = [...kustomizations].sort((a, b) => compare(a.directory, b.directory) || rank(a) - rank(b));
  const byDirectory = new Map<string, Kustomization>();
  for (const kustomization of sorted) {
    const first = byDirectory.get(kustomization.directory);
    if (first === undefined) byDirectory.set(kustomization.directory, kustomization);
    else {
      const message = `kustomize refuses a directory that also holds ${baseName(first.source.path)}`;
      problems.push({ code: 'several-files', file: kustomization.source.path, message });
    }
  }
  return byDirectory;
}

/** Kustomizations that include themselves, be it through others, and those that include a directory that they lie in. */
function cycles(
  byDirectory: ReadonlyMap<string, Kustomization>,
  includedBy: ReadonlyMap<string, readonly Link[]>,
): readonly GraphProblem[] {
  const including = linksByIncluder(includedBy);
  const circles = circlesOf(byDirectory.keys(), (directory) => including.get(directory) ?? []);
  const upwards = [...including.values()].flat().filter(({ from, to }) => isAbove(to, from));
  return [
    ...circles.map(({ closing, names }) => cycle(closing, `kustomize refuses the circle ${names}`)),
    ...upwards.map((link) => cycle(link, 'kustomize refuses to include a directory that this file lies in')),
  ];
}

/** As kustomize compares them (api/internal/loader, errIfArgEqualOrHigher). */
function isAbove({ directory }: Kustomization, other: Kustomization): boolean {
  return directory !== other.directory && (directory === '' || other.directory.startsWith(`${directory}/`));
}

function cycle({ from, inclusion }: Link, message: string): GraphProblem {
  const { scalar, via } = inclusion;
  const { line, column } = positionAt(from.source, (via ?? scalar).span.start);
  return { code: 'cycle', file: from.source.path, line, column, message };
}

function linksByIncluder(
  includedBy: ReadonlyMap<string, readonly Link[]>,
): ReadonlyMap<string, readonly Link[]> {
  const including = new Map<string, Link[]>();
  for (const link of [...includedBy.values()].flat()) push(including, link.from.directory, link);
  return including;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
