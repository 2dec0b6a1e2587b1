import { setMaxListeners } from 'node:events';
import { stopSignal } from './stop-signal.ts';

/** An interrupt ends the work, and the program by that signal once everything is cleaned up. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  // One listener for each request.
  setMaxListeners(0, stopping.signal);
  const interruption: { signal?: NodeJS.Signals } = {};
  stopSignal().then((signal) => {
    interruption.signal = signal;
    stopping.abort();
  });
  try {
    return await work(stopping.signal);
  } finally {
    if (interruption.signal !== undefined) process.kill(process.pid, interruption.signal);
  }
}
