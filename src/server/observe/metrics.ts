/** The counters, with their labels and their meaning. All only grow. */
const counters = {
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
  upstreamSeconds: {
    name: 'pullthrough_upstream_seconds_total',
    help: 'Time until upstreams answered.',
    labels: ['rule', 'operation'],
  },
  fills: {
    name: 'pullthrough_fills_total',
    help: 'Blobs read from upstreams, by how that ended.',
    labels: ['rule', 'outcome'],
  },
  evictedBytes: {
    name: 'pullthrough_evicted_bytes_total',
    help: 'Bytes removed to keep the store within its size.',
    labels: [],
  },
} as const;

const gauges = {
  fillsInFlight: { name: 'pullthrough_fills_in_flight', help: 'Blobs that are being read from upstreams.' },
  transfersInFlight: {
    name: 'pullthrough_transfers_in_flight',
    help: 'Blobs that are being sent to clients.',
  },
  residentBytes: { name: 'process_resident_memory_bytes', help: 'Resident memory size in bytes.' },
} as const;

export type CounterName = keyof typeof counters;
export type GaugeName = keyof typeof gauges;
export type Labels = Readonly<Record<string, string>>;

export interface Metrics {
  add(counter: CounterName, labels: Labels, amount?: number): void;
  /** The sum of a counter over all label values that hold the given ones. */
  total(counter: CounterName, labels?: Labels): number;
  gauge(gauge: GaugeName, read: () => number): void;
  /** The text format of Prometheus, version 0.0.4. */
  text(): string;
}

interface Series {
  readonly labels: Labels;
  value: number;
}

/**
 * Label values are names of rules and words of ours, never what a client or an upstream sent, so that nobody can make
 * their number grow.
 */
export function createMetrics(): Metrics {
  const series = new Map<CounterName, Map<string, Series>>();
  const readers = new Map<GaugeName, () => number>();
  return {
    add: (counter, labels, amount = 1) => {
      let known = series.get(counter);
      if (known === undefined) {
        known = new Map();
        series.set(counter, known);
      }
      const key = counters[counter].labels.map((label) => labels[label] ?? '').join('\0');
      const entry = known.get(key);
      if (entry === undefined) known.set(key, { labels, value: amount });
      else entry.value += amount;
    },
    total: (counter, labels = {}) => {
      let sum = 0;
      for (const entry of series.get(counter)?.values() ?? []) {
        if (Object.entries(labels).every(([label, value]) => entry.labels[label] === value))
          sum += entry.value;
      }
      return sum;
    },
    gauge: (gauge, read) => {
      readers.set(gauge, read);
    },
    text: () => {
      const lines: string[] = [];
      for (const [key, { name, help, labels }] of Object.entries(counters)) {
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
        for (const entry of series.get(key as CounterName)?.values() ?? []) {
          const pairs = labels.map((label) => `${label}="${escapeLabel(entry.labels[label] ?? '')}"`);
          lines.push(`${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${entry.value}`);
        }
      }
      for (const [key, read] of readers) {
        const { name, help } = gauges[key];
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${read()}`);
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
