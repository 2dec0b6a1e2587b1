import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** As a power cut does it; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Bundles the server with a small main program, so that it can run in processes of its own. */
export async function bundleServer(folder: string): Promise<string> {
  const outfile = join(folder, 'server.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'server-main.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}

export async function spawnServer(
  program: string,
  settings: {
    readonly upstreamUrl: string;
    readonly storeDir: string;
    readonly options?: Record<string, unknown>;
  },
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [url] = await new Promise<string[]>((resolve, reject) => {
    lines.once('line', (line) => resolve([line]));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    url: url ?? '',
    child,
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}
