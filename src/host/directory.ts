import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { excludeFile, isRepository, repositoryRoot } from './git.ts';
import { compileIgnoreRules } from './ignore/rules.ts';
import { type IgnoreScope, isIgnored } from './ignore/scope.ts';
import { defaultMaxBytes, readText } from './read.ts';
import { noneTracked, type Tracked, trackedIn } from './tracked.ts';

/** A directory with all that its ancestors say about its entries. */
export interface Directory {
  readonly absolute: string;
  /** What stands before an entry's name in its path: `''` in the root, `charts/web/` below. */
  readonly prefix: string;
  /** Names from the repository's root (where ignore rules begin) down to this directory. */
  readonly parents: readonly string[];
  readonly scope: IgnoreScope | undefined;
  /** What is tracked though ignored, in the repository that the directory belongs to. */
  readonly tracked: Tracked;
  /** The directory is ignored, and entered for the tracked files in it alone. */
  readonly trackedOnly: boolean;
  /** Path of the innermost directory with a Chart.yaml: this one or an ancestor up to the root. */
  readonly chart: string | undefined;
}

/** The path of `absolute` as reports give it: relative to the root, with `/`; outside the root it begins with `../`. */
export function pathFrom(root: string, absolute: string): string {
  const path = relative(root, absolute);
  return sep === '/' ? path : path.split(sep).join('/');
}

/** What git makes of an entry: `ignored` with all that is in it, `tracked` though its ignore files name it, or neither. */
export type Standing = 'ignored' | 'tracked' | 'plain';

/** The standing of an entry of an opened directory. */
export function standingOf(
  { trackedOnly, scope, parents, tracked }: Directory,
  name: string,
  isDirectory: boolean,
): Standing {
  if (!trackedOnly && !isIgnored(scope, parents, name, isDirectory)) return 'plain';
  const path = [...parents, name].join('/');
  // A submodule is a directory, and one entry of the index.
  return tracked().has(path) || (isDirectory && tracked().has(`${path}/`)) ? 'tracked' : 'ignored';
}

/** A directory in an opened one. */
export function childDirectory(parent: Directory, name: string, standing: Standing): Directory {
  return {
    ...parent,
    trackedOnly: standing !== 'plain',
    absolute: join(parent.absolute, name),
    prefix: `${parent.prefix}${name}/`,
    parents: [...parent.parents, name],
  };
}

/** Adds what the directory holds itself: a chart begins, ignore rules begin or are added. */
export function openDirectory(
  directory: Directory,
  holds: (name: string) => boolean,
  ignoreFiles: boolean,
): Directory {
  const chart =
    holds('Chart.yaml') && !isAbove(directory.prefix) ? directory.prefix.slice(0, -1) : directory.chart;
  if (!ignoreFiles) return { ...directory, chart };
  let { parents, scope, tracked, trackedOnly } = directory;
  if (holds('.git') && isRepository(directory.absolute)) {
    // The rules of a repository end where another begins, as in a submodule.
    parents = [];
    scope = withRules(excludeFile(directory.absolute), 0, undefined);
    tracked = trackedIn(directory.absolute);
    trackedOnly = false;
  }
  if (holds('.gitignore')) scope = withRules(join(directory.absolute, '.gitignore'), parents.length, scope);
  return { ...directory, chart, parents, scope, tracked, trackedOnly };
}

/** Whether the prefix is that of an ancestor of the root: a chart there is not part of what is read. */
function isAbove(prefix: string): boolean {
  return /^(\.\.\/)+$/.test(prefix);
}

function withRules(
  path: string | undefined,
  depth: number,
  outer: IgnoreScope | undefined,
): IgnoreScope | undefined {
  if (path === undefined) return outer;
  const file = readText(path, { maxBytes: defaultMaxBytes });
  // An unreadable ignore file leaves more to read, never less.
  return file.kind === 'text' ? { rules: compileIgnoreRules(file.text), depth, outer } : outer;
}

/** A directory reached by its path instead of by walking there, opened. */
export interface FoundDirectory {
  readonly directory: Directory;
  /** Whether git ignores it and all that is in it. */
  readonly ignored: boolean;
}

/** Finds directories by absolute path; what was found is remembered, as start paths share ancestors. */
export function directoryFinder(root: string, ignoreFiles: boolean): (absolute: string) => FoundDirectory {
  const known = new Map<string, FoundDirectory>();
  const find = (absolute: string): FoundDirectory => {
    const found = known.get(absolute) ?? search(absolute);
    known.set(absolute, found);
    return found;
  };
  const open = (directory: Directory): Directory =>
    openDirectory(directory, (name) => existsSync(join(directory.absolute, name)), ignoreFiles);
  const search = (absolute: string): FoundDirectory => {
    const path = pathFrom(root, absolute);
    const prefix = path === '' ? '' : `${path}/`;
    if (absolute === baseOf(absolute, root)) {
      const base = {
        absolute,
        prefix,
        parents: [],
        scope: undefined,
        tracked: noneTracked,
        trackedOnly: false,
        chart: undefined,
      };
      return { directory: open(base), ignored: false };
    }
    const { directory: parent, ignored } = find(dirname(absolute));
    const name = basename(absolute);
    const standing = ignored ? 'ignored' : standingOf(parent, name, true);
    return {
      directory: open({ ...childDirectory(parent, name, standing), prefix }),
      ignored: standing === 'ignored',
    };
  };
  return find;
}

/** Where ignore rules begin for a directory: its repository's root, else the root of the walk, else itself. */
function baseOf(absolute: string, root: string): string {
  const repository = repositoryRoot(absolute);
  if (repository !== undefined) return repository;
  const path = pathFrom(root, absolute);
  return path.startsWith('../') || path === '..' || path === absolute ? absolute : root;
}
