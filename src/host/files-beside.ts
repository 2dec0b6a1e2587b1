import { readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { type ReadOptions, readText } from './read.ts';
import { systemErrorCode } from './system-error.ts';

export interface NeighbourText {
  readonly name: string;
  readonly text: string;
}

/**
 * The texts of the files in a file's directory whose names are wanted, in the order of their names, whether or not git
 * ignores them. What cannot be read is left out: where it counts, the walk comes to it and says so.
 */
export function readBeside(
  absolute: string,
  wanted: (name: string) => boolean,
  options: ReadOptions,
): readonly NeighbourText[] {
  const directory = dirname(absolute);
  return namesIn(directory).flatMap((name) => {
    if (!wanted(name)) return [];
    const content = readText(join(directory, name), options);
    return content.kind === 'text' ? [{ name, text: content.text }] : [];
  });
}

/** A file by its path from a root, and the path in its shortest spelling; undefined where there is none, or outside of the root. */
export function readBelow(root: string, wanted: string, options: ReadOptions): NeighbourText | undefined {
  const name = posix.normalize(wanted);
  // No name of a file has a NUL, and the file system is not even asked for one.
  if (posix.isAbsolute(name) || name.split('/', 1)[0] === '..' || name.includes('\0')) return undefined;
  const content = readText(join(root, name), options);
  return content.kind === 'text' ? { name, text: content.text } : undefined;
}

/** The texts of the files in a folder below a root, by their paths from there; none outside of the root. */
export function readFolder(
  root: string,
  wanted: string,
  isWanted: (name: string) => boolean,
  options: ReadOptions,
): readonly NeighbourText[] {
  const folder = posix.normalize(wanted);
  if (posix.isAbsolute(folder) || folder.split('/', 1)[0] === '..' || folder.includes('\0')) return [];
  const files = readBeside(join(root, folder, 'file'), isWanted, options);
  return files.map(({ name, text }) => ({ name: posix.join(folder, name), text }));
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}
