import { stat } from 'node:fs/promises';
import type { Result } from '../../result.ts';
import { ifPresent } from '../store/disk/files.ts';
import { directorySource } from './directory-source.ts';
import type { LayoutError } from './layout-error.ts';
import type { LayoutSource } from './layout-source.ts';
import { tarSource } from './tar-source.ts';

/** Opens a directory or an archive; undefined when there is nothing. */
export async function openLayoutSource(path: string): Promise<Result<LayoutSource, LayoutError> | undefined> {
  const status = await ifPresent(stat(path));
  if (status === undefined) return undefined;
  return status.isDirectory() ? { ok: true, value: directorySource(path) } : tarSource(path);
}
