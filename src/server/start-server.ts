import { setMaxListeners } from 'node:events';
import type { CacheRegistry } from '../cache/index.ts';
import { isLoopback } from '../registry/index.ts';
import { createBlobs } from './content/blobs.ts';
import { createHoldings } from './content/holdings.ts';
import { createManifests } from './content/manifests.ts';
import { createRecentFailures } from './content/recent-failures.ts';
import { createReferrers } from './content/referrers.ts';
import { createTagLists } from './content/tag-lists.ts';
import { createTags } from './content/tags.ts';
import type { Services } from './exchange.ts';
import { requestHandler } from './handle-request.ts';
import { type KnownHosts, knownHosts } from './http/visitor.ts';
import { openListener } from './listener.ts';
import { createBackground } from './memory/background.ts';
import { createBufferPool } from './memory/buffer-pool.ts';
import { jsonLog, type Log } from './observe/log.ts';
import { createMetrics, type Metrics } from './observe/metrics.ts';
import type { ServerOptions } from './options.ts';
import { createOrigins } from './origins.ts';
import { openDiskStore } from './store/disk/disk-store.ts';
import { createUpstreamGate } from './upstream-gate.ts';

export interface RunningServer {
  /** `http://127.0.0.1:5000` */
  readonly url: string;
  readonly metrics: Metrics;
  /** Serves other rules from the next request on. */
  useRegistry(registry: CacheRegistry): void;
  /** Resolves when no blob is being read from an upstream and all that was read is stored. */
  idle(): Promise<void>;
  /** Lets what runs finish for as long as `graceMs` (default 10,000), then stops. */
  close(graceMs?: number): Promise<void>;
}

const defaultGraceMs = 10_000;

/** Starts a registry that serves what the cache rules name from their upstreams, and from its store what it served before. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const {
    storeDir,
    upstreams,
    ttlMs = 300_000,
    now = Date.now,
    maxManifestBytes = 8 * 1024 * 1024,
  } = options;
  const log: Log = options.log === undefined ? () => {} : jsonLog(options.log, now);
  const metrics = createMetrics();
  const stopping = new AbortController();
  // One listener for each request to an upstream.
  setMaxListeners(0, stopping.signal);
  const failed = (error: unknown): void =>
    log({ level: 'error', event: 'store', message: error instanceof Error ? error.message : String(error) });
  const store = await openDiskStore({
    root: storeDir,
    maxBytes: options.maxStoreBytes ?? Number.POSITIVE_INFINITY,
    evicted: (bytes) => metrics.add('evictedBytes', {}, bytes),
    failed,
    now,
  });
  const { records } = store;
  const { run: background, settled } = createBackground(failed);
  const gate = createUpstreamGate({
    upstreams,
    offline: options.offline ?? false,
    maxManifestBytes,
    metrics,
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
    buffers: createBufferPool(),
    metrics,
    log,
  });
  const buffers = createBufferPool();
  let registry = options.registry;
  let origins = createOrigins(registry);
  const services: Services = {
    registry: () => registry,
    origins: () => origins,
    records,
    manifests,
    tags,
    blobs,
    tagLists: createTagLists(gate, freshness),
    referrers: createReferrers(gate, freshness),
    metrics,
    log,
    buffers,
    faithful: options.faithful ?? false,
    stallMs: options.stallMs ?? 60_000,
  };
  metrics.gauge('fillsInFlight', blobs.inFlight);
  metrics.gauge('transfersInFlight', buffers.inUse);
  metrics.gauge('residentBytes', () => process.memoryUsage.rss());
  let ready = true;
  const { listen = {} } = options;
  const handler = requestHandler({ services, isReady: () => ready, isKnownHost: hostsOf(options) });
  const listener = await openListener(handler, listen, options);
  log({ level: 'info', event: 'listening', url: listener.url });

  const idle = async (): Promise<void> => {
    await blobs.idle();
    await settled();
    await store.settled();
  };
  return {
    url: listener.url,
    metrics,
    useRegistry: (next) => {
      registry = next;
      origins = createOrigins(next);
    },
    idle,
    close: async (graceMs = defaultGraceMs) => {
      ready = false;
      await listener.close(graceMs);
      stopping.abort();
      await idle();
      await store.close();
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
