import { spawnSync } from 'node:child_process';

/** Runs each case once a round, in turns; a case that fails ends the bench. Times in ms. */
export function measure(cases, { rounds, cwd, env }) {
  const results = cases.map(({ name }) => ({ name, wall: [], cpu: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, one] of cases.entries()) {
      const { wall, cpu } = timed(one, { cwd, env });
      results[index].wall.push(wall);
      results[index].cpu.push(cpu);
    }
  }
  return results;
}

/** bash's `times` has the processor time of what it ran, and of what that ran. */
const script = '"$@" >/dev/null; code=$?; times >&3; exit $code';

function timed({ name, program, args, stdin }, { cwd, env }) {
  const start = performance.now();
  const run = spawnSync('bash', ['-c', script, 'bash', program, ...args], {
    cwd,
    env,
    input: stdin ?? '',
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = performance.now() - start;
  if (run.status !== 0) throw new Error(`${name}: exit code ${run.status}\n${run.stderr}`);
  const [, children = ''] = run.output[3].split('\n');
  return { wall, cpu: children.split(' ').reduce((sum, time) => sum + milliseconds(time), 0) };
}

/** `1m2.345s`. */
function milliseconds(time) {
  const [, minutes = 0, seconds = 0] = /^(\d+)m([\d.]+)s$/.exec(time) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}

export function table(results) {
  const rows = results.map(({ name, wall, cpu }) => {
    const range = `${Math.round(Math.min(...wall))} to ${Math.round(Math.max(...wall))}`;
    return `| ${name} | ${Math.round(median(wall))} ms | ${range} | ${Math.round(median(cpu))} ms |\n`;
  });
  return `| what | wall time | range | processor time |\n|---|---|---|---|\n${rows.join('')}`;
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
