import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { prepareForCharts } from '../../src/cli/chart-flags.ts';
import { analyse } from '../helm-reach/analysed.ts';
import type { Rendering } from './charts.ts';
import { renderWhole } from './ours.ts';
import { runHelm } from './theirs.ts';

/** What renderings take of one program, in milliseconds, in the order of the renderings. */
export interface Times {
  readonly wall: readonly number[];
  /** Of the processor, in all threads: the steadier figure on a machine that is not idle. */
  readonly cpu: readonly number[];
}

/** Interleaved, so that both meet the same machine. What both refuse takes its time as well. */
export function timeAll(
  renderings: readonly Rendering[],
  helm: string,
): { ours: Times; analysed: Times; helm: Times } {
  const helms = { wall: [] as number[], cpu: [] as number[] };
  const ours = { wall: [] as number[], cpu: [] as number[] };
  const analysed = { wall: [] as number[], cpu: [] as number[] };
  const own = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  for (const rendering of renderings) {
    measure(helms, childrenCpu, () => runHelm(helm, rendering));
    measure(ours, own, () => renderWhole(rendering));
    measure(analysed, own, () => analyse(rendering.chart));
  }
  return { ours, analysed, helm: helms };
}

function measure(times: { wall: number[]; cpu: number[] }, cpu: () => number, run: () => unknown): void {
  const [began, used] = [performance.now(), cpu()];
  run();
  times.wall.push(performance.now() - began);
  times.cpu.push(cpu() - used);
}

/** Of the children that have ended, from proc(5) in ticks of 10 ms; 0 where there is no such file. */
function childrenCpu(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** MiB that a process of its own has resident at most which analyses all of them with src/helm. */
export function peakMemory(renderings: readonly Rendering[], program: string): number {
  const { stdout } = spawnSync(process.execPath, [program, '--peak'], {
    input: JSON.stringify(renderings),
    encoding: 'utf8',
  });
  return Number(stdout) / 1024;
}

/** What one process takes that does something with all charts. */
export interface Usage {
  readonly wall: number;
  readonly cpu: number;
  /** MiB that it has resident at most. */
  readonly resident: number;
}

/** `pullthrough scan` of all charts, from the start of the process to its end, as `npm run build` has made it. */
export function scanAll(renderings: readonly Rendering[]): Usage {
  const args = ['scan', '--no-config', '--no-ignore', '--quiet', '-o', `json=${devNull}`];
  const charts = renderings.map(({ chart }) => chart);
  const began = performance.now();
  const { stderr } = spawnSync(
    process.execPath,
    ['--require', resolve('bench/helm/usage.cjs'), resolve('dist/cli.cjs'), ...args, ...charts],
    { encoding: 'utf8' },
  );
  const wall = performance.now() - began;
  const { cpu, maxRSS } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as {
    cpu: number;
    maxRSS: number;
  };
  return { wall, cpu, resident: maxRSS / 1024 };
}

/** The other side of `peakMemory`; prints KiB. */
export function renderForPeak(renderings: readonly Rendering[]): void {
  prepareForCharts();
  for (const { chart } of renderings) analyse(chart);
  console.log(process.resourceUsage().maxRSS);
}
