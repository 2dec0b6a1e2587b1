import type { CacheRegistry } from '../../cache/index.ts';
import type { Blobs } from '../content/blobs.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { UpstreamHealth } from '../observe/upstream-health.ts';
import { originKey } from '../origins.ts';
import type { StoreSize } from '../store/types.ts';
import { isoTime } from './format.ts';
import { allUse, type RuleUse, rulesInUse } from './use.ts';

/** What `/status.json` gives. Counts begin when the server starts; times are ISO 8601. Fields are added, never changed. */
export interface StatusReport {
  readonly version: 1;
  /** `ready`; `offline`: no upstream is asked; `stopping`: nothing new is welcome. */
  readonly state: 'ready' | 'offline' | 'stopping';
  readonly program: string;
  readonly startedAt: string;
  readonly uptimeSeconds: number;
  /** The registry whose rules are served; null when it is not configured. */
  readonly loginServer: string | null;
  readonly total: RuleUse;
  /** Those that served most first. */
  readonly rules: readonly RuleStatus[];
  readonly fills: readonly FillStatus[];
  readonly upstreams: readonly UpstreamStatus[];
  readonly store: StoreStatus;
}

export interface RuleStatus extends RuleUse {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly credentialSet: string | null;
}

/** A blob on its way from an upstream. */
export interface FillStatus {
  readonly digest: string;
  /** `docker.io/library/nginx` */
  readonly source: string;
  readonly rule: string;
  readonly receivedBytes: number;
  /** Null while the upstream has not said it. */
  readonly sizeBytes: number | null;
  /** Clients that read along. */
  readonly readers: number;
}

export interface UpstreamStatus {
  readonly registry: string;
  readonly answeredAt: string | null;
  readonly lastError: { readonly code: string; readonly message: string; readonly at: string } | null;
  /** What the upstream said of the pulls that are left. */
  readonly rateLimit: {
    readonly remaining: number | null;
    readonly limit: number | null;
    readonly at: string;
  } | null;
  /** Seconds for which it asked to be left alone, from now on; 0 when that is over. */
  readonly retryAfterSeconds: number;
}

export interface StoreStatus {
  /** Null while the store is being measured for the first time. */
  readonly bytes: number | null;
  readonly blobs: number | null;
  /** Null when the store may grow. */
  readonly maxBytes: number | null;
}

export interface ReportSources {
  readonly registry: () => CacheRegistry;
  readonly metrics: Metrics;
  readonly blobs: Blobs;
  readonly upstreams: () => readonly UpstreamHealth[];
  readonly storeSize: () => StoreSize | undefined;
  readonly maxStoreBytes: number;
  readonly offline: boolean;
  readonly isReady: () => boolean;
  readonly program: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly now: () => number;
}

export function statusReport(sources: ReportSources): StatusReport {
  const { metrics, blobs, isReady, offline, startedAt } = sources;
  const { rules, loginServer } = sources.registry();
  const now = sources.now();
  const uses = rulesInUse(metrics);
  const size = sources.storeSize();
  return {
    version: 1,
    state: !isReady() ? 'stopping' : offline ? 'offline' : 'ready',
    program: sources.program,
    startedAt: isoTime(startedAt),
    uptimeSeconds: Math.max(0, Math.floor((now - startedAt) / 1_000)),
    loginServer: loginServer ?? null,
    total: allUse(metrics),
    rules: rules
      .map(({ name, source, target, credentialSet }) => ({
        name,
        source,
        target,
        credentialSet: credentialSet ?? null,
        ...uses(name),
      }))
      .sort((a, b) => b.requests - a.requests),
    fills: blobs.fills().map(({ digest, origin, progress }) => ({
      digest,
      source: originKey(origin),
      rule: origin.rule.name,
      receivedBytes: progress?.bytes ?? 0,
      sizeBytes: progress?.size ?? null,
      readers: progress?.readers ?? 0,
    })),
    upstreams: sources.upstreams().map((upstream) => upstreamStatus(upstream, now)),
    store: {
      bytes: size?.bytes ?? null,
      blobs: size?.blobs ?? null,
      maxBytes: Number.isFinite(sources.maxStoreBytes) ? sources.maxStoreBytes : null,
    },
  };
}

function upstreamStatus(
  { registry, answeredAt, lastError, rateLimit, retryAt }: UpstreamHealth,
  now: number,
): UpstreamStatus {
  return {
    registry,
    answeredAt: answeredAt === undefined ? null : isoTime(answeredAt),
    lastError: lastError === undefined ? null : { ...lastError, at: isoTime(lastError.at) },
    rateLimit:
      rateLimit === undefined
        ? null
        : {
            remaining: rateLimit.remaining ?? null,
            limit: rateLimit.limit ?? null,
            at: isoTime(rateLimit.at),
          },
    retryAfterSeconds: Math.max(0, Math.ceil(((retryAt ?? now) - now) / 1_000)),
  };
}
