import { keyOf } from '../plan.ts';
import type { PinSubject } from '../types.ts';
import type { Lock } from './types.ts';

/** Where a lock and what it is for have gone different ways. */
export interface StaleLock {
  /** Pinned uses whose tag the lock does not know, one for each tag. What is not pinned is told as that. */
  readonly unrecorded: readonly PinSubject[];
  /** Entries that no use is for, sorted; none where not everything was read that may use them. */
  readonly unused: readonly string[];
}

export function staleLock(subjects: readonly PinSubject[], lock: Lock, isWhole: boolean): StaleLock {
  const used = new Set(subjects.map(keyOf));
  const unrecorded = new Map<string, PinSubject>();
  for (const subject of subjects) {
    const key = keyOf(subject);
    if (subject.digest !== undefined && !lock.has(key) && !unrecorded.has(key)) unrecorded.set(key, subject);
  }
  const unused = isWhole ? [...lock.keys()].filter((key) => !used.has(key)).sort() : [];
  return { unrecorded: [...unrecorded.values()], unused };
}
