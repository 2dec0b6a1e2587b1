import { parentPort } from 'node:worker_threads';
import { compareSync } from 'bcryptjs';

/** A password to compare, and the answer. */
export interface Comparison {
  readonly id: number;
  readonly password: string;
  readonly hash: string;
}

export interface Compared {
  readonly id: number;
  readonly matches: boolean;
}

/** A thread of its own: a comparison takes tens of milliseconds, in which the server would answer nobody. */
parentPort?.on('message', ({ id, password, hash }: Comparison) => {
  parentPort?.postMessage({ id, matches: compareSync(password, hash) } satisfies Compared);
});
