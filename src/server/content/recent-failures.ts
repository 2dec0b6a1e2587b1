import type { PullFailure } from '../failure.ts';
import { createLru } from '../memory/lru.ts';

/** What upstreams refused a short while ago, so that they are not asked the same question again at once. */
export interface RecentFailures {
  get(key: string): PullFailure | undefined;
  note(key: string, failure: PullFailure): void;
}

export interface FailureMemory {
  /** How long something counts as not existing; 0 for not at all. */
  readonly missingMs: number;
  /** How long an upstream that fails is left alone, unless it says itself; 0 for not at all. */
  readonly failedMs: number;
}

/** No `Retry-After` keeps us from asking for longer. */
const longestMs = 60_000;

const remembered = 10_000;

export function createRecentFailures(
  { missingMs, failedMs }: FailureMemory,
  now: () => number,
): RecentFailures {
  const failures = createLru<{
    readonly failure: PullFailure;
    readonly until: number;
    readonly duration: number;
  }>(remembered);
  const durationOf = (failure: PullFailure): number => {
    switch (failure.code) {
      case 'not-found':
        return missingMs;
      case 'rate-limited':
      case 'unavailable':
        if (failedMs === 0 || failure.retryAfterSeconds === undefined) return failedMs;
        return Math.min(failure.retryAfterSeconds * 1_000, longestMs);
      default:
        return 0;
    }
  };
  return {
    get: (key) => {
      const entry = failures.get(key);
      if (entry === undefined) return undefined;
      const left = entry.until - now();
      // More than it was at first is left only when the clock was set back.
      if (left <= 0 || left > entry.duration) {
        failures.delete(key);
        return undefined;
      }
      const { failure } = entry;
      if (failure.code === 'offline' || failure.retryAfterSeconds === undefined) return failure;
      return { ...failure, retryAfterSeconds: Math.max(1, Math.ceil(left / 1_000)) };
    },
    note: (key, failure) => {
      const duration = durationOf(failure);
      if (duration > 0) failures.set(key, { failure, until: now() + duration, duration });
    },
  };
}
