import { accessSync, constants, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { err, ok, type Result } from '../result.ts';
import { describeSystemError, systemErrorCode } from './system-error.ts';
import type { WalkStart } from './walk.ts';

export interface StartError {
  readonly code: 'not-found' | 'no-match' | 'unreadable';
  /** The argument as the user gave it. */
  readonly argument: string;
  /** One sentence. */
  readonly message: string;
}

/**
 * The paths that command-line arguments mean: a file, a directory, or a glob that the shell left as it was.
 * A path that exists is never read as a glob (`a[1].yaml`). Globs are relative to `cwd`, match names with a leading dot,
 * do not follow links, and yield directories too, as the shell would.
 */
export async function walkStarts(
  args: readonly string[],
  cwd: string,
): Promise<Result<readonly WalkStart[], StartError>> {
  const starts = new Map<string, WalkStart>();
  for (const argument of args) {
    const absolute = resolve(cwd, argument);
    const refusal = refusalOf(absolute);
    if (refusal === undefined) {
      starts.set(absolute, { absolute, named: true });
      continue;
    }
    if (refusal !== 'ENOENT') {
      return err({ code: 'unreadable', argument, message: `${argument}: ${describeSystemError(refusal)}` });
    }
    const pattern = sep === '/' ? argument : argument.replaceAll(sep, '/');
    if (!picomatch.scan(pattern).isGlob) {
      return err({ code: 'not-found', argument, message: `${argument}: no such file or directory` });
    }
    const matched = await expand(pattern, cwd);
    if (matched.length === 0)
      return err({ code: 'no-match', argument, message: `${argument}: matches no file` });
    for (const path of matched) {
      const found = resolve(cwd, path);
      if (!starts.has(found)) starts.set(found, { absolute: found, named: false });
    }
  }
  return ok([...starts.values()]);
}

/** Why a path cannot be read, as the code of the failed call; undefined when it can. What a user names has to be read. */
function refusalOf(path: string): string | undefined {
  try {
    const { R_OK, X_OK } = constants;
    accessSync(path, statSync(path).isDirectory() ? R_OK | X_OK : R_OK);
    return undefined;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return code === 'ENOTDIR' || code === 'ENAMETOOLONG' ? 'ENOENT' : code;
  }
}

async function expand(pattern: string, cwd: string): Promise<readonly string[]> {
  // Loaded only here: hardly any run needs it, and every run would pay for it.
  const { default: glob } = await import('fast-glob');
  const paths = await glob(pattern, {
    cwd,
    dot: true,
    onlyFiles: false,
    followSymbolicLinks: false,
    suppressErrors: true,
    ignore: ['**/.git/**', '**/node_modules/**'],
  });
  return paths.sort();
}
