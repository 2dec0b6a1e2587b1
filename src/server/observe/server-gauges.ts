import type { StoreSize } from '../store/types.ts';
import type { Metrics, MetricValue } from './metrics.ts';
import type { UpstreamHealth } from './upstream-health.ts';

export interface GaugeSources {
  readonly fills: () => number;
  readonly transfers: () => number;
  readonly requests: () => number;
  readonly upstreams: () => readonly UpstreamHealth[];
  readonly storeSize: () => StoreSize | undefined;
  /** Infinite when the store may grow. */
  readonly maxStoreBytes: number;
  readonly isReady: () => boolean;
  readonly offline: boolean;
  readonly version: string;
  readonly now: () => number;
}

/** What is not counted but looked up whenever somebody asks. */
export function registerGauges(metrics: Metrics, sources: GaugeSources): void {
  const { upstreams, storeSize, maxStoreBytes, offline, version, now } = sources;
  const ofUpstreams =
    (read: (upstream: UpstreamHealth) => number | undefined) => (): readonly MetricValue[] =>
      upstreams().flatMap((upstream) => {
        const value = read(upstream);
        return value === undefined ? [] : [{ labels: { upstream: upstream.registry }, value }];
      });
  metrics.gauge('fillsInFlight', sources.fills);
  metrics.gauge('transfersInFlight', sources.transfers);
  metrics.gauge('requestsInFlight', sources.requests);
  metrics.gauge(
    'rateLimit',
    ofUpstreams(({ rateLimit }) => rateLimit?.limit),
  );
  metrics.gauge(
    'rateLimitRemaining',
    ofUpstreams(({ rateLimit }) => rateLimit?.remaining),
  );
  metrics.gauge(
    'retryAfter',
    ofUpstreams(({ retryAt }) =>
      retryAt === undefined ? undefined : Math.max(0, (retryAt - now()) / 1_000),
    ),
  );
  metrics.gauge('storeBytes', () => storeSize()?.bytes);
  metrics.gauge('storeBlobs', () => storeSize()?.blobs);
  metrics.gauge('storeMaxBytes', () => (Number.isFinite(maxStoreBytes) ? maxStoreBytes : undefined));
  metrics.gauge('ready', () => (sources.isReady() ? 1 : 0));
  metrics.gauge('offline', () => (offline ? 1 : 0));
  metrics.gauge('buildInfo', () => [{ labels: { version, node: process.versions.node }, value: 1 }]);
  const startedAt = Date.now() / 1_000 - process.uptime();
  metrics.gauge('startTime', () => startedAt);
  metrics.gauge('residentBytes', () => process.memoryUsage.rss());
}
