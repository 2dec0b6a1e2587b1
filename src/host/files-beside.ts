import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}
