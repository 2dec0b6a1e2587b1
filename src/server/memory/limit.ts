/** Runs jobs, so many at a time; the others wait in the order in which they came. */
export type Limit = <T>(job: () => Promise<T>) => Promise<T>;

export function createLimit(atATime: number): Limit {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (running < atATime) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await job();
    } finally {
      // Whoever waits takes the place over.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
