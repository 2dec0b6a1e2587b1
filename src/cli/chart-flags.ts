import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { fewestForThreads } from '../scan/index.ts';

/**
 * For a process that reads charts; what its threads are told as well.
 *
 * Each chart leaves tens of MiB behind that are garbage when the next one begins, and V8 would let three times as much gather as is in
 * use before it looks. This is no limit: however much is in use, it may grow. Where two threads read charts, each with a heap of its own, they look
 * sooner: that costs some hundredths of the time.
 *
 * V8 compiles what is called often for speed. A scan is over in seconds, and much of that is not called much
 * more often: compiling took more than it saved. It is done for what has been called eight times as much. V8 12 (Node 22) does not know
 * the flag any more, and says so.
 */
export function prepareForCharts(charts = 1): void {
  const inThreads = charts >= fewestForThreads && availableParallelism() > 1;
  setFlagsFromString(`--heap-growing-percent=${inThreads ? 30 : 50}`);
  if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString('--interrupt-budget=540672');
}
