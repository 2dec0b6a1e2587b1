import { spawnSync } from 'node:child_process';
import type { Rendering } from './charts.ts';
import { renderWhole } from './ours.ts';
import { runHelm } from './theirs.ts';

/** Milliseconds for each rendering, in the order of the renderings. */
export interface Times {
  readonly ours: readonly number[];
  readonly helm: readonly number[];
}

/** Interleaved, so that both meet the same machine. What both refuse takes its time as well. */
export function timeAll(renderings: readonly Rendering[], helm: string): Times {
  const times = { ours: [] as number[], helm: [] as number[] };
  for (const rendering of renderings) {
    times.helm.push(timed(() => runHelm(helm, rendering)));
    times.ours.push(timed(() => renderWhole(rendering)));
  }
  return times;
}

function timed(run: () => unknown): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

/** MiB that a process of its own has resident at most which renders all of them with src/helm. */
export function peakMemory(renderings: readonly Rendering[], program: string): number {
  const { stdout } = spawnSync(process.execPath, [program, '--peak'], {
    input: JSON.stringify(renderings),
    encoding: 'utf8',
  });
  return Number(stdout) / 1024;
}

/** The other side of `peakMemory`; prints KiB. */
export function renderForPeak(renderings: readonly Rendering[]): void {
  for (const rendering of renderings) renderWhole(rendering);
  console.log(process.resourceUsage().maxRSS);
}
