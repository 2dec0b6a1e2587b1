import {
  type CounterName,
  counters,
  type GaugeName,
  gauges,
  type HistogramDefinition,
  type HistogramName,
  histograms,
  processCounters,
} from './definitions.ts';
import { family, type Labels, type Sample, sample } from './exposition.ts';

export type { CounterName, GaugeName, HistogramName } from './definitions.ts';
export type { Labels } from './exposition.ts';

/** One value of a counter or a gauge. */
export interface MetricValue {
  readonly labels: Labels;
  readonly value: number;
}

export interface Metrics {
  add(counter: CounterName, labels: Labels, amount?: number): void;
  /** The sum of a counter over all label values that hold the given ones. */
  total(counter: CounterName, labels?: Labels): number;
  /** All values of a counter. */
  values(counter: CounterName): readonly MetricValue[];
  observe(histogram: HistogramName, labels: Labels, seconds: number): void;
  /** `read` gives a number, undefined when it is not known, or one for each set of labels. */
  gauge(gauge: GaugeName, read: () => number | undefined | readonly MetricValue[]): void;
  /** The text format of Prometheus, version 0.0.4. */
  text(): string;
}

interface Series {
  readonly labels: Labels;
  value: number;
}

interface Distribution {
  readonly labels: Labels;
  /** How many values were at most each bound, and more than the one before; the last for those beyond all. */
  readonly counts: number[];
  sum: number;
}

/**
 * Label values are names of rules, login servers that rules name, and words of ours, never what a client or an upstream
 * sent, so that nobody can make their number grow.
 */
export function createMetrics(): Metrics {
  const series = new Map<CounterName, Map<string, Series>>();
  const distributions = new Map<HistogramName, Map<string, Distribution>>();
  const readers = new Map<GaugeName, () => number | undefined | readonly MetricValue[]>();

  const counterFamilies = (): readonly string[] =>
    Object.entries(counters).flatMap(([key, definition]) => {
      const entries = [...(series.get(key as CounterName)?.values() ?? [])];
      const samples = entries.map(({ labels, value }) =>
        sample(definition.name, picked(definition.labels, labels), value),
      );
      // What has no labels is there from the beginning: a rate needs its first zero.
      const none = samples.length === 0 && definition.labels.length === 0;
      return family(definition, 'counter', none ? [sample(definition.name, {}, 0)] : samples);
    });

  const histogramFamilies = (): readonly string[] =>
    Object.entries(histograms).flatMap(([key, definition]) =>
      family(
        definition,
        'histogram',
        [...(distributions.get(key as HistogramName)?.values() ?? [])].flatMap((distribution) =>
          distributionSamples(definition, distribution),
        ),
      ),
    );

  const gaugeFamilies = (): readonly string[] =>
    [...readers].flatMap(([key, read]) => {
      const definition = gauges[key];
      const value = read();
      const values = typeof value === 'number' ? [{ labels: {}, value }] : (value ?? []);
      return family(
        definition,
        'gauge',
        values.map((entry) => sample(definition.name, picked(definition.labels, entry.labels), entry.value)),
      );
    });

  return {
    add: (counter, labels, amount = 1) => {
      const known = inner(series, counter);
      const key = keyOf(counters[counter].labels, labels);
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
    values: (counter) => [...(series.get(counter)?.values() ?? [])],
    observe: (histogram, labels, seconds) => {
      const { buckets, labels: names } = histograms[histogram];
      const known = inner(distributions, histogram);
      const key = keyOf(names, labels);
      const entry = known.get(key) ?? { labels, counts: Array(buckets.length + 1).fill(0), sum: 0 };
      known.set(key, entry);
      const at = buckets.findIndex((bound) => seconds <= bound);
      const bucket = at === -1 ? buckets.length : at;
      entry.counts[bucket] = (entry.counts[bucket] ?? 0) + 1;
      entry.sum += seconds;
    },
    gauge: (gauge, read) => {
      readers.set(gauge, read);
    },
    text: () => {
      const { user, system } = process.cpuUsage();
      const { cpuSeconds } = processCounters;
      const cpu = family(cpuSeconds, 'counter', [sample(cpuSeconds.name, {}, (user + system) / 1e6)]);
      return `${[...counterFamilies(), ...histogramFamilies(), ...gaugeFamilies(), ...cpu].join('\n')}\n`;
    },
  };
}

function distributionSamples(
  { name, labels: names, buckets }: HistogramDefinition,
  { labels, counts, sum }: Distribution,
): readonly Sample[] {
  const own = picked(names, labels);
  let count = 0;
  const bounds = [...buckets.map(String), '+Inf'];
  return [
    ...bounds.map((le, at) => {
      count += counts[at] ?? 0;
      return sample(`${name}_bucket`, { ...own, le }, count);
    }),
    sample(`${name}_sum`, own, sum),
    sample(`${name}_count`, own, count),
  ];
}

function picked(names: readonly string[], labels: Labels): Labels {
  return Object.fromEntries(names.map((name) => [name, labels[name] ?? '']));
}

function keyOf(names: readonly string[], labels: Labels): string {
  return names.map((name) => labels[name] ?? '').join('\0');
}

function inner<K, T>(outer: Map<K, Map<string, T>>, key: K): Map<string, T> {
  const known = outer.get(key) ?? new Map<string, T>();
  outer.set(key, known);
  return known;
}
