// `npm run bench:registry`: the local registry against CNCF distribution as a pull-through cache (the peer) and nginx (the
// limit: sendfile), all on loopback, in one run, interleaved. Figures, not a test: it always ends with 0.
//
//     npm run bench:registry [-- [--rounds 5] [--only blobs,manifests,cold,memory,start] [--whole]]
//
// `--whole` lets the 64 pulls of 1 GiB run to their end, which needs 64 GiB of disk and many minutes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { coldPulls, copyImage, readImage, remove } from './measures.mjs';
import { blobs, cold, manifests, memory, start } from './parts.mjs';
import { isInstalled, startServer } from './processes.mjs';
import { table } from './report.mjs';
import { startDistribution, startNginx, startOurs } from './servers.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'blobs,manifests,cold,memory,start' },
    whole: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const wanted = new Set(values.only.split(','));
const programs = resolve('.cache/bench/registry');
const folder = mkdtempSync(join(tmpdir(), 'pullthrough-bench-'));
const running = [];
const targets = [];
let images = 0;
const fresh = () => images++;

const began = performance.now();
try {
  if (prepared()) await measure();
} catch (error) {
  console.log(`\nnot all was measured: ${error instanceof Error ? error.stack : error}`);
} finally {
  for (const server of running) await server.stop();
  remove(folder);
}

function prepared() {
  if (process.platform !== 'linux') console.log('the figures come from /proc: this runs on Linux only');
  else if (!existsSync('dist/cli.cjs')) console.log('dist/ is missing: npm run build');
  else if (!isInstalled('go')) console.log('Go is missing: the client and the origin are built with it');
  else return build('origin') && build('sink');
  return false;
}

function build(name) {
  mkdirSync(programs, { recursive: true });
  const args = ['build', '-o', join(programs, name), join(import.meta.dirname, name, 'main.go')];
  return spawnSync('go', args, { stdio: 'inherit' }).status === 0;
}

async function measure() {
  const load = () => loadavg()[0].toFixed(1);
  console.log(`${cpus().length} cores, Node ${process.versions.node}, load ${load()} at the start`);
  const client = join(programs, 'sink');
  const origin = (await kept(startServer(join(programs, 'origin'), []))).url;
  const image = await readImage(origin, `library/large-${fresh()}`);
  const servers = await startAll(origin, image);
  const caches = servers.filter(({ name }) => name !== 'nginx');
  // Everything is in the caches before what is warm is measured.
  for (const server of caches)
    await coldPulls(client, [server], origin, { rounds: 0, kind: 'large', fresh: () => 0 });
  const { whole } = values;
  const options = {
    servers,
    caches,
    client,
    origin,
    image,
    folder,
    rounds,
    whole,
    keep: kept,
    fresh,
    targets,
  };
  if (wanted.has('blobs')) await blobs(options);
  if (wanted.has('manifests')) await manifests(options);
  if (wanted.has('cold')) await cold(options);
  if (wanted.has('memory')) await memory(options);
  if (wanted.has('start')) await start(options);
  table('Targets', ['', 'figure', 'wanted', ''], targets);
  const minutes = (performance.now() - began) / 60_000;
  console.log(`\nload ${load()} at the end, ${minutes.toFixed(1)} minutes`);
}

async function kept(starting) {
  const server = await starting;
  running.push(server);
  return server;
}

async function startAll(origin, image) {
  const root = join(folder, 'files');
  const makers = [
    ['pullthrough', process.execPath, () => startOurs(join(folder, 'ours'), origin)],
    ['distribution', 'docker-registry', () => startDistribution(join(folder, 'distribution'), origin)],
    ['nginx', 'nginx', () => startNginx(join(folder, 'nginx'), root)],
  ];
  if (isInstalled('nginx')) await copyImage(origin, image, root);
  const servers = [];
  for (const [name, program, make] of makers) {
    mkdirSync(join(folder, 'ours'), { recursive: true });
    if (isInstalled(program)) servers.push({ name, ...(await kept(make())) });
    else console.log(`${program} is not installed: no ${name} in the tables`);
  }
  return servers;
}
