import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renameOver } from './files.ts';
import { temporaryName } from './owner.ts';

/**
 * Replaces a small file in one step, so that no reader sees half of it; `folder` is where it is written first, on the same
 * file system. Not made durable: after a power cut the file may be old or empty, which its readers take for missing.
 */
export async function replaceFile(path: string, text: string, folder: string): Promise<void> {
  const temporary = join(folder, temporaryName());
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
