import { Worker } from 'node:worker_threads';

/** Longest that one case may take of the processor, which may have other work; what takes longer is taken to have no end. */
const seconds = 60;

/**
 * A loop without end cannot be seen from within it: a thread looks at the number of the case now and then, and ends the process
 * with that number when it stays.
 */
export function watch(): { readonly at: (index: number) => void; readonly end: () => void } {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(watcher, { eval: true, workerData: shared });
  return {
    at: (index) => {
      shared[0] = index;
    },
    end: () => void worker.terminate(),
  };
}

const watcher = `
  const { workerData: shared } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const used = () => process.cpuUsage().user / 1e6;
  let [last, since] = [-1, used()];
  setInterval(() => {
    if (shared[0] !== last) [last, since] = [shared[0], used()];
    else if (used() - since > ${seconds}) {
      writeSync(2, 'case ' + last + ' has not ended after ${seconds} seconds\\n');
      process.kill(process.pid, 'SIGKILL');
    }
  }, 1000);
`;
