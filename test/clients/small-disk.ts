import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../support/server/cache.ts';

/** A file system in memory, full after so many KiB; undefined where we may not mount one. */
export async function smallDisk(kilobytes: number): Promise<string | undefined> {
  const folder = await temporaryDirectory();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  if (status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]));
  return folder;
}
