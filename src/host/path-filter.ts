import picomatch from 'picomatch';

/** Which of the walked paths are wanted: the `include` and `exclude` settings. */
export interface PathFilter {
  readonly wantsFile: (path: string) => boolean;
  /** False where nothing below a directory can be wanted. */
  readonly wantsDirectory: (path: string) => boolean;
}

/**
 * Globs are relative to the root, `**` crosses directories, `*` also matches a leading dot; a pattern that matches a
 * directory stands for everything in it. Without `include` all is wanted; `exclude` wins.
 */
export function pathFilter(include: readonly string[], exclude: readonly string[]): PathFilter {
  const included = include.length === 0 ? undefined : globMatcher(include);
  const excluded = exclude.length === 0 ? undefined : globMatcher(exclude);
  return {
    wantsFile: (path) => (included?.(path) ?? true) && !(excluded?.(path) ?? false),
    wantsDirectory: (path) => !(excluded?.(path) ?? false),
  };
}

/** Whether a path from the root matches one of the globs, or lies below what does. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  return picomatch(patterns.flatMap(withContents), { dot: true });
}

function withContents(pattern: string): readonly string[] {
  const plain = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  return plain === '' || plain === '.' ? ['**'] : [plain, `${plain}/**`];
}
