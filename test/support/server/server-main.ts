import { registryEndpoint } from '../../../src/registry/index.ts';
import { registryUpstreams, startServer } from '../../../src/server/index.ts';

/** A server in a process of its own; its address is the first line of its output. */
const { upstreamUrl, storeDir, options } = JSON.parse(process.argv[2] ?? '{}');
const reach = registryUpstreams(
  (registry) => registryEndpoint(registry, { baseUrl: upstreamUrl, plainHttp: true, retry: { attempts: 1 } }),
  8 * 1024 * 1024,
);
const server = await startServer({
  registry: {
    loginServer: 'team.azurecr.io',
    rules: [{ name: 'docker-hub', source: 'docker.io/*', target: 'docker-hub/*' }],
    credentialSets: [],
    own: [],
    exempt: [],
    existingRepositories: [],
  },
  upstreams: reach.upstreams,
  missingTtlMs: 0,
  failedTtlMs: 0,
  ...options,
  storeDir,
});
process.stdout.write(`${server.url}\n`);
process.once('SIGTERM', async () => {
  await server.close(1_000);
  reach.close();
});
