/** Runs one job per key at a time; who asks for a key that is being worked on gets that job's outcome. */
export type SingleFlight<T> = (key: string, run: () => Promise<T>) => Promise<T>;

export function createSingleFlight<T>(): SingleFlight<T> {
  const running = new Map<string, Promise<T>>();
  return (key, run) => {
    const before = running.get(key);
    if (before !== undefined) return before;
    const job = run().finally(() => running.delete(key));
    running.set(key, job);
    return job;
  };
}
