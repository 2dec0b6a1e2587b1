import { sep } from 'node:path';

/** Whether a path is a directory or lies in it; both absolute, with symbolic links left as they are. */
export function isInside(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}
