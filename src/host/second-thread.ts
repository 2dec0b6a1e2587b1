import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** A thread that does a part of what there is to be done, and sends what it has found. */
export interface SecondThread {
  /** When it has sent all that it will send, whatever it was that ended it. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** A young generation half as large as usual: two threads are to be content with the memory of one. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

/** Starts a program (absolute) in a thread with plain data; undefined where there is no such file, or no second processor. */
export function startThread<Sent>(
  program: string,
  data: object,
  receive: (sent: Sent) => void,
): SecondThread | undefined {
  if (availableParallelism() < 2 || !existsSync(program)) return undefined;
  const worker = new Worker(program, { workerData: data, resourceLimits });
  worker.on('message', receive);
  // Who waits learns from what was not sent.
  worker.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return { ended, stop: () => void worker.terminate() };
}

/** What the thread was given that this is; undefined in the first. */
export function threadData(): unknown {
  return isMainThread ? undefined : workerData;
}

/** Sends plain data to whoever started this thread. */
export function sendToStarter(sent: object): void {
  parentPort?.postMessage(sent);
}
