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
import {
  coldPulls,
  copyImage,
  fillStore,
  manyPulls,
  median,
  readImage,
  remove,
  repeated,
} from './measures.mjs';
import { isInstalled, startServer } from './processes.mjs';
import { number, table, target } from './report.mjs';
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
const pullKinds = { distinct: 'cold, 64 blobs', same: 'cold, one blob', warm: 'warm, one blob' };
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
  const options = { servers, caches, client, origin, image };
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

async function blobs({ servers, client, image }) {
  const rows = [];
  for (const connections of [1, 4, 16]) {
    const figures = await repeated(client, servers, image.layers, { rounds, seconds: 1, connections });
    for (const { name } of servers) {
      const { mibPerSecond, cpuMsPer64Mib } = figures[name];
      rows.push([`${connections} connections, ${name}`, number(mibPerSecond), number(cpuMsPer64Mib, 1)]);
    }
    const { pullthrough: ours, distribution: peer } = figures;
    const about = `warm blobs, ${connections} connections`;
    targets.push(
      target(`${about}, MiB/s, 1.2 x distribution`, ours.mibPerSecond, peer && 1.2 * peer.mibPerSecond),
      target(`${about}, CPU ms per 64 MiB`, ours.cpuMsPer64Mib, peer?.cpuMsPer64Mib, {
        atMost: true,
        digits: 1,
      }),
    );
  }
  table('Warm blobs of 64 MiB', ['', 'MiB/s', 'CPU ms per 64 MiB'], rows);
}

async function manifests({ servers, client, image }) {
  const rows = [];
  const kinds = [
    ['by tag', image.tag],
    ['by digest', image.byDigest],
  ];
  for (const [kind, path] of kinds) {
    for (const connections of [1, 16]) {
      const figures = await repeated(client, servers, [path], { rounds, seconds: 0.7, connections });
      for (const { name } of servers) {
        const { perSecond, cpuMsPerRequest } = figures[name];
        rows.push([
          `${kind}, ${connections} connections, ${name}`,
          number(perSecond),
          number(cpuMsPerRequest, 3),
        ]);
      }
      const { pullthrough: ours, distribution: peer } = figures;
      const about = `warm manifests ${kind}, ${connections} connections, requests/s, 10 x distribution`;
      targets.push(target(about, ours.perSecond, peer && 10 * peer.perSecond));
    }
  }
  table('Warm manifests', ['', 'requests/s', 'CPU ms per request'], rows);
}

async function cold({ caches, client, origin }) {
  const rows = [];
  for (const [kind, text] of [
    ['large', 'four layers of 64 MiB'],
    ['small', 'one layer of 1 MiB'],
  ]) {
    const many = kind === 'small' ? rounds * 3 : rounds;
    const figures = await coldPulls(client, caches, origin, { rounds: many, kind, fresh });
    for (const { name } of caches) {
      const { seconds, cpuMs } = figures[name];
      rows.push([`${text}, ${name}`, number(seconds * 1_000), number(cpuMs)]);
    }
    const { pullthrough: ours, distribution: peer } = figures;
    const about = `cold pull, ${text}, ms`;
    targets.push(target(about, ours.seconds * 1_000, peer && peer.seconds * 1_000, { atMost: true }));
  }
  table('Cold pulls', ['', 'ms', 'CPU ms'], rows);
}

async function memory({ client, origin }) {
  const rows = [];
  const peers = [
    ['pullthrough', process.execPath, startOurs],
    ['distribution', 'docker-registry', startDistribution],
  ];
  const measured = fresh();
  for (const [name, program, make] of peers) {
    if (!isInstalled(program)) continue;
    const place = join(folder, `memory-${name}`);
    const start = async () => {
      mkdirSync(place, { recursive: true });
      return { ...(await kept(make(place, origin))), clean: () => remove(place) };
    };
    const limit = values.whole ? {} : { seconds: 20 };
    const figures = await manyPulls(client, start, origin, { ...limit, fresh: () => measured });
    for (const [kind, { sampledMib, peakMib, gib, wrong }] of Object.entries(figures)) {
      rows.push([`${pullKinds[kind]}, ${name}`, number(peakMib), number(sampledMib), number(gib, 1), wrong]);
      if (name === 'pullthrough')
        targets.push(target(`64 pulls of 1 GiB, ${pullKinds[kind]}, MiB`, peakMib, 150, { atMost: true }));
    }
  }
  const header = ['', 'VmHWM MiB', 'most seen MiB', 'GiB received', 'wrong'];
  table(`64 pulls of 1 GiB at a time${values.whole ? '' : ', given up after 20 s'}`, header, rows);
}

async function start({ origin }) {
  const place = join(folder, 'start');
  const store = join(place, 'store');
  fillStore(store, 100_000);
  const times = [];
  for (let round = -1; round < Math.max(rounds, 9); round++) {
    const server = await startOurs(place, origin, { store });
    await server.stop();
    if (round >= 0) times.push(server.startMs);
  }
  table(
    'Start until the first answer, 100,000 blobs in the store',
    ['', 'ms'],
    [['pullthrough', number(median(times))]],
  );
  targets.push(target('start with 100,000 blobs, ms', median(times), 200, { atMost: true }));
}
