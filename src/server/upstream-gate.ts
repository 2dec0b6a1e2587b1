import { err, ok, type Result } from '../result.ts';
import type { PullFailure } from './failure.ts';
import { isDigest } from './http/digest.ts';
import { isMediaType } from './http/media-type.ts';
import { type Log, roundedMs } from './observe/log.ts';
import type { Metrics } from './observe/metrics.ts';
import type { UpstreamWatch } from './observe/upstream-health.ts';
import { type Origin, originKey } from './origins.ts';
import type {
  ObserveUpstream,
  Upstream,
  UpstreamBlob,
  UpstreamDescriptor,
  UpstreamError,
  UpstreamManifest,
  UpstreamManifestHead,
  Upstreams,
} from './upstream.ts';

type Answer<T> = Promise<Result<T, PullFailure>>;

/** The only way to the upstreams. What comes back is checked as far as its form goes. */
export interface UpstreamGate {
  headManifest(origin: Origin, reference: string): Answer<UpstreamManifestHead>;
  getManifest(origin: Origin, reference: string): Answer<UpstreamManifest>;
  openBlob(origin: Origin, digest: string, from: number): Answer<UpstreamBlob>;
  listTags(origin: Origin): Answer<readonly string[]>;
  listReferrers(origin: Origin, digest: string): Answer<readonly UpstreamDescriptor[]>;
}

export interface GateSettings {
  readonly upstreams: Upstreams;
  readonly offline: boolean;
  readonly maxManifestBytes: number;
  readonly metrics: Metrics;
  readonly watch: UpstreamWatch;
  readonly log: Log;
  /** Aborted when the server stops. */
  readonly signal: AbortSignal;
}

export function createUpstreamGate(settings: GateSettings): UpstreamGate {
  const { upstreams, offline, maxManifestBytes, metrics, watch, log, signal } = settings;
  const observers = new Map<string, ObserveUpstream>();
  const observerOf = (registry: string): ObserveUpstream => {
    const known = observers.get(registry) ?? observer(settings, registry);
    observers.set(registry, known);
    return known;
  };
  const ask = async <T>(
    origin: Origin,
    operation: string,
    question: (upstream: Upstream) => Promise<Result<T, UpstreamError>>,
  ): Answer<T> => {
    if (offline) return err({ code: 'offline', message: 'the server is offline' });
    if (signal.aborted) return err({ code: 'offline', message: 'the server is stopping' });
    const started = performance.now();
    const { registry } = origin;
    const result = await question(upstreams(registry, observerOf(registry)));
    const ms = performance.now() - started;
    const rule = origin.rule.name;
    const outcome = result.ok ? 'ok' : result.error.code;
    metrics.add('upstream', { rule, operation, outcome });
    metrics.observe('upstreamSeconds', { rule, operation }, ms / 1_000);
    // That the server stops says nothing of the upstream.
    if (!signal.aborted) watch.outcome(registry, result.ok ? undefined : result.error);
    log({
      level: 'debug',
      event: 'question',
      operation,
      source: originKey(origin),
      rule,
      outcome,
      ...(result.ok ? {} : { message: result.error.message }),
      ms: roundedMs(ms),
    });
    return result;
  };
  return {
    headManifest: async (origin, reference) => {
      const result = await ask(origin, 'head-manifest', (upstream) =>
        upstream.headManifest(origin.repository, reference, { signal }),
      );
      return result.ok ? ok(checkedHead(result.value)) : result;
    },
    getManifest: async (origin, reference) => {
      const result = await ask(origin, 'get-manifest', (upstream) =>
        upstream.getManifest(origin.repository, reference, { signal }),
      );
      if (!result.ok) return result;
      const { bytes } = result.value;
      if (bytes.byteLength > maxManifestBytes) return tooLarge(maxManifestBytes);
      return ok({ bytes, ...checkedHead(result.value) });
    },
    openBlob: (origin, digest, from) =>
      ask(origin, 'get-blob', (upstream) => upstream.openBlob(origin.repository, digest, from, { signal })),
    listTags: (origin) =>
      ask(origin, 'list-tags', (upstream) => upstream.listTags(origin.repository, { signal })),
    listReferrers: (origin, digest) =>
      ask(origin, 'list-referrers', (upstream) =>
        upstream.listReferrers(origin.repository, digest, { signal }),
      ),
  };
}

/** Counts and notes the exchanges with an upstream and with those whom it leads to. */
function observer({ metrics, watch, log }: GateSettings, registry: string): ObserveUpstream {
  return (exchange) => {
    const { kind, method, host, status, durationMs } = exchange;
    const known = status === undefined ? 'none' : `${Math.floor(status / 100)}xx`;
    metrics.add('exchanges', { upstream: registry, kind, status: known });
    watch.exchange(registry, exchange);
    const ms = roundedMs(durationMs);
    log({ level: 'debug', event: 'upstream', upstream: registry, kind, method, host, status, ms });
  };
}

function checkedHead(head: UpstreamManifestHead): UpstreamManifestHead {
  const type = head.mediaType?.split(';', 1)[0]?.trim().toLowerCase();
  return {
    ...(head.digest !== undefined && isDigest(head.digest) ? { digest: head.digest } : {}),
    ...(type !== undefined && isMediaType(type) ? { mediaType: type } : {}),
    ...(head.size !== undefined && Number.isSafeInteger(head.size) && head.size > 0
      ? { size: head.size }
      : {}),
  };
}

function tooLarge(limit: number): Result<never, PullFailure> {
  return err({ code: 'protocol', message: `the manifest is larger than ${limit} bytes` });
}
