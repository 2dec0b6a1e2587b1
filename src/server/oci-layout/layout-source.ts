import { stat } from 'node:fs/promises';
import type { Result } from '../../result.ts';
import { ifPresent } from '../store/disk/files.ts';
import { directorySource } from './directory-source.ts';
import type { LayoutError } from './layout-error.ts';
import { tarSource } from './tar-source.ts';

/** A file of a layout that is open. */
export interface SourceFile {
  readonly size: number;
  /** At most `into`'s length; 0 at the end. */
  readonly read: (into: Uint8Array, position: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A layout as it is found. Nobody has looked at what is in its files. */
export interface LayoutSource {
  /** Undefined when there is no such file. A link is an error, and so is anything else that is no plain file. */
  readonly open: (path: string) => Promise<Result<SourceFile | undefined, LayoutError>>;
  readonly close: () => Promise<void>;
}

/** Opens a directory or an archive; undefined when there is nothing. */
export async function openLayoutSource(path: string): Promise<Result<LayoutSource, LayoutError> | undefined> {
  const status = await ifPresent(stat(path));
  if (status === undefined) return undefined;
  return status.isDirectory() ? { ok: true, value: directorySource(path) } : tarSource(path);
}
