import type { Reading, Spot } from '../ci/index.ts';
import type { Purpose } from '../image-use.ts';

/** A field that holds an image, by the documentation of the tool. */
export interface ToolField {
  readonly path: string;
  readonly purpose?: Purpose;
  /** The condition under which the place counts. */
  readonly when?: string;
}

/** A tool whose files have images in fields of fixed names. */
export interface Tool {
  /** The paths of its files. */
  readonly files: RegExp;
  /** Keys at the top, one of which a file has; absent where the name of the file tells enough. */
  readonly needs?: readonly string[];
  readonly fields: readonly ToolField[];
  /** Maps with a `name` and a `value`, which may be an image by either. */
  readonly named?: readonly string[];
  /** Scripts, and lists of their lines. */
  readonly scripts?: readonly string[];
  /** What no path says. */
  readonly read?: (root: Spot, reading: Reading) => void;
}

export const pulls = (...paths: readonly string[]): readonly ToolField[] => paths.map((path) => ({ path }));

export const builds = (...paths: readonly string[]): readonly ToolField[] =>
  paths.map((path) => ({ path, purpose: 'build' }));

export const pushes = (...paths: readonly string[]): readonly ToolField[] =>
  paths.map((path) => ({ path, purpose: 'push' }));
