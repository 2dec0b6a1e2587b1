import { err, ok, type Result } from '../../result.ts';
import { allowsStale, type PullFailure } from '../failure.ts';
import { createLru } from '../memory/lru.ts';
import { createSingleFlight } from '../memory/single-flight.ts';
import { type Origin, originKey } from '../origins.ts';
import type { RecordStore } from '../store/types.ts';
import type { RecentFailures } from './recent-failures.ts';

export interface FoundList<T> {
  readonly entries: readonly T[];
  readonly result: 'hit' | 'miss' | 'stale';
  /** Why the list may be out of date. */
  readonly stale?: PullFailure;
}

export interface Lists<T> {
  /** `key` tells the list from the others of its repository. */
  find(
    origin: Origin,
    key: string,
    fetch: () => Promise<Result<readonly T[], PullFailure>>,
  ): Promise<Result<FoundList<T>, PullFailure>>;
}

export interface ListSettings<T> {
  readonly records: RecordStore;
  readonly failures: RecentFailures;
  readonly ttlMs: number;
  readonly now: () => number;
  readonly background: (job: () => Promise<void>) => void;
  readonly isEntry: (value: unknown) => value is T;
  /** The bytes that an entry takes in memory, roughly. */
  readonly weigh: (entry: T) => number;
}

interface CachedList<T> {
  readonly entries: readonly T[];
  readonly checkedAt: number;
}

/** Bytes that are kept in memory, over all lists. */
const remembered = 32 * 1024 * 1024;

/** Whole lists of an upstream, kept for a time to live and beyond it while the upstream cannot answer. */
export function createLists<T>(settings: ListSettings<T>): Lists<T> {
  const { records, failures, ttlMs, now, background, isEntry, weigh } = settings;
  const memory = createLru<CachedList<T>>(remembered, ({ entries }) =>
    entries.reduce((sum, entry) => sum + weigh(entry), 200),
  );
  const flight = createSingleFlight<Result<FoundList<T>, PullFailure>>();

  const read = (value: unknown): CachedList<T> | undefined => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('entries' in value) || !('checkedAt' in value)) return undefined;
    const { entries, checkedAt } = value;
    if (!Array.isArray(entries) || !entries.every(isEntry) || typeof checkedAt !== 'number') return undefined;
    return { entries, checkedAt };
  };

  return {
    find: (origin, key, fetch) => {
      const name = `${originKey(origin)} ${key}`;
      return flight(name, async () => {
        const before = memory.get(name) ?? read(await records.read(originKey(origin), 'list', key));
        // A list from the future was there before the clock was set back.
        const age = now() - (before?.checkedAt ?? 0);
        if (before !== undefined && age >= 0 && age < ttlMs) {
          memory.set(name, before);
          return ok({ entries: before.entries, result: 'hit' });
        }
        const recent = failures.get(name);
        const fetched = recent === undefined ? await fetch() : err(recent);
        if (fetched.ok) {
          const list = { entries: fetched.value, checkedAt: now() };
          memory.set(name, list);
          background(() => records.write(originKey(origin), 'list', key, list));
          return ok({ entries: list.entries, result: 'miss' });
        }
        if (recent === undefined) failures.note(name, fetched.error);
        if (before === undefined || !allowsStale(fetched.error)) return fetched;
        return ok({ entries: before.entries, result: 'stale', stale: fetched.error });
      });
    },
  };
}
