import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { number, table } from '../registry/report.mjs';
import { chartFolders, type Rendering, renderingsOf } from './charts.ts';
import { compareAll, type Outcome, outcomeNames } from './equality.ts';
import { findHelm } from './theirs.ts';
import { peakMemory, renderForPeak, scanAll, type Times, timeAll } from './time.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    helm: { type: 'string' },
    rendered: { type: 'string' },
    only: { type: 'string', default: 'equality,time' },
    differences: { type: 'string' },
    peak: { type: 'boolean', default: false },
  },
});

if (values.peak) renderForPeak(JSON.parse(readFileSync(0, 'utf8')) as Rendering[]);
else main();

function main(): void {
  const charts = chartFolders(positionals);
  const helm = values.helm ?? findHelm();
  if (charts.length === 0 || helm === undefined) {
    console.error(
      charts.length === 0 ? 'no chart is named' : 'helm is missing: --helm PROGRAM, or one in PATH',
    );
    process.exitCode = 2;
    return;
  }
  const load = loadavg()[0]?.toFixed(1);
  console.log(`${charts.length} charts, ${cpus().length} cores, Node ${process.versions.node}, load ${load}`);
  const wanted = new Set(values.only.split(','));
  if (wanted.has('equality')) equality(charts, helm);
  if (wanted.has('time')) time(charts, helm);
}

function equality(charts: readonly string[], helm: string): void {
  const all = charts.flatMap(renderingsOf);
  const options = { helm, kept: values.rendered, file: values.differences };
  const outcomes = compareAll(all, options);
  const count = (outcome: Outcome, kind: 'default' | 'ci') =>
    all.filter(({ name }, i) => outcomes[i] === outcome && (name === 'default') === (kind === 'default'))
      .length;
  table(
    'renderings',
    ['', 'default values', 'ci/*.yaml'],
    outcomeNames.map((outcome) => [outcome, count(outcome, 'default'), count(outcome, 'ci')]),
  );
}

function time(charts: readonly string[], helm: string): void {
  const renderings = charts.map((chart) => ({ chart, name: 'default' }));
  const { ours, analysed, helm: theirs } = timeAll(renderings, helm);
  const sum = (times: readonly number[]) => times.reduce((all, each) => all + each, 0) / 1000;
  const row = (name: string, { wall, cpu }: Times) => [
    name,
    `${number(quantile(wall, 0.5), 1)} ms`,
    `${number(quantile(wall, 0.95), 1)} ms`,
    `${number(Math.max(...wall))} ms`,
    `${number(sum(wall), 1)} s`,
    `${number(quantile(cpu, 0.5), 1)} ms`,
    `${number(sum(cpu), 1)} s`,
  ];
  table(
    `${renderings.length} charts, from the files on disk`,
    ['', 'median', '95 %', 'longest', 'all', 'median CPU', 'all CPU'],
    [
      row('helm template, a process each', theirs),
      row('src/helm in one process: default values', ours),
      row('images under every condition', analysed),
    ],
  );
  console.log(
    `\n  src/helm: at most ${number(peakMemory(renderings, fileURLToPath(import.meta.url)))} MiB resident`,
  );
  const { wall, cpu, resident } = scanAll(renderings);
  const share = number((100 * wall) / 1000 / sum(theirs.wall), 1);
  console.log(
    `  pullthrough scan of all of them: ${number(wall / 1000, 1)} s (${share} % of helm's), ${number(cpu / 1000, 1)} s of CPU, at most ${number(resident)} MiB resident`,
  );
}

function quantile(times: readonly number[], share: number): number | undefined {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
