// The parts of the benchmark: each measures, prints a table, and notes what its figures mean for the targets.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { coldPulls, fillStore, manyPulls, median, remove, repeated } from './measures.mjs';
import { isInstalled } from './processes.mjs';
import { number, table, target } from './report.mjs';
import { startDistribution, startOurs } from './servers.mjs';

const pullKinds = { distinct: 'cold, 64 blobs', same: 'cold, one blob', warm: 'warm, one blob' };

/** Whole layers that are in the caches. */
export async function blobs({ servers, client, image, rounds, targets }) {
  const rows = [];
  for (const connections of [1, 4, 16]) {
    const figures = await repeated(client, servers, image.layers, { rounds, seconds: 1, connections });
    for (const { name } of servers) {
      const { mibPerSecond, bestMibPerSecond, cpuMsPer64Mib } = figures[name];
      rows.push([
        `${connections} connections, ${name}`,
        number(mibPerSecond),
        number(bestMibPerSecond),
        number(cpuMsPer64Mib, 1),
      ]);
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
  table('Warm blobs of 64 MiB', ['', 'MiB/s', 'best', 'CPU ms per 64 MiB'], rows);
}

/** A manifest that is in the caches and current. */
export async function manifests({ servers, client, image, rounds, targets }) {
  const rows = [];
  const kinds = [
    ['by tag', image.tag],
    ['by digest', image.byDigest],
  ];
  for (const [kind, path] of kinds) {
    for (const connections of [1, 16]) {
      const figures = await repeated(client, servers, [path], { rounds, seconds: 0.7, connections });
      for (const { name } of servers) {
        const { perSecond, bestPerSecond, cpuMsPerRequest } = figures[name];
        rows.push([
          `${kind}, ${connections} connections, ${name}`,
          number(perSecond),
          number(bestPerSecond),
          number(cpuMsPerRequest, 3),
        ]);
      }
      const { pullthrough: ours, distribution: peer } = figures;
      const about = `warm manifests ${kind}, ${connections} connections, requests/s, 10 x distribution`;
      targets.push(target(about, ours.perSecond, peer && 10 * peer.perSecond));
    }
  }
  table('Warm manifests', ['', 'requests/s', 'best', 'CPU ms per request'], rows);
}

/** Images that no cache has. */
export async function cold({ caches, client, origin, rounds, fresh, targets }) {
  const rows = [];
  for (const [kind, text] of [
    ['large', 'four layers of 64 MiB'],
    ['small', 'one layer of 1 MiB'],
  ]) {
    const many = kind === 'small' ? rounds * 3 : rounds;
    const figures = await coldPulls(client, caches, origin, { rounds: many, kind, fresh });
    for (const { name } of caches) {
      const { seconds, bestSeconds, cpuMs } = figures[name];
      rows.push([`${text}, ${name}`, number(seconds * 1_000), number(bestSeconds * 1_000), number(cpuMs)]);
    }
    const { pullthrough: ours, distribution: peer } = figures;
    const about = `cold pull, ${text}, ms`;
    targets.push(target(about, ours.seconds * 1_000, peer && peer.seconds * 1_000, { atMost: true }));
  }
  table('Cold pulls', ['', 'ms', 'best', 'CPU ms'], rows);
}

/** Each with a cache of its own. */
export async function memory({ client, origin, folder, whole, keep, fresh, targets }) {
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
      return { ...(await keep(make(place, origin))), clean: () => remove(place) };
    };
    const limit = whole ? {} : { seconds: 20 };
    const figures = await manyPulls(client, start, origin, { ...limit, fresh: () => measured });
    for (const [kind, { sampledMib, peakMib, gib, wrong }] of Object.entries(figures)) {
      rows.push([`${pullKinds[kind]}, ${name}`, number(peakMib), number(sampledMib), number(gib, 1), wrong]);
      if (name === 'pullthrough')
        targets.push(target(`64 pulls of 1 GiB, ${pullKinds[kind]}, MiB`, peakMib, 150, { atMost: true }));
    }
  }
  const header = ['', 'VmHWM MiB', 'most seen MiB', 'GiB received', 'wrong'];
  table(`64 pulls of 1 GiB at a time${whole ? '' : ', given up after 20 s'}`, header, rows);
}

/** With a store that somebody has filled for long. */
export async function start({ origin, folder, rounds, targets }) {
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
    ['', 'ms', 'best'],
    [['pullthrough', number(median(times)), number(Math.min(...times))]],
  );
  targets.push(target('start with 100,000 blobs, ms', median(times), 200, { atMost: true }));
}
