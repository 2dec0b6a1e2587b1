/** The folder of a file; the repository's root is the empty string. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path as a file in `directory` writes it, from the repository's root; undefined when it leads out of the repository. */
export function pathFrom(directory: string, relative: string): string | undefined {
  if (relative.startsWith('/')) return undefined;
  const segments = directory === '' ? [] : directory.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}
