import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { describeSystemError } from '../../host/index.ts';
import { systemErrorCode } from '../../host/system-error.ts';
import { CommandError } from '../exit.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where caches live by the XDG Base Directory specification, which says that a relative XDG_CACHE_HOME is to be ignored. */
export function defaultStoreDirectory(environment: Environment, home: string = homedir()): string {
  const configured = environment.XDG_CACHE_HOME ?? '';
  return join(isAbsolute(configured) ? configured : join(home, '.cache'), 'pullthrough', 'store');
}

/** The store's directory, made when it is missing. A store that cannot be written ends the command, and not the first pull. */
export function prepareStore(named: string | undefined, environment: Environment): string {
  const path = named === undefined ? defaultStoreDirectory(environment) : resolve(named);
  try {
    makeDirectory(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new CommandError(
      `the store ${path} cannot be used: ${describeSystemError(code)}`,
      'name a directory that can be written with --store',
    );
  }
  return path;
}

/**
 * For the user alone: private images lie in it, and the XDG Base Directory specification wants the folders above so, too. Not
 * Node's `recursive`, which never comes back from a place where nothing can be made, such as below /proc.
 */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  }
}
