import type { TagAnswer } from '../types.ts';
import type { Lock, LockedImage } from './types.ts';

/** A tag, and what its registry says that it names. */
export interface AnsweredTag {
  readonly repository: string;
  readonly tag: string;
  readonly answer: TagAnswer;
}

/**
 * The lock with what was answered. What has not changed keeps its entry, its time with it, so that a run that finds nothing new
 * writes nothing new. Entries that `isUsed` knows nothing of are given up.
 */
export function mergeLock(
  before: Lock,
  answered: ReadonlyMap<string, AnsweredTag>,
  isUsed: (key: string) => boolean,
  now: Date,
): Lock {
  const lock = new Map([...before].filter(([key]) => isUsed(key)));
  for (const [key, { repository, tag, answer }] of answered) {
    const locked = before.get(key);
    if (locked?.digest === answer.digest) {
      const { platforms = locked.platforms } = answer;
      lock.set(key, { ...locked, ...(platforms === undefined ? {} : { platforms }) });
    } else {
      const { digest, mediaType, platforms } = answer;
      const known = platforms === undefined ? {} : { platforms };
      lock.set(key, { repository, tag, digest, mediaType, ...known, resolved: timeOf(now) });
    }
  }
  return lock;
}

/** Whether two locks hold the same, however their files are written. */
export function equalLocks(a: Lock, b: Lock): boolean {
  return a.size === b.size && [...a].every(([key, image]) => equalImages(image, b.get(key)));
}

function equalImages(a: LockedImage, b: LockedImage | undefined): boolean {
  return (
    b !== undefined &&
    a.digest === b.digest &&
    a.mediaType === b.mediaType &&
    a.resolved === b.resolved &&
    a.platforms?.join() === b.platforms?.join()
  );
}

function timeOf(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}
