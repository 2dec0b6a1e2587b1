// Drives the client that throws away what it receives, and keeps the server's account meanwhile.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuMs, memoryMib } from './processes.mjs';

/** Runs the sink: `{ seconds, requests, bytes, wrong }`. */
export async function sink(program, { address }, paths, { connections = 1, seconds = 0, count = 0 }) {
  const numbers = Object.entries({ connections, seconds, count }).flatMap(([name, value]) => [
    `-${name}`,
    String(value),
  ]);
  const child = spawn(program, ['-address', address, ...numbers, ...paths], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  await once(child, 'close');
  return JSON.parse(printed);
}

/** The same with the processor time that the server used, and what it goes on using for `settleMs` afterwards. */
export async function accounted(program, server, paths, options, settleMs = 0) {
  const before = cpuMs(server.pid);
  const result = await sink(program, server, paths, options);
  await delay(settleMs);
  return { ...result, cpuMs: cpuMs(server.pid) - before };
}

/** The same with the most resident memory that was seen, in MiB, looked at every 100 ms. */
export async function remembered(program, server, paths, options) {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, memoryMib(server.pid).now);
  }, 100);
  const result = await sink(program, server, paths, options);
  clearInterval(timer);
  return { ...result, sampledMib: peak, peakMib: memoryMib(server.pid).peak };
}
