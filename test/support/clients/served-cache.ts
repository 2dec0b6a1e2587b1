import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository, startPullthrough } from '../cli.ts';
import { ended, firstMatch } from './background.ts';

export interface ServedCache {
  readonly url: string;
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly store: string;
  stop(): Promise<void>;
}

export interface CacheOptions {
  /** Where the registries of the rules are. */
  readonly upstreams: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** As ACR shows them: `docker.io/library/app` is `docker-hub/library/app`. */
const configuration = `registry: team.azurecr.io
rules:
  - { name: docker-hub, source: docker.io/*, target: docker-hub/* }
  - { name: quay-all, source: quay.io/*, target: quay/* }
`;

/** `pullthrough serve` as users run it, on a free port with an empty store. */
export async function serveCache({ upstreams, args = [], env = {} }: CacheOptions): Promise<ServedCache> {
  const cwd = repository({ 'pullthrough.yaml': configuration });
  const store = mkdtempSync(join(tmpdir(), 'pullthrough-store-'));
  const reach = Object.entries(upstreams).flatMap(([host, url]) => ['--upstream', `${host}=${url}`]);
  const command = ['serve', '--listen', '127.0.0.1:0', '--store', store, '--log', ...reach, ...args];
  const { child } = startPullthrough(command, cwd, env);
  const [, url = ''] = await firstMatch(child, /listening on (\S+)\n/);
  return {
    url,
    host: new URL(url).host,
    store,
    stop: async () => {
      child.kill('SIGKILL');
      await ended(child);
      rmSync(store, { recursive: true, force: true });
    },
  };
}
