import { Worker } from 'node:worker_threads';
import type { Compared, Comparison } from './password-worker.ts';
import type { PasswordSettings } from './passwords.ts';

/** Comparisons that wait; a flood of wrong passwords must not keep the right ones waiting for long. */
const maxWaiting = 32;

/** Compares passwords in a thread, which is started with the first of them. `file` is the program of `password-worker.ts`. */
export function passwordThread(file: string): Pick<PasswordSettings, 'compare' | 'close'> {
  const waiting = new Map<number, { resolve(matches: boolean): void; reject(error: Error): void }>();
  let worker: Worker | undefined;
  let nextId = 0;
  const fail = (error: Error): void => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(file);
    started.on('message', ({ id, matches }: Compared) => {
      waiting.get(id)?.resolve(matches);
      waiting.delete(id);
    });
    started.on('error', fail);
    started.on('exit', () => fail(new Error('the thread that compares passwords ended')));
    started.unref();
    return started;
  };
  return {
    compare: (password, hash) => {
      if (waiting.size >= maxWaiting) return Promise.resolve(undefined);
      return new Promise((resolve, reject) => {
        worker ??= start();
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, password, hash } satisfies Comparison);
      });
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}
