import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type RunningCli, repository, startPullthrough } from './cli.ts';
import { temporaryDirectory } from './server/cache.ts';
import { hubConfiguration } from './shop-upstream.ts';

export interface Served extends RunningCli {
  readonly url: string;
  readonly store: string;
}

/** `pullthrough serve` on a free port with a store of its own; ends with the test. */
export async function serve(
  args: readonly string[],
  place: { readonly cwd?: string; readonly env?: Record<string, string>; readonly store?: string } = {},
): Promise<Served> {
  const { cwd = repository({ 'pullthrough.yaml': hubConfiguration }), env = {} } = place;
  const store = place.store ?? (await temporaryDirectory());
  const running = startPullthrough(['serve', '--listen', '127.0.0.1:0', '--store', store, ...args], cwd, env);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  await until(running, () => running.output.stdout.includes('\n'));
  const url = /^listening on (\S+)\n$/.exec(running.output.stdout)?.[1];
  if (url === undefined) throw new Error(`no address in ${JSON.stringify(running.output)}`);
  return { ...running, url, store };
}

export async function until({ child, output }: RunningCli, met: () => boolean): Promise<void> {
  while (!met()) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${output.stderr}`);
    await delay(10);
  }
}
