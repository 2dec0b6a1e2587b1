import { setFlagsFromString } from 'node:v8';

/**
 * For a process that reads charts; what its threads are told as well.
 *
 * Each chart leaves tens of MiB behind that are garbage when the next one begins, and V8 would let three times as much gather as is in
 * use before it looks. This is no limit: however much is in use, it may grow.
 *
 * V8 compiles what is called often for speed. A scan is over in seconds, and much of that is not called much
 * more often: compiling took more than it saved. It is done for what has been called eight times as much. V8 12 (Node 22) does not know
 * the flag any more, and says so.
 */
export function prepareForCharts(): void {
  setFlagsFromString('--heap-growing-percent=50');
  if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString('--interrupt-budget=540672');
}
