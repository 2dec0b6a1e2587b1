import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Lets calls of the file system fail as on a disk that is full, where `fails` says so of their arguments. `writev` is the call with
 * a callback, the others those with promises. Gives what ends it.
 */
export function failCalls(
  name: 'writev' | 'open' | 'rename',
  fails: (args: readonly unknown[]) => boolean,
): () => void {
  const error = (): Error =>
    Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28 });
  const target: Record<string, unknown> = name === 'writev' ? { ...fs } : { ...fsPromises };
  const original = target[name] as (...args: unknown[]) => unknown;
  const replace = (value: unknown): void => {
    Object.assign(name === 'writev' ? fs : fsPromises, { [name]: value });
    syncBuiltinESMExports();
  };
  replace((...args: unknown[]) => {
    if (!fails(args)) return original(...args);
    if (name !== 'writev') return Promise.reject(error());
    const done = args.at(-1) as (failure: Error) => void;
    return setImmediate(() => done(error()));
  });
  return () => replace(original);
}
