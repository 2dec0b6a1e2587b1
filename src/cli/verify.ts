import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheRegistry } from '../cache/index.ts';
import { ok } from '../result.ts';
import type { Proof, VerifiedReference, VerifyTarget } from '../verify/index.ts';
import { cachedReferences } from './cached-references.ts';
import { openConfiguration } from './configuration.ts';
import type { ExitCode } from './exit.ts';
import { emit, outputSpecs, reportOptions } from './output.ts';
import { say } from './say.ts';
import { type ChosenStore, chooseStore } from './serving/choose-store.ts';
import { interruptible } from './serving/interruptible.ts';
import type { LocalRegistry } from './serving/library.ts';
import { requireServableRules } from './serving/servable-rules.ts';
import { startLocal } from './serving/start-local.ts';
import { type ConfiguredUpstreams, configuredUpstreams } from './serving/upstream-access.ts';
import { upstreamEndpoints } from './serving/upstreams.ts';
import { hubBudget, hubTargets } from './verifying/hub-budget.ts';
import { listedTargets } from './verifying/listed-references.ts';
import { checkVerifyFlags, type VerifyFlags } from './verifying/options.ts';
import { verifyProgress } from './verifying/progress.ts';
import { readReferenceList } from './verifying/reference-list.ts';
import { type UpstreamHeads, upstreamHeads } from './verifying/upstream-heads.ts';
import { viaEndpoint } from './verifying/via.ts';
import { kustomizeGraph, openWorkspace, scanWorkspace, warnOfUnread } from './workspace.ts';

/** What is to be pulled, and the rules that say how. */
interface Task {
  readonly registry: CacheRegistry;
  readonly configured: ConfiguredUpstreams;
  readonly targets: readonly VerifyTarget[];
  /** What is known without a pull to be none. */
  readonly refused: readonly VerifiedReference[];
}

/**
 * `pullthrough verify [PATH...]`: pulls every image that the rules serve, or those of a list, through a local registry with the same
 * rules or through a registry that is named. Exit code 1 when one does not pull.
 */
export async function verifyCommand(
  paths: readonly string[],
  flags: VerifyFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  checkVerifyFlags(paths, flags);
  const specs = outputSpecs(flags.output, 'verify');
  const task =
    flags.list === undefined ? await tasksOf(paths, flags, warn) : await listTask(flags.list, flags, warn);
  const { targets, refused } = task;
  if (targets.length + refused.length === 0) {
    warn('nothing to verify: no image is served by the cache rules');
  }
  const library = await import('./local-registry.ts');
  const pulled = targets.length === 0 ? [] : await pullTask(library, task, flags, warn);
  const references = [...pulled, ...refused];
  const report = {
    references,
    depth: flags.depth,
    platforms: flags.platform ?? [],
    ...(flags.via === undefined ? {} : { via: viaEndpoint(library, flags.via, process.env).baseUrl }),
  };
  for (const { format, file } of specs) {
    emit(library.verifyReporters[format](report, reportOptions(flags.color, 'error', file)), file);
  }
  return references.every(({ result }) => result.ok) ? 0 : 1;
}

async function tasksOf(
  paths: readonly string[],
  flags: VerifyFlags,
  warn: (message: string) => void,
): Promise<Task> {
  const workspace = await openWorkspace(paths, flags, warn);
  const { registry, policy } = workspace;
  requireServableRules(registry);
  const found = await scanWorkspace(workspace, warn);
  warnOfUnread(found, warn);
  const graph = kustomizeGraph(found, workspace);
  const { references, uncovered } = cachedReferences(found.report.uses, registry, policy, graph);
  if (uncovered > 0) {
    warn(
      uncovered === 1
        ? '1 image has no cache rule and is not pulled; `pullthrough audit` lists it'
        : `${uncovered} images have no cache rule and are not pulled; \`pullthrough audit\` lists them`,
    );
  }
  const configured = await configuredUpstreams(workspace);
  return { registry, configured, targets: references, refused: [] };
}

async function listTask(file: string, flags: VerifyFlags, warn: (message: string) => void): Promise<Task> {
  const configuration = openConfiguration(process.cwd(), flags, warn);
  const { registry } = configuration;
  requireServableRules(registry);
  const configured = await configuredUpstreams(configuration);
  return { registry, configured, ...listedTargets(await readReferenceList(file), registry) };
}

async function pullTask(
  library: LocalRegistry,
  { registry, configured, targets }: Task,
  flags: VerifyFlags,
  warn: (message: string) => void,
): Promise<readonly VerifiedReference[]> {
  const replacements = flags.upstream ?? [];
  const endpointOf = upstreamEndpoints(library, {
    registry,
    configured,
    rulesMayCome: false,
    replacements,
    environment: process.env,
  });
  if (flags.via !== undefined) {
    const client = library.createRegistryClient(viaEndpoint(library, flags.via, process.env));
    return interruptible(async (signal) => {
      const heads = upstreamHeads(library, endpointOf, signal);
      try {
        return await pullAll(library, { client, proof: { kind: 'header' }, heads, targets, flags, signal });
      } finally {
        client.close();
        heads.close();
      }
    });
  }
  return interruptible((signal) =>
    withStore(flags.store, warn, async (store) => {
      const heads = upstreamHeads(library, endpointOf, signal);
      const { server, close } = await startLocal(library, { registry, configured, replacements, ...store });
      const client = localClient(library, server.url);
      const upstreamRequests = (): number => server.metrics.total('upstream');
      const proof: Proof = { kind: 'counters', upstreamRequests, idle: server.idle };
      try {
        await tellBudget(targets, heads, flags, warn);
        return await pullAll(library, { client, proof, heads, targets, flags, signal });
      } finally {
        client.close();
        heads.close();
        await close(0);
      }
    }),
  );
}

function localClient({ createRegistryClient, registryEndpoint }: LocalRegistry, url: string) {
  // The upstream has been asked as often as makes sense when the server answers.
  const endpoint = registryEndpoint(new URL(url).host, {
    baseUrl: url,
    retry: { attempts: 1 },
    timeouts: { headersMs: 300_000, idleMs: 300_000 },
  });
  if (!endpoint.ok) throw new Error(endpoint.error.message);
  return createRegistryClient(endpoint.value);
}

/** Said before anything is pulled, where Docker Hub says that it counts. */
async function tellBudget(
  targets: readonly VerifyTarget[],
  heads: UpstreamHeads,
  { platform, quiet }: VerifyFlags,
  warn: (message: string) => void,
): Promise<void> {
  const tagged = hubTargets(targets).find(({ upstream }) => upstream.tag !== undefined);
  if (tagged === undefined) return;
  const head = await heads.head(tagged.upstream);
  const budget = hubBudget(targets, platform ?? [], head.ok ? head.value.rateLimit : undefined);
  if (budget?.exceeded === true) warn(budget.message);
  else if (budget !== undefined && quiet !== true) say(budget.message);
}

interface Pulling {
  readonly client: ReturnType<LocalRegistry['createRegistryClient']>;
  readonly proof: Proof;
  readonly heads: UpstreamHeads;
  readonly targets: readonly VerifyTarget[];
  readonly flags: VerifyFlags;
  readonly signal: AbortSignal;
}

async function pullAll(
  { verifyReferences }: LocalRegistry,
  { client, proof, heads, targets, flags, signal }: Pulling,
): Promise<readonly VerifiedReference[]> {
  const progress = verifyProgress(process.stderr, () => performance.now());
  try {
    return await verifyReferences(targets, {
      client,
      proof,
      depth: flags.depth,
      platforms: flags.platform ?? [],
      signal,
      progress,
      comparison: {
        tagDigest: async (upstream) => {
          const head = await heads.head(upstream);
          return head.ok ? ok(head.value.digest) : head;
        },
        pinnedOnly: flags.via === undefined && flags.store === undefined,
      },
    });
  } finally {
    progress.end();
  }
}

/** Works with the named store, or with one that is removed afterwards. */
async function withStore<T>(
  named: string | undefined,
  warn: (message: string) => void,
  work: (store: ChosenStore['options']) => Promise<T>,
): Promise<T> {
  if (named !== undefined) return work((await chooseStore(named, process.env, warn)).options);
  const directory = mkdtempSync(join(tmpdir(), 'pullthrough-verify-'));
  try {
    return await work({ storeDir: directory });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
