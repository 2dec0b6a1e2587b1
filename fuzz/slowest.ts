/** One case and what it took, in milliseconds and UTF-16 code units. */
export interface Slow {
  readonly source: string;
  readonly path: string;
  readonly index: number;
  readonly size: number;
  readonly time: number;
}

/** Below this size the time is that of starting. */
const smallest = 2000;

const rate = ({ size, time }: Slow): number => time / Math.max(size, smallest);

/** Keeps the case of each source that took longest for its size, also when read once more: the machine has other work. */
export function noteSlow(slowest: Map<string, Slow>, slow: Slow, again: () => unknown): void {
  const known = slowest.get(slow.source);
  if (known !== undefined && rate(slow) <= rate(known)) return;
  const begin = performance.now();
  again();
  const surer = { ...slow, time: Math.min(slow.time, performance.now() - begin) };
  if (known === undefined || rate(surer) > rate(known)) slowest.set(slow.source, surer);
}
