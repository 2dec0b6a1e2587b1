// Programs that run during the benchmark, and what Linux knows about them.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const ticksPerSecond = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout);

/** Whether the shell would find the program. */
export function isInstalled(program) {
  return spawnSync('which', [program]).status === 0;
}

/** Starts a server; resolves when it answers `GET /v2/` at `url`, or, without one, at the address it prints. */
export async function startServer(command, args, { url, cwd, env } = {}) {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    complaints = `${complaints}${chunk}`.slice(-4_000);
  });
  for (;;) {
    const address = url ?? /^listening on (\S+)\n/.exec(printed)?.[1];
    if (address !== undefined && (await answers(address))) {
      const startMs = performance.now() - began;
      const { host } = new URL(address);
      return { pid: child.pid, url: address, address: host, startMs, stop: () => stop(child) };
    }
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}: ${complaints}`);
    if (performance.now() - began > 30_000) throw new Error(`${command} does not answer: ${complaints}`);
    await delay(1);
  }
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function answers(url) {
  try {
    const response = await fetch(new URL('/v2/', url));
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A process and those it started. */
function family(pid) {
  const members = [pid];
  for (const task of entries(`/proc/${pid}/task`)) {
    const children = read(`/proc/${pid}/task/${task}/children`).trim();
    if (children !== '') members.push(...children.split(' ').flatMap((child) => family(Number(child))));
  }
  return members;
}

/** Processor time that a process and those it started have used, in milliseconds. */
export function cpuMs(pid) {
  let ticks = 0;
  for (const member of family(pid)) {
    const fields = read(`/proc/${member}/stat`).split(') ')[1]?.split(' ') ?? [];
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  }
  return (ticks * 1_000) / ticksPerSecond;
}

/** Resident memory in MiB: now, and the most that there ever was. */
export function memoryMib(pid) {
  let now = 0;
  let peak = 0;
  for (const member of family(pid)) {
    const status = read(`/proc/${member}/status`);
    now += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
    peak += Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
  }
  return { now, peak };
}

function entries(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
