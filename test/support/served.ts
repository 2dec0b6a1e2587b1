import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type RunningCli, repository, startPullthrough } from './cli.ts';
import { temporaryDirectory } from './server/cache.ts';
import { hubConfiguration } from './shop-upstream.ts';

export interface Served extends RunningCli {
  readonly url: string;
  readonly store: string;
}

/** `pullthrough serve` on a free port, with a store of its own unless one is given; ended with the test. */
export async function serve(
  args: readonly string[],
  settings: { readonly store?: string; readonly configuration?: string } = {},
): Promise<Served> {
  const store = settings.store ?? (await temporaryDirectory());
  const cwd = repository({ 'pullthrough.yaml': settings.configuration ?? hubConfiguration });
  const running = startPullthrough(['serve', '--listen', '127.0.0.1:0', '--store', store, ...args], cwd);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  while (!running.output.stdout.includes('\n')) {
    if (running.child.exitCode !== null)
      throw new Error(`ended with ${running.child.exitCode}: ${running.output.stderr}`);
    await delay(10);
  }
  const url = /^listening on (\S+)\n$/.exec(running.output.stdout)?.[1];
  if (url === undefined) throw new Error(`no address in ${JSON.stringify(running.output)}`);
  return { ...running, url, store };
}
