import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { RequestListener } from 'node:http';
import type { CacheRegistry } from '../cache/index.ts';
import { isLoopback } from '../registry/index.ts';
import { acrFailureAnswer } from './acr/failure.ts';
import { createImports } from './acr/imports.ts';
import { createTokens } from './auth/tokens.ts';
import type { Admission } from './auth/types.ts';
import { createBlobs } from './content/blobs.ts';
import { listRepositories } from './content/catalog.ts';
import { createHoldings } from './content/holdings.ts';
import { createManifests } from './content/manifests.ts';
import { createRecentFailures } from './content/recent-failures.ts';
import { createReferrers } from './content/referrers.ts';
import { createTagLists } from './content/tag-lists.ts';
import { createTags } from './content/tags.ts';
import type { Services } from './exchange.ts';
import { failureAnswer } from './failure.ts';
import { requestHandler } from './handle-request.ts';
import { type KnownHosts, knownHosts } from './http/visitor.ts';
import { openListener } from './listener.ts';
import { createBackground } from './memory/background.ts';
import { createBufferPool, fillingSizes, sendingSizes } from './memory/buffer-pool.ts';
import { createActivity } from './observe/activity.ts';
import { jsonLog, type Log } from './observe/log.ts';
import { createMetrics, type Metrics } from './observe/metrics.ts';
import { registerGauges } from './observe/server-gauges.ts';
import { createUpstreamWatch } from './observe/upstream-health.ts';
import type { ServerOptions, TlsOptions } from './options.ts';
import { createOrigins } from './origins.ts';
import { statusSource } from './status/source.ts';
import { openDiskStore } from './store/disk/disk-store.ts';
import { storeMeasure } from './store/store-measure.ts';
import { tolerantStore } from './store/tolerant.ts';
import type { OpenStore } from './store/types.ts';
import { createUpstreamGate } from './upstream-gate.ts';

export interface RunningServer {
  /** `http://127.0.0.1:5000` */
  readonly url: string;
  readonly metrics: Metrics;
  /** What answers requests, for a second listener. */
  readonly handle: RequestListener;
  /** The repositories that hold something, sorted. */
  repositories(): Promise<readonly string[]>;
  /** Serves other rules from the next request on. */
  useRegistry(registry: CacheRegistry): void;
  /** Serves https with another certificate from the next connection on; nothing for a server of http. */
  useCertificate(tls: TlsOptions): void;
  /** Adds to the server's log. */
  readonly log: Log;
  /** Resolves when no blob is being read from an upstream and all that was read is stored. */
  idle(): Promise<void>;
  /**
   * Says that the server is stopping (`/readyz`) and goes on answering, so that pulls of many requests come to their end, until
   * nothing was asked for a moment, or for as long as `longestMs`.
   */
  drain(longestMs: number): Promise<void>;
  /** Lets what runs finish for as long as `graceMs` (default 10,000), then stops. */
  close(graceMs?: number): Promise<void>;
}

const defaultGraceMs = 10_000;

/** A client takes some time between the requests of one pull. */
const quietMs = 300;

function storeOpener({ openStore, storeDir }: ServerOptions): OpenStore {
  if (openStore !== undefined) return openStore;
  if (storeDir === undefined) throw new TypeError('neither storeDir nor openStore is given');
  return (settings) => openDiskStore({ ...settings, root: storeDir });
}

/** Starts a registry that serves what the cache rules name from their upstreams, and from its store what it served before. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const {
    upstreams,
    ttlMs = 300_000,
    now = Date.now,
    maxManifestBytes = 8 * 1024 * 1024,
    maxStoreBytes = Number.POSITIVE_INFINITY,
    offline = false,
    version = 'unknown',
  } = options;
  const log: Log =
    options.log === undefined ? () => {} : jsonLog(options.log, now, options.logLevel ?? 'info');
  const metrics = createMetrics();
  const stopping = new AbortController();
  // One listener for each request to an upstream.
  setMaxListeners(0, stopping.signal);
  const failed = (error: unknown): void =>
    log({ level: 'error', event: 'store', message: error instanceof Error ? error.message : String(error) });
  const opened = await storeOpener(options)({
    maxBytes: maxStoreBytes,
    evicted: (bytes) => {
      metrics.add('evictions', {});
      metrics.add('evictedBytes', {}, bytes);
    },
    failed,
    now,
  });
  const store = tolerantStore(opened, failed);
  const { records } = store;
  const { run: background, settled } = createBackground(failed);
  const watch = createUpstreamWatch(now);
  const gate = createUpstreamGate({
    upstreams,
    offline,
    maxManifestBytes,
    metrics,
    watch,
    log,
    signal: stopping.signal,
  });
  const { missingTtlMs = 5_000, failedTtlMs = 5_000 } = options;
  const failures = createRecentFailures({ missingMs: missingTtlMs, failedMs: failedTtlMs }, now);
  const holdings = createHoldings(records);
  const manifests = createManifests({
    gate,
    blobs: store.blobs,
    records,
    holdings,
    failures,
    background,
    now,
    maxManifestBytes,
    memoryBytes: options.manifestMemoryBytes ?? 16 * 1024 * 1024,
  });
  const freshness = { records, failures, ttlMs, now, background };
  const tags = createTags({ gate, manifests, ...freshness });
  const blobs = createBlobs({
    gate,
    store: store.blobs,
    holdings,
    failures,
    buffers: createBufferPool(fillingSizes),
    metrics,
    log,
  });
  const buffers = createBufferPool(sendingSizes);
  const { faithful = false } = options;
  const imports = faithful
    ? createImports({ manifests, blobs, records, log, now, retryMs: failedTtlMs })
    : undefined;
  let registry = options.registry;
  let origins = createOrigins(registry);
  const services: Services = {
    registry: () => registry,
    origins: () => origins,
    records,
    blobStore: store.blobs,
    holdings,
    manifests,
    tags,
    blobs,
    tagLists: createTagLists(gate, freshness),
    referrers: createReferrers(gate, freshness),
    metrics,
    log,
    buffers,
    admission: admissionOf(options, now),
    explain: faithful ? acrFailureAnswer : failureAnswer,
    faithful,
    ...(imports === undefined ? {} : { imports }),
    stallMs: options.stallMs ?? 60_000,
  };
  const activity = createActivity();
  let ready = true;
  const observed = {
    upstreams: watch.list,
    storeSize: storeMeasure(store, failed),
    maxStoreBytes,
    offline,
    isReady: () => ready,
    now,
  };
  registerGauges(metrics, {
    ...observed,
    version,
    fills: blobs.inFlight,
    transfers: buffers.inUse,
    requests: activity.running,
  });
  const status = statusSource({ ...services, ...observed, program: version });
  const { listen = {} } = options;
  const handler = requestHandler({
    services,
    activity,
    status,
    isReady: () => ready,
    isKnownHost: hostsOf(options),
  });
  const listener = await openListener(handler, listen, options);
  log({ level: 'info', event: 'listening', url: listener.url });

  const idle = async (): Promise<void> => {
    await imports?.idle();
    await blobs.idle();
    await settled();
    await store.settled();
  };
  return {
    url: listener.url,
    metrics,
    handle: handler,
    repositories: () => listRepositories(registry, records),
    useRegistry: (next) => {
      registry = next;
      origins = createOrigins(next);
    },
    useCertificate: listener.useCertificate,
    log,
    idle,
    drain: async (longestMs) => {
      ready = false;
      log({ level: 'info', event: 'stopping' });
      await activity.quiet(quietMs, longestMs);
    },
    close: async (graceMs = defaultGraceMs) => {
      ready = false;
      await listener.close(graceMs);
      stopping.abort();
      await idle();
      await store.close();
      await options.passwords?.close();
      log({ level: 'info', event: 'stopped' });
    },
  };
}

function hostsOf({ listen, registry, allowedHosts = [] }: ServerOptions): KnownHosts {
  const { host = '127.0.0.1', tls } = listen ?? {};
  // A certificate is not valid for the name of somebody's web page.
  if (!isLoopback(host) || tls !== undefined) return () => true;
  return knownHosts([
    host,
    ...allowedHosts,
    ...(registry.loginServer === undefined ? [] : [registry.loginServer]),
  ]);
}

function admissionOf(
  { passwords, tokenKey, challenge, faithful }: ServerOptions,
  now: () => number,
): Admission {
  const tokens = createTokens(tokenKey ?? randomBytes(32), now);
  if (passwords !== undefined) return { kind: 'required', tokens, passwords };
  return { kind: (challenge ?? faithful) === true ? 'token' : 'open', tokens };
}
