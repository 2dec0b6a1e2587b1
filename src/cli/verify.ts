import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgress } from '../host/index.ts';
import { ansiStyle, plainStyle, readOutputs } from '../report/index.ts';
import { verifyJson } from '../report/verify-json.ts';
import { verifyPretty } from '../report/verify-pretty.ts';
import type { Depth, VerifiedReference, VerifyTarget } from '../verify/index.ts';
import { cachedReferences } from './cached-references.ts';
import { CommandError, type ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { colorsOutput, emit } from './output.ts';
import { type ChosenStore, chooseStore } from './serving/choose-store.ts';
import type { LocalRegistry } from './serving/library.ts';
import type { UpstreamFlags } from './serving/options.ts';
import { requireServableRules } from './serving/servable-rules.ts';
import { type LocalServer, type LocalServerOptions, startLocal } from './serving/start-local.ts';
import { stopSignal } from './serving/stop-signal.ts';
import { configuredUpstreams } from './serving/upstream-access.ts';
import { kustomizeGraph, openWorkspace, scanWorkspace, warnOfUnread } from './workspace.ts';

export interface VerifyFlags extends RepositoryFlags, UpstreamFlags {
  readonly output: readonly string[];
  readonly depth: Depth;
  readonly platform?: readonly string[];
}

const reporters = { pretty: verifyPretty, json: verifyJson } as const;

/**
 * `pullthrough verify [PATH...]`: pulls every image that the rules serve through a local registry with the same rules. Exit code
 * 1 when one does not pull.
 */
export async function verifyCommand(
  paths: readonly string[],
  flags: VerifyFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const given = flags.output.length === 0 ? ['pretty'] : flags.output;
  const outputs = readOutputs(given, 'verify', ['pretty', 'json']);
  if (!outputs.ok) throw new CommandError(outputs.error.message);
  const workspace = await openWorkspace(paths, flags, warn);
  const { registry, policy } = workspace;
  requireServableRules(registry);
  const found = scanWorkspace(workspace, warn);
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
  const library = await import('./local-registry.ts');
  const replacements = flags.upstream ?? [];
  const configured = await configuredUpstreams(workspace);
  const results = await interruptible((signal) =>
    withStore(flags.store, warn, (store) =>
      withServer(library, { registry, replacements, configured, ...store }, (local) =>
        pullAll(library, references, local, flags, signal),
      ),
    ),
  );
  for (const { format, file } of outputs.value) {
    const style = file === undefined && colorsOutput(flags.color) ? ansiStyle : plainStyle;
    emit(reporters[format](results, style), file);
  }
  return results.every(({ result }) => result.ok) ? 0 : 1;
}

async function pullAll(
  { createRegistryClient, registryEndpoint, verifyReferences }: LocalRegistry,
  references: readonly VerifyTarget[],
  { server }: LocalServer,
  { depth, platform }: VerifyFlags,
  signal: AbortSignal,
): Promise<readonly VerifiedReference[]> {
  // The upstream has been asked as often as makes sense when the server answers.
  const endpoint = registryEndpoint(new URL(server.url).host, {
    baseUrl: server.url,
    retry: { attempts: 1 },
    timeouts: { headersMs: 300_000, idleMs: 300_000 },
  });
  if (!endpoint.ok) throw new Error(endpoint.error.message);
  const client = createRegistryClient(endpoint.value);
  const progress = createProgress(process.stderr, () => performance.now());
  let done = 0;
  let bytes = 0;
  const show = (): void =>
    progress.update(`${done} of ${references.length} images, ${(bytes / 1e6).toFixed(1)} MB`);
  try {
    return await verifyReferences(references, {
      client,
      depth,
      platforms: platform ?? [],
      signal,
      upstreamRequests: () => server.metrics.total('upstream'),
      idle: server.idle,
      onReference: () => {
        done++;
        show();
      },
      onBytes: (more) => {
        bytes += more;
        show();
      },
    });
  } finally {
    progress.clear();
    client.close();
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

async function withServer<T>(
  library: LocalRegistry,
  options: LocalServerOptions,
  work: (local: LocalServer) => Promise<T>,
): Promise<T> {
  const local = await startLocal(library, options);
  try {
    return await work(local);
  } finally {
    await local.close(0);
  }
}

/** An interrupt ends the work, and the program by that signal once everything is cleaned up. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  // One listener for each request.
  setMaxListeners(0, stopping.signal);
  const interruption: { signal?: NodeJS.Signals } = {};
  stopSignal().then((signal) => {
    interruption.signal = signal;
    stopping.abort();
  });
  const result = await work(stopping.signal);
  if (interruption.signal !== undefined) process.kill(process.pid, interruption.signal);
  return result;
}
