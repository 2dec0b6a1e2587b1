import { CommandError } from '../exit.ts';

/**
 * Runs the job at each SIGHUP, one at a time, until the returned function is called; after that the signal means nothing. What
 * the user has to mend is told. In a terminal the signal says that its window is closed, and ends the program as it does any other.
 */
export function onHangup(job: () => Promise<void>, failed: (problem: string) => void): () => void {
  let running: Promise<void> = Promise.resolve();
  let isOver = false;
  if (process.stderr.isTTY !== true) {
    process.on('SIGHUP', () => {
      if (isOver) return;
      running = running.then(job).catch((error: unknown) => {
        failed(error instanceof CommandError ? error.message : `internal error: ${String(error)}`);
      });
    });
  }
  return () => {
    isOver = true;
  };
}

const dayMs = 86_400_000;

/** Renews something once a day, until the returned function is called: a server may run for longer than a certificate is good for. */
export function daily<T>(read: () => Promise<T | undefined>, use: (value: T) => void): () => void {
  const timer = setInterval(() => {
    read().then(
      (value) => value !== undefined && use(value),
      // Tomorrow is another day, and the certificate is good for a year of them.
      () => {},
    );
  }, dayMs).unref();
  return () => clearInterval(timer);
}
