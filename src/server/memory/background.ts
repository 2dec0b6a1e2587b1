/** Jobs that nobody waits for until the end. */
export interface Background {
  run(job: () => Promise<void>): void;
  /** Resolves when all jobs are done, those included that were added meanwhile. */
  settled(): Promise<void>;
}

export function createBackground(failed: (error: unknown) => void): Background {
  const jobs = new Set<Promise<void>>();
  return {
    run: (job) => {
      const running = job()
        .catch(failed)
        .finally(() => jobs.delete(running));
      jobs.add(running);
    },
    settled: async () => {
      while (jobs.size > 0) await Promise.all([...jobs]);
    },
  };
}
