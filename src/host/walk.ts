import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import {
  childDirectory,
  type Directory,
  directoryFinder,
  type FoundDirectory,
  openDirectory,
  pathFrom,
  standingOf,
} from './directory.ts';
import { type PathFilter, pathFilter } from './path-filter.ts';
import { type Skipped, skipped } from './skipped.ts';
import { describeSystemError, systemErrorCode } from './system-error.ts';

/** A path that a walk begins at. */
export interface WalkStart {
  /** Absolute path of a file or a directory. A symbolic link is followed here, and only here. */
  readonly absolute: string;
  /** The user named exactly this path: it is read though git ignores it. False for what a glob matched. */
  readonly named: boolean;
}

export interface WalkOptions {
  /** Absolute directory that paths and globs are relative to: the repository's root. */
  readonly root: string;
  /** Default: the root. */
  readonly starts?: readonly WalkStart[];
  /** Globs; a file has to match one of them, if there are any. They also hold for named files. */
  readonly include?: readonly string[];
  /** Globs; what matches is left out. They also hold for named files: a pre-commit hook names every one. */
  readonly exclude?: readonly string[];
  /** False: .gitignore and .git/info/exclude are not read and directories of installed dependencies are entered. Default true. */
  readonly ignoreFiles?: boolean;
}

export interface WalkedFile {
  readonly kind: 'file';
  readonly absolute: string;
  /** Relative to the root, with `/`; begins with `../` outside of the root. */
  readonly path: string;
  /** Path of the innermost enclosing directory with a Chart.yaml, `''` for the root; undefined outside of charts. */
  readonly chart: string | undefined;
}

export interface SkippedPath extends Skipped {
  readonly path: string;
  /** It would be one file, so that its name tells whether an image could stand in it; a directory may hold anything. */
  readonly single: boolean;
}

export type WalkEntry = WalkedFile | SkippedPath;

/** Stores of version control systems: never entered, and the `.git` file of a submodule is no content either. */
const stores: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.jj']);

/** What a package manager installed: other people's files, by the ten thousand. `vendor` is not here, as it may hold charts. */
const installed: ReadonlySet<string> = new Set(['node_modules', '.terraform', '.terragrunt-cache']);

interface Walk {
  readonly root: string;
  readonly filter: PathFilter;
  readonly ignoreFiles: boolean;
  readonly find: (absolute: string) => FoundDirectory;
  /** Real paths of the directories that the walk begins at. */
  readonly tops: readonly string[];
}

/**
 * All files below the start paths, each once, in the order of their names (by code unit, directory by directory).
 * What git ignores is left out, by the .gitignore files up to the repository's root and .git/info/exclude; what is
 * tracked is not ignored, whatever they say. A user's global excludes are not read, so that all users get one result. Hidden files and
 * submodules are walked. Symbolic links are not followed: the target is read at its own place, and a link that
 * leads out of the start directories is reported.
 *
 * Synchronous on purpose: on a warm cache asynchronous calls list no faster, and reading with them takes twice the
 * time and more.
 */
export function* walk(options: WalkOptions): Generator<WalkEntry> {
  const { root, ignoreFiles = true, include = [], exclude = [] } = options;
  const starts = options.starts ?? [{ absolute: root, named: true }];
  const tops = starts.flatMap(({ absolute }) => realDirectory(absolute));
  const find = directoryFinder(root, ignoreFiles);
  const context: Walk = { root, ignoreFiles, tops, find, filter: pathFilter(include, exclude) };
  const seen = new Set<string>();
  for (const start of starts) {
    for (const entry of entriesOf(start, context)) {
      if (starts.length > 1) {
        if (seen.has(entry.path)) continue;
        seen.add(entry.path);
      }
      yield entry;
    }
  }
}

function realDirectory(path: string): readonly string[] {
  const status = statusOf(path);
  return isSkipped(status) || !status.isDirectory() ? [] : [realpathSync(path)];
}

function entriesOf({ absolute, named }: WalkStart, context: Walk): Iterable<WalkEntry> {
  const path = pathFrom(context.root, absolute) || '.';
  const status = statusOf(absolute);
  if (isSkipped(status)) return [{ ...status, path, single: false }];
  if (status.isDirectory()) {
    const { directory, ignored } = context.find(absolute);
    if (named) return walkDirectory({ ...directory, trackedOnly: false }, context);
    return ignored ? [] : walkDirectory(directory, context);
  }
  if (!status.isFile()) return [{ ...notAFile(), path, single: false }];
  const { directory, ignored } = context.find(dirname(absolute));
  const left = ignored || standingOf(directory, basename(absolute), false) === 'ignored';
  return (named || !left) && context.filter.wantsFile(path)
    ? [{ kind: 'file', absolute, path, chart: directory.chart }]
    : [];
}

function statusOf(path: string): Stats | Skipped {
  try {
    return statSync(path);
  } catch (error) {
    return unreadable(error);
  }
}

function isSkipped(value: Stats | readonly Dirent[] | Skipped): value is Skipped {
  return 'kind' in value;
}

interface Frame {
  readonly directory: Directory;
  /** What joins the directory's path and a name; joining paths in general costs more than listing them. */
  readonly separator: string;
  readonly entries: readonly Dirent[];
  next: number;
}

/** Depth first with a stack of its own: the depth of a tree is not the depth of the call stack. */
function* walkDirectory(top: Directory, context: Walk): Generator<WalkEntry> {
  const { filter, ignoreFiles, tops } = context;
  const stack: Frame[] = [];
  const entries = list(top.absolute);
  if (isSkipped(entries)) yield { ...entries, path: top.prefix.slice(0, -1) || '.', single: false };
  else stack.push(frameOf(top, entries));

  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const { directory, separator } = frame;
    const entry = frame.entries[frame.next++];
    if (entry === undefined) {
      stack.pop();
      continue;
    }
    const { name } = entry;
    const isDirectory = entry.isDirectory();
    if (stores.has(name) || (isDirectory && ignoreFiles && installed.has(name))) continue;
    const standing = standingOf(directory, name, isDirectory);
    if (standing === 'ignored') continue;
    const path = directory.prefix + name;
    if (isDirectory) {
      if (!filter.wantsDirectory(path)) continue;
      const below = enter(childDirectory(directory, name, standing), ignoreFiles);
      if ('kind' in below) yield { ...below, path, single: false };
      else stack.push(below);
    } else if (filter.wantsFile(path)) {
      const absolute = directory.absolute + separator + name;
      if (entry.isFile()) yield { kind: 'file', absolute, path, chart: directory.chart };
      else {
        const reason = entry.isSymbolicLink()
          ? leadsOut(absolute, tops)
          : { ...notAFile(), single: true as const };
        if (reason !== undefined) yield { ...reason, path };
      }
    }
  }
}

function enter(directory: Directory, ignoreFiles: boolean): Frame | Skipped {
  const entries = list(directory.absolute);
  if (isSkipped(entries)) return entries;
  const holds = (name: string): boolean => entries.some((entry) => entry.name === name);
  return frameOf(openDirectory(directory, holds, ignoreFiles), entries);
}

function frameOf(directory: Directory, entries: readonly Dirent[]): Frame {
  return { directory, separator: directory.absolute.endsWith(sep) ? '' : sep, entries, next: 0 };
}

/** A directory's entries in the order of their names. */
function list(directory: string): readonly Dirent[] | Skipped {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return unreadable(error);
  }
}

/** Undefined for a link to something that the walk comes to anyway; otherwise why its target is not read. */
function leadsOut(link: string, tops: readonly string[]): Omit<SkippedPath, 'path'> | undefined {
  try {
    const target = realpathSync(link);
    const inside = tops.some(
      (top) => target === top || target.startsWith(top.endsWith(sep) ? top : top + sep),
    );
    if (inside) return undefined;
    const reason = `symbolic link out of the scanned directories, to ${target}`;
    return { ...skipped('outside-link', reason), single: !statSync(target).isDirectory() };
  } catch (error) {
    return { ...unreadable(error), single: true };
  }
}

function notAFile(): Skipped {
  return skipped('not-a-file', 'not a regular file');
}

function unreadable(error: unknown): Skipped {
  const code = systemErrorCode(error);
  if (code === undefined) throw error;
  return skipped('unreadable', describeSystemError(code));
}
