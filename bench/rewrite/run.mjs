// `npm run bench:rewrite -- TREE...`: `pullthrough rewrite --write` beside `pullthrough scan`, of `dist/` (`npm run build` first), in
// copies of the trees that it is given: rewriting reads everything a second time, and is not to take more than twice the
// processor time. The least of the rounds, children and threads included; memory is the most that was resident.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    registry: { type: 'string', default: 'team.azurecr.io' },
  },
  allowPositionals: true,
});
if (positionals.length === 0) {
  process.stderr.write('npm run bench:rewrite -- TREE...\n');
  process.exit(2);
}
const cli = resolve('dist/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'pullthrough-'));

/** Runs a command in a fresh copy of a tree; a repository of its own, so that its notes are, too. */
function used(tree, args) {
  const copy = join(folder, basename(tree));
  rmSync(copy, { recursive: true, force: true });
  cpSync(tree, copy, { recursive: true, verbatimSymlinks: true });
  spawnSync('git', ['init', '--quiet', copy]);
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--require', resolve('bench/helm/usage.cjs'), cli, ...args],
    { cwd: copy, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status === null || status > 1)
    throw new Error(`${args.join(' ')} in ${tree}: exit code ${status}\n${stderr}`);
  const { cpu, maxRSS } = JSON.parse(stderr.trimEnd().split('\n').at(-1));
  return { cpu, memory: maxRSS / 1024 };
}

process.stdout.write('| tree | scan | rewrite --write | ratio | memory |\n|---|---|---|---|---|\n');
for (const tree of positionals) {
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({
    scan: used(tree, ['scan', '--output', 'json']),
    rewrite: used(tree, ['rewrite', '--write', '--registry', values.registry]),
  }));
  const least = (command) => Math.min(...rounds.map((round) => round[command].cpu));
  const most = (command) => Math.round(Math.max(...rounds.map((round) => round[command].memory)));
  const [scan, rewrite] = [least('scan'), least('rewrite')];
  process.stdout.write(
    `| ${basename(tree)} | ${Math.round(scan)} ms | ${Math.round(rewrite)} ms | ${(rewrite / scan).toFixed(2)} | ${most('scan')} and ${most('rewrite')} MiB |\n`,
  );
}
rmSync(folder, { recursive: true, force: true });
