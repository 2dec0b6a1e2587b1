import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ended } from './background.ts';
import { clientEnvironment } from './run-client.ts';

export interface Dockerd {
  /** `unix:///…` */
  readonly address: string;
  stop(): Promise<void>;
}

/** A Docker daemon that runs nothing: no network, no driver of the kernel, and all that it keeps in the folder. */
export async function startDockerd(
  program: string,
  folder: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Dockerd> {
  const file = join(folder, 'daemon.json');
  const socket = join(folder, 'docker.sock');
  const quiet = { bridge: 'none', iptables: false, ip6tables: false, 'ip-forward': false, 'ip-masq': false };
  const kept = {
    'data-root': join(folder, 'data'),
    'exec-root': join(folder, 'exec'),
    pidfile: join(folder, 'pid'),
  };
  writeFileSync(
    file,
    JSON.stringify({ ...quiet, ...kept, 'storage-driver': 'vfs', hosts: [`unix://${socket}`], ...settings }),
  );
  const child = spawn(program, ['--config-file', file], {
    cwd: folder,
    env: clientEnvironment(folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  let ready = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-10_000);
    ready ||= text.includes('API listen on');
  });
  child.on('error', (error) => {
    log += error.message;
  });
  while (!ready || !existsSync(socket)) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`dockerd ended: ${log}`);
    await delay(20);
  }
  return {
    address: `unix://${socket}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}
