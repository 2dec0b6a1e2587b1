// What is measured. Every measurement takes its servers in turns, round by round.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accounted, remembered, sink } from './sink.mjs';

const mebibyte = 1024 * 1024;

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** An image of the origin: `{ manifest, digest, blobs }`, paths all of them but the digest. */
export async function readImage(origin, repository) {
  const tag = `/v2/${repository}/manifests/1`;
  const response = await fetch(origin + tag);
  const digest = response.headers.get('docker-content-digest');
  const { config, layers } = await response.json();
  const blobs = [config, ...layers].map((entry) => `/v2/${repository}/blobs/${entry.digest}`);
  return { tag, byDigest: `/v2/${repository}/manifests/${digest}`, config: blobs[0], layers: blobs.slice(1) };
}

/** Files that nginx serves under the paths of a registry. */
export async function copyImage(origin, { tag, byDigest, config, layers }, root) {
  for (const path of [tag, byDigest, config, ...layers]) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), Buffer.from(await (await fetch(origin + path)).arrayBuffer()));
  }
}

/** Medians per server of MiB/s and of processor time per 64 MiB, or per request; the best round, too: what else runs spoils it least. */
export async function repeated(program, servers, paths, { rounds, seconds, connections }) {
  const rows = new Map(servers.map(({ name }) => [name, { rates: [], mibs: [], costs: [], costsPer64: [] }]));
  for (let round = -1; round < rounds; round++) {
    for (const server of servers) {
      const { bytes, requests, cpuMs, ...run } = await accounted(program, server, paths, {
        connections,
        seconds,
      });
      if (run.wrong > 0) throw new Error(`${server.name}: ${run.wrong} wrong answers to ${paths[0]}`);
      // The first round warms.
      if (round < 0) continue;
      const row = rows.get(server.name);
      row.rates.push(requests / run.seconds);
      row.mibs.push(bytes / mebibyte / run.seconds);
      row.costs.push(cpuMs / requests);
      row.costsPer64.push((cpuMs * 64 * mebibyte) / bytes);
    }
  }
  return Object.fromEntries(
    [...rows].map(([name, row]) => [
      name,
      {
        perSecond: median(row.rates),
        mibPerSecond: median(row.mibs),
        bestPerSecond: Math.max(...row.rates),
        bestMibPerSecond: Math.max(...row.mibs),
        cpuMsPerRequest: median(row.costs),
        cpuMsPer64Mib: median(row.costsPer64),
      },
    ]),
  );
}

/** Pulls an image that no server has: the manifest, then the config and the layers, four at a time. */
export async function coldPulls(program, servers, origin, { rounds, kind, fresh }) {
  const rows = new Map(servers.map(({ name }) => [name, { seconds: [], costs: [] }]));
  for (let round = -1; round < rounds; round++) {
    const image = await readImage(origin, `library/${kind}-${fresh()}`);
    for (const server of servers) {
      // What the pull before has left for the disk must not weigh on this one.
      spawnSync('sync');
      const first = await accounted(program, server, [image.tag], { count: 1 });
      const blobs = [image.config, ...image.layers];
      const rest = await accounted(program, server, blobs, { count: blobs.length, connections: 4 }, 300);
      if (first.wrong + rest.wrong > 0) throw new Error(`${server.name}: wrong answers for ${image.tag}`);
      if (round < 0) continue;
      rows.get(server.name).seconds.push(first.seconds + rest.seconds);
      rows.get(server.name).costs.push(first.cpuMs + rest.cpuMs);
    }
  }
  return Object.fromEntries(
    [...rows].map(([name, row]) => [
      name,
      { seconds: median(row.seconds), bestSeconds: Math.min(...row.seconds), cpuMs: median(row.costs) },
    ]),
  );
}

/**
 * Memory with 64 pulls of 1 GiB at a time: every one of another blob that is not in the store, all of one that is not, all of
 * one that is. After `seconds` a pull is given up: by then all run side by side, and later they hold no more than that.
 */
export async function manyPulls(program, start, origin, { seconds, fresh }) {
  const { layers, tag } = await readImage(origin, `library/huge-${fresh()}`);
  const pulls = { connections: 64, count: 64, ...(seconds === undefined ? {} : { seconds }) };
  const result = {};
  const measure = async (name, paths, prepare = async () => {}) => {
    const server = await start(name);
    try {
      await sink(program, server, [tag], { count: 1 });
      await prepare(server);
      const run = await remembered(program, server, paths, pulls);
      result[name] = { ...run, gib: run.bytes / 1024 ** 3 };
    } finally {
      await server.stop();
      server.clean();
    }
  };
  await measure('distinct', layers);
  await measure('same', layers.slice(0, 1));
  await measure('warm', layers.slice(0, 1), (server) =>
    sink(program, server, layers.slice(0, 1), { count: 1 }),
  );
  return result;
}

/** A store with so many blobs, all empty but for their names. */
export function fillStore(store, blobs) {
  for (let index = 0; index < blobs; index++) {
    const hex = index.toString(16).padStart(8, '0').split('').reverse().join('').padEnd(64, '0');
    const folder = join(store, 'blobs', 'sha256', hex.slice(0, 2));
    if (index < 256) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, hex), hex);
  }
}

export function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}
