import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { statusAt } from './status.ts';
import { systemErrorCode } from './system-error.ts';
import type { EnvironmentVariables } from './terminal.ts';

/** The first file of the name in the folders of PATH that may be run; undefined where there is none. */
export function findProgram(name: string, { PATH = '' }: EnvironmentVariables): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return PATH.split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find(isProgram);
}

export function isProgram(path: string): boolean {
  if (statusAt(path)?.isFile() !== true) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return false;
  }
}
