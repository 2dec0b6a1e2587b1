import type { ChartUnit } from './units.ts';

/** So many charts are read in two threads: a thread starts in some 40 ms, and reads its first charts with code that nothing has optimised yet. */
export const fewestForThreads = 12;

/**
 * The places of charts in their list, those with most templates first: two threads that begin at its two ends have two large charts
 * in memory at once only when they meet, and what is left to be waited for then is small.
 */
export function dealingOrder(units: readonly ChartUnit[]): readonly number[] {
  const templates = units.map(({ files }) => files.filter(({ path }) => path.includes('/templates/')).length);
  return units.map((_, index) => index).sort((a, b) => (templates[b] ?? 0) - (templates[a] ?? 0) || a - b);
}

/** Counts in memory that threads share how many have been taken. */
export type Taken = Int32Array;

export function nothingTaken(): Taken {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Takes one after the other from one end of a list, until all have been taken by whoever takes from it: undefined then. */
export function taker<T>(list: readonly T[], end: 'first' | 'last', taken: Taken): () => T | undefined {
  let own = 0;
  return () => {
    if (Atomics.add(taken, 0, 1) >= list.length) return undefined;
    return list.at(end === 'first' ? own++ : -++own);
  };
}
