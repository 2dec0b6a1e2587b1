// `npm run bench`: scan of a tree of 20,000 files against ripgrep (the floor: it only finds lines) and Renovate (the peer:
// its dockerfile and kubernetes managers over the same files). All in one run, interleaved; medians of wall time.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeTree } from './tree.mjs';

const rounds = Number(process.argv[2] ?? 5);
const folder = resolve('.cache/bench');
const tree = join(folder, 'tree');
makeTree(tree);

const renovateVersion = '39.264.1';
const renovateFolder = join(folder, `renovate-${renovateVersion}`);

/** Renovate 39 is the last that runs on Node 20. */
function bringRenovate() {
  const program = join(renovateFolder, 'node_modules/renovate/dist/renovate.js');
  if (!existsSync(program)) {
    mkdirSync(renovateFolder, { recursive: true });
    writeFileSync(join(renovateFolder, 'package.json'), '{}');
    const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `renovate@${renovateVersion}`];
    const { status } = spawnSync('npm', npm, { cwd: renovateFolder, stdio: 'inherit' });
    if (status !== 0) return undefined;
  }
  const config = join(renovateFolder, 'config.json');
  writeFileSync(
    config,
    JSON.stringify({
      platform: 'local',
      onboarding: false,
      requireConfig: 'optional',
      enabledManagers: ['dockerfile', 'kubernetes'],
      kubernetes: { fileMatch: ['\\.ya?ml$'] },
    }),
  );
  return { program, config };
}

/** Renovate lists files with git. */
function commitTree() {
  if (existsSync(join(tree, '.git'))) return;
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', 'commit', '--quiet', '--message', 'tree'],
  ]) {
    spawnSync('git', args, { cwd: tree, stdio: 'inherit' });
  }
}

commitTree();
const renovate = bringRenovate();
const candidates = [
  { name: 'node, nothing to do', command: process.execPath, args: ['-e', '0'] },
  { name: 'pullthrough --version', command: process.execPath, args: [resolve('dist/cli.cjs'), '--version'] },
  {
    name: 'pullthrough scan',
    command: process.execPath,
    args: [resolve('dist/cli.cjs'), 'scan', '--output', 'json'],
  },
  { name: 'ripgrep image:', command: 'rg', args: ['image:'] },
  ...(renovate === undefined
    ? []
    : [
        {
          name: `Renovate ${renovateVersion} extraction`,
          command: process.execPath,
          args: [renovate.program, '--platform=local', '--dry-run=extract'],
          env: { RENOVATE_CONFIG_FILE: renovate.config, LOG_LEVEL: 'info' },
        },
      ]),
].map((candidate) => ({ ...candidate, times: [] }));

for (let round = -1; round < rounds; round++) {
  for (const { command, args, env, times } of candidates) {
    const began = performance.now();
    const { error } = spawnSync(command, args, {
      cwd: tree,
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 30,
      env: { ...process.env, ...env },
    });
    // The first round warms the file cache.
    if (error === undefined && round >= 0) times.push(performance.now() - began);
  }
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
for (const { name, times } of candidates) {
  const text =
    times.length === 0
      ? 'not installed'
      : `${median(times).toFixed(0).padStart(6)} ms   (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`;
  console.log(`${name.padEnd(32)} ${text}`);
}
