import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { repository } from '../cli.ts';

export interface ServeProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** The address of something below `/v2/`. */
  at(path: string): string;
  /** SIGTERM, and then until it has ended. */
  stop(): Promise<void>;
}

const rules =
  'registry: team.azurecr.io\nrules:\n  - { name: docker-hub, source: docker.io/*, target: docker-hub/* }\n';

/** `pullthrough serve` as a user starts it; `program` is a copy of the bundle where `uid` may not read this one. */
export async function startServeProcess(
  storeDir: string,
  upstreamUrl: string,
  {
    args = [],
    program = 'dist/cli.cjs',
    uid,
  }: { readonly args?: readonly string[]; readonly program?: string; readonly uid?: number } = {},
): Promise<ServeProcess> {
  const config = `${repository({ 'pullthrough.yaml': rules })}/pullthrough.yaml`;
  const serve = ['serve', '--config', config, '--listen', '127.0.0.1:0', '--store', storeDir];
  const { resolve, dirname } = await import('node:path');
  const { chmodSync } = await import('node:fs');
  chmodSync(dirname(config), 0o755);
  const child = spawn(
    process.execPath,
    [resolve(program), ...serve, '--upstream', `docker.io=${upstreamUrl}`, ...args],
    {
      cwd: dirname(config),
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', NO_COLOR: '1' },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    },
  );
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  while (!stdout.includes('\n')) {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}: ${stderr}`);
    await delay(5);
  }
  const url = stdout.trim().replace('listening on ', '');
  return {
    url,
    child,
    at: (path) => `${url}/v2/${path}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
