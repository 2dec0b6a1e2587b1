/** What one `# TYPE` announces, with its samples. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly PrometheusSample[];
}

export interface PrometheusSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelName = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * Reads the text format of Prometheus, version 0.0.4, and throws at whatever is not exactly it: a family that is not announced or
 * announced twice, samples apart from their family, a sample that stands twice, a histogram whose buckets do not add up,
 * a counter that is not called `_total` or is negative.
 */
export function parsePrometheus(text: string): readonly Family[] {
  if (!text.endsWith('\n') || text.includes('\r'))
    throw new Error('lines end with a line feed, the last one too');
  const families = new Map<string, Family & { samples: PrometheusSample[] }>();
  let help: { readonly name: string; readonly text: string } | undefined;
  let current: (Family & { samples: PrometheusSample[] }) | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (help !== undefined) throw new Error(`${help.name} has help without a type`);
      help = { name, text: rest };
    } else if (kind === 'TYPE') {
      if (help?.name !== name) throw new Error(`${name} has a type without help before it`);
      if (!metricName.test(name) || families.has(name)) throw new Error(`${name} is announced wrongly`);
      if (!['counter', 'gauge', 'histogram'].includes(rest)) throw new Error(`${name} is of type ${rest}`);
      current = { name, type: rest, help: help.text, samples: [] };
      families.set(name, current);
      help = undefined;
    } else {
      if (current === undefined || help !== undefined) throw new Error(`nothing announces ${line}`);
      current.samples.push(parseSample(line));
    }
  }
  for (const family of families.values()) checkFamily(family);
  return [...families.values()];
}

function parseSample(line: string): PrometheusSample {
  const [, name = '', block, number = ''] = /^([^{ ]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (!metricName.test(name)) throw new Error(`no sample: ${line}`);
  if (!/^(?:[+-]Inf|NaN|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.test(number)) throw new Error(`no number: ${line}`);
  const labels: Record<string, string> = {};
  let rest = block ?? '';
  if (block === '') throw new Error(`empty braces: ${line}`);
  while (rest !== '') {
    const [whole, label = '', value = ''] =
      /^([^=]+)="((?:[^"\\\n]|\\[\\"n])*)"(?:,(?=.)|$)/.exec(rest) ?? [];
    if (whole === undefined || !labelName.test(label) || label in labels) throw new Error(`labels: ${line}`);
    labels[label] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    rest = rest.slice(whole.length);
  }
  return { name, labels, value: number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number) };
}

function checkFamily({ name, type, samples }: Family): void {
  if (samples.length === 0) throw new Error(`${name} has no samples`);
  const seen = new Set(
    samples.map((sample) => JSON.stringify([sample.name, Object.entries(sample.labels).sort()])),
  );
  if (seen.size !== samples.length) throw new Error(`${name} has a sample twice`);
  if (type === 'histogram') return void checkHistogram(name, samples);
  if (samples.some((sample) => sample.name !== name)) throw new Error(`${name} has samples of another name`);
  if (type !== 'counter') return;
  if (!name.endsWith('_total')) throw new Error(`${name} is a counter and is not called so`);
  if (samples.some(({ value }) => !(value >= 0))) throw new Error(`${name} is negative`);
}

function checkHistogram(name: string, samples: readonly PrometheusSample[]): void {
  const groups = new Map<string, PrometheusSample[]>();
  for (const sample of samples) {
    const { le: _, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  for (const [key, group] of groups) {
    const buckets = group.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels: { le } }) =>
      le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le),
    );
    const rising = (values: readonly number[], strictly: boolean): boolean =>
      values.every(
        (value, at) => at === 0 || value > (values[at - 1] ?? 0) || (!strictly && value === values[at - 1]),
      );
    if (!rising(bounds, true) || bounds.at(-1) !== Number.POSITIVE_INFINITY)
      throw new Error(`${name}${key}: bounds`);
    if (
      !rising(
        buckets.map(({ value }) => value),
        false,
      )
    )
      throw new Error(`${name}${key}: counts fall`);
    const [count, ...counts] = group.filter((sample) => sample.name === `${name}_count`);
    const [sum, ...sums] = group.filter((sample) => sample.name === `${name}_sum`);
    if (count?.value !== buckets.at(-1)?.value || counts.length > 0) throw new Error(`${name}${key}: count`);
    if (sum === undefined || sums.length > 0) throw new Error(`${name}${key}: sum`);
    if (group.length !== buckets.length + 2) throw new Error(`${name}${key}: samples of another name`);
  }
}
