import type { Problem } from './problem.ts';
import { printable } from './text.ts';

/** The name of the group of findings that have no file. */
export const CONFIGURATION = 'configuration';

/** Formats that demand a file show findings about a configuration without one here. */
export const CONFIG_FILE = 'pullthrough.yaml';

/** `file:line:column`, as terminals and editors make it clickable. */
export function placeOf({ file, location }: Pick<Problem, 'file' | 'location'>): string {
  const name = printable(file ?? CONFIGURATION);
  return location === undefined ? name : `${name}:${location.line}:${location.column}`;
}
