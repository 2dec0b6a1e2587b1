import { type Stats, statSync } from 'node:fs';
import { systemErrorCode } from './system-error.ts';

/** What stands at a path, links followed; undefined for nothing, and for what may not be seen. */
export function statusAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}
