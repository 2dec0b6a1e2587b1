import type { Metrics, MetricValue } from '../observe/metrics.ts';

/** What was asked for through a rule, or all of them, since the server started. */
export interface RuleUse {
  readonly requests: number;
  /** Answered without asking the upstream. */
  readonly hits: number;
  /** Answered from the store after the upstream had said that it is current. */
  readonly revalidated: number;
  readonly misses: number;
  /** Answered from the store although it may be out of date, since the upstream could not be asked. */
  readonly stale: number;
  /** The part of the content that came out of the store, 0 to 1; null when nothing was asked for. */
  readonly hitRate: number | null;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** What was sent beyond what was received. */
  readonly savedBytes: number;
}

type Counts = Omit<{ -readonly [Field in keyof RuleUse]: number }, 'hitRate' | 'savedBytes'>;

/** The use of each rule, by its name. */
export function rulesInUse(metrics: Metrics): (rule: string) => RuleUse {
  const counts = new Map<string, Counts>();
  const of = ({ labels: { rule = '' } }: MetricValue): Counts => {
    const known = counts.get(rule) ?? none();
    counts.set(rule, known);
    return known;
  };
  for (const value of metrics.values('requests')) of(value).requests += value.value;
  for (const value of metrics.values('sent')) of(value).sentBytes += value.value;
  for (const value of metrics.values('received')) of(value).receivedBytes += value.value;
  for (const value of metrics.values('cache')) of(value)[fieldOf(value.labels.result)] += value.value;
  return (rule) => finished(counts.get(rule) ?? none());
}

/** What all rules were asked for together; requests that no rule serves are left out. */
export function allUse(metrics: Metrics): RuleUse {
  const all = none();
  for (const { labels, value } of metrics.values('requests')) if (labels.rule !== '') all.requests += value;
  for (const { value } of metrics.values('sent')) all.sentBytes += value;
  for (const { value } of metrics.values('received')) all.receivedBytes += value;
  for (const { labels, value } of metrics.values('cache')) all[fieldOf(labels.result)] += value;
  return finished(all);
}

function none(): Counts {
  return { requests: 0, hits: 0, revalidated: 0, misses: 0, stale: 0, sentBytes: 0, receivedBytes: 0 };
}

function fieldOf(result: string | undefined): 'hits' | 'revalidated' | 'misses' | 'stale' {
  if (result === 'hit') return 'hits';
  return result === 'revalidated' || result === 'stale' ? result : 'misses';
}

function finished(counts: Counts): RuleUse {
  const { hits, revalidated, misses, stale, sentBytes, receivedBytes } = counts;
  const kept = hits + revalidated + stale;
  return {
    ...counts,
    hitRate: kept + misses === 0 ? null : kept / (kept + misses),
    savedBytes: Math.max(0, sentBytes - receivedBytes),
  };
}
