import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CacheRegistry, CacheRule } from '../../../src/cache/index.ts';
import { type EndpointOptions, registryEndpoint } from '../../../src/registry/index.ts';
import {
  type RunningServer,
  registryUpstreams,
  type ServerOptions,
  startServer,
} from '../../../src/server/index.ts';
import { type FakeUpstream, type Repository, startFakeUpstream } from './fake-upstream.ts';

export function cacheRegistry(rules: readonly CacheRule[]): CacheRegistry {
  return {
    loginServer: 'team.azurecr.io',
    rules,
    credentialSets: [],
    own: [],
    exempt: [],
    existingRepositories: [],
  };
}

export const hubRule: CacheRule = { name: 'docker-hub', source: 'docker.io/*', target: 'docker-hub/*' };

export async function temporaryDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'pullthrough-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

export interface Bench {
  readonly upstream: FakeUpstream;
  readonly server: RunningServer;
  readonly storeDir: string;
  readonly lines: string[];
  /** The address of something below `/v2/`. */
  at(path: string): string;
}

/** Every login server is reached at the fake upstream. */
export async function startCache(
  upstream: FakeUpstream,
  options: Partial<ServerOptions> = {},
  endpoint: EndpointOptions = {},
): Promise<Omit<Bench, 'upstream'>> {
  const storeDir = options.storeDir ?? (await temporaryDirectory());
  const lines: string[] = [];
  const reach = registryUpstreams(
    (registry) =>
      registryEndpoint(registry, {
        baseUrl: upstream.url,
        plainHttp: true,
        retry: { attempts: 1 },
        timeouts: { connectMs: 2_000, headersMs: 3_000, idleMs: 2_000 },
        ...endpoint,
      }),
    options.maxManifestBytes ?? 8 * 1024 * 1024,
  );
  const server = await startServer({
    registry: cacheRegistry([hubRule]),
    upstreams: reach.upstreams,
    missingTtlMs: 0,
    failedTtlMs: 0,
    log: (line) => lines.push(line),
    ...options,
    storeDir,
  });
  onTestFinished(async () => {
    await server.close(1_000);
    reach.close();
  });
  return { server, storeDir, lines, at: (path) => `${server.url}/v2/${path}` };
}

/** A cache before a fake Docker Hub. */
export async function startBench(
  repositories: Record<string, Repository>,
  options: Partial<ServerOptions> = {},
  endpoint: EndpointOptions = {},
): Promise<Bench> {
  const upstream = await startFakeUpstream(repositories);
  onTestFinished(() => upstream.kill());
  return { upstream, ...(await startCache(upstream, options, endpoint)) };
}
