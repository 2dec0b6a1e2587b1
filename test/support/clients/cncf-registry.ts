import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, firstMatch } from './background.ts';

export interface CncfRegistry {
  readonly url: string;
  readonly host: string;
  stop(): Promise<void>;
}

/** CNCF distribution on a free port of loopback, with a store of its own. */
export async function startCncfRegistry(program: string): Promise<CncfRegistry> {
  const root = mkdtempSync(join(tmpdir(), 'pullthrough-registry-'));
  const configuration = join(root, 'config.yml');
  writeFileSync(
    configuration,
    JSON.stringify({
      version: 0.1,
      log: { level: 'info', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(root, 'store') } },
      http: { addr: '127.0.0.1:0' },
      // Layers that live elsewhere: nothing is asked there, only let through.
      validation: { manifests: { urls: { allow: ['^https?://'] } } },
    }),
  );
  const child: ChildProcess = spawn(program, ['serve', configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [, host = ''] = await firstMatch(child, /listening on (127\.0\.0\.1:\d+)/);
  return {
    url: `http://${host}`,
    host,
    stop: async () => {
      child.kill('SIGKILL');
      await ended(child);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
