import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { systemErrorCode } from './system-error.ts';

export interface TreeOptions {
  /** Links are followed to what lies in this directory (absolute), and only there. */
  readonly within: string;
  /** Whether a path, from the directory on, is wanted; what lies in a folder that is not is never looked at. */
  readonly wants: (path: string, folder: boolean) => boolean;
}

export interface TreeFile {
  readonly absolute: string;
  /** From the directory on, with `/`. */
  readonly path: string;
  /** It is reached through a symbolic link. */
  readonly linked: boolean;
}

/** A tree that is no mistake is far below this. */
const mostEntries = 100_000;
const deepest = 64;

/**
 * The regular files below a directory, in the order of their names, links followed: for what reads a folder as it stands on
 * disk, whatever git says of it. What cannot be listed is left out. Ends after so much that the tree must be a mistake.
 */
export function* treeFiles(directory: string, { within, wants }: TreeOptions): Generator<TreeFile> {
  const bounds = realpathSync(within);
  const stack: Below[] = [{ absolute: directory, path: '', jumps: [], depth: 0 }];
  let seen = 0;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (++seen > mostEntries) return;
    if (at.file) {
      yield { absolute: at.absolute, path: at.path, linked: at.jumps.length > 0 };
      continue;
    }
    if (at.depth > deepest) continue;
    for (const entry of entriesOf(at.absolute).reverse()) {
      const below = belowOf(at, entry, bounds);
      if (below !== undefined && wants(below.path, below.file !== true)) stack.push(below);
    }
  }
}

interface Below {
  readonly absolute: string;
  readonly path: string;
  /** The real paths of the folders with the links that were followed on the way. */
  readonly jumps: readonly string[];
  readonly depth: number;
  readonly file?: boolean;
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}

function belowOf(parent: Below, entry: Dirent, within: string): Below | undefined {
  const { name } = entry;
  const below = {
    absolute: join(parent.absolute, name),
    path: parent.path === '' ? name : `${parent.path}/${name}`,
    jumps: parent.jumps,
    depth: parent.depth + 1,
  };
  if (!entry.isSymbolicLink()) {
    if (entry.isDirectory()) return name === '.git' ? undefined : below;
    return entry.isFile() ? { ...below, file: true } : undefined;
  }
  const target = linkTarget(below.absolute);
  if (target === undefined || !liesIn(target.path, within)) return undefined;
  const jumps = [...parent.jumps, realpathSync(parent.absolute)];
  if (!target.folder) return { ...below, jumps, file: true };
  // A link to a folder that leads to it is a circle.
  return jumps.some((jump) => liesIn(jump, target.path)) ? undefined : { ...below, jumps };
}

function linkTarget(link: string): { readonly path: string; readonly folder: boolean } | undefined {
  try {
    const status = statSync(link);
    if (!status.isFile() && !status.isDirectory()) return undefined;
    return { path: realpathSync(link), folder: status.isDirectory() };
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** Whether a path is a directory's, or that of something below it; both absolute. */
export function liesIn(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}
