/** What is measured, with its labels and its meaning, named as Prometheus advises: base units, `_total` for what only grows. */
export const counters = {
  requests: {
    name: 'pullthrough_requests_total',
    help: 'Requests of clients, by cache rule, kind of content and status.',
    labels: ['rule', 'kind', 'status'],
  },
  cache: {
    name: 'pullthrough_cache_total',
    help: 'Content that was asked for: hit (nothing was asked of the upstream), revalidated (the upstream was asked whether it is current), miss, stale.',
    labels: ['rule', 'kind', 'result'],
  },
  sent: {
    name: 'pullthrough_sent_bytes_total',
    help: 'Bytes of blobs and manifests sent to clients.',
    labels: ['rule'],
  },
  received: {
    name: 'pullthrough_received_bytes_total',
    help: 'Bytes of blobs received from upstreams.',
    labels: ['rule'],
  },
  upstream: {
    name: 'pullthrough_upstream_requests_total',
    help: 'Questions put to upstreams, by cache rule, operation and outcome.',
    labels: ['rule', 'operation', 'outcome'],
  },
  exchanges: {
    name: 'pullthrough_upstream_exchanges_total',
    help: 'HTTP exchanges with upstreams (registry), their token servers (token) and where they redirected to (redirect), by class of status; none: there was no answer.',
    labels: ['upstream', 'kind', 'status'],
  },
  fills: {
    name: 'pullthrough_fills_total',
    help: 'Blobs read from upstreams, by how that ended.',
    labels: ['rule', 'outcome'],
  },
  evictions: {
    name: 'pullthrough_evicted_blobs_total',
    help: 'Blobs removed to keep the store within its size.',
    labels: [],
  },
  evictedBytes: {
    name: 'pullthrough_evicted_bytes_total',
    help: 'Bytes removed to keep the store within its size.',
    labels: [],
  },
} as const;

/** Upper bounds in seconds: from a manifest out of memory to a layer over a slow line. */
const durations: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
];

export interface HistogramDefinition {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets: readonly number[];
}

export const histograms: Readonly<Record<'requestSeconds' | 'upstreamSeconds', HistogramDefinition>> = {
  requestSeconds: {
    name: 'pullthrough_request_duration_seconds',
    help: 'Time until a request was answered to its end, by kind of content and whether it was in the cache (empty where that means nothing).',
    labels: ['kind', 'result'],
    buckets: durations,
  },
  upstreamSeconds: {
    name: 'pullthrough_upstream_request_duration_seconds',
    help: 'Time until an upstream answered, with logins, redirects and repetitions, without the body of a blob.',
    labels: ['rule', 'operation'],
    buckets: durations,
  },
};

export const gauges = {
  fillsInFlight: {
    name: 'pullthrough_fills_in_flight',
    help: 'Blobs that are being read from upstreams.',
    labels: [],
  },
  transfersInFlight: {
    name: 'pullthrough_transfers_in_flight',
    help: 'Blobs that are being sent to clients.',
    labels: [],
  },
  requestsInFlight: {
    name: 'pullthrough_requests_in_flight',
    help: 'Requests that are being answered.',
    labels: [],
  },
  rateLimit: {
    name: 'pullthrough_upstream_ratelimit_limit',
    help: 'Pulls that an upstream allows in its window, as it said last.',
    labels: ['upstream'],
  },
  rateLimitRemaining: {
    name: 'pullthrough_upstream_ratelimit_remaining',
    help: 'Pulls that an upstream still allows, as it said last.',
    labels: ['upstream'],
  },
  retryAfter: {
    name: 'pullthrough_upstream_retry_after_seconds',
    help: 'Time for which an upstream asked to be left alone (Retry-After), as far as it is not over.',
    labels: ['upstream'],
  },
  storeBytes: {
    name: 'pullthrough_store_bytes',
    help: 'Bytes of blobs in the store, as of the last look.',
    labels: [],
  },
  storeBlobs: {
    name: 'pullthrough_store_blobs',
    help: 'Blobs in the store, as of the last look.',
    labels: [],
  },
  storeMaxBytes: {
    name: 'pullthrough_store_max_bytes',
    help: 'Bytes of blobs that the store is kept within; absent when it is not.',
    labels: [],
  },
  ready: {
    name: 'pullthrough_ready',
    help: 'Whether pulls are welcome: 1, or 0 while the server is stopping.',
    labels: [],
  },
  offline: {
    name: 'pullthrough_offline',
    help: 'Whether upstreams are left alone: 1 with --offline, else 0.',
    labels: [],
  },
  buildInfo: {
    name: 'pullthrough_build_info',
    help: 'The version that runs, and that of Node; always 1.',
    labels: ['version', 'node'],
  },
  startTime: {
    name: 'process_start_time_seconds',
    help: 'Start time of the process since unix epoch in seconds.',
    labels: [],
  },
  residentBytes: {
    name: 'process_resident_memory_bytes',
    help: 'Resident memory size in bytes.',
    labels: [],
  },
} as const;

/** What the system counts for us. */
export const processCounters = {
  cpuSeconds: {
    name: 'process_cpu_seconds_total',
    help: 'Total user and system CPU time spent in seconds.',
  },
} as const;

export type CounterName = keyof typeof counters;
export type HistogramName = keyof typeof histograms;
export type GaugeName = keyof typeof gauges;
