import { dirname, join } from 'node:path';
import { isInside } from './inside.ts';
import { statusAt } from './status.ts';

/** The names of the configuration file, the preferred one first. */
const configNames: readonly string[] = ['pullthrough.yaml', 'pullthrough.yml', 'pullthrough.json'];

export interface FoundConfig {
  /** Absolute path. */
  readonly path: string;
  /** Further configuration files beside it, which are not read. */
  readonly shadowed: readonly string[];
}

/**
 * Looks for the configuration file in `directory` and then in its ancestors up to `top` (both absolute); where
 * `top` is no ancestor, in `directory` alone.
 */
export function findConfig(directory: string, top: string): FoundConfig | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const [path, ...shadowed] = configNames.map((name) => join(at, name)).filter(isFile);
    if (path !== undefined) return { path, shadowed };
    if (at === top || !isInside(at, top)) return undefined;
  }
}

function isFile(path: string): boolean {
  return statusAt(path)?.isFile() === true;
}
