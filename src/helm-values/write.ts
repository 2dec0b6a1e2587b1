import { isFor } from '../helm/chart/enabled.ts';
import type { Chart } from '../helm/chart/types.ts';
import { writeYaml } from '../helm/functions/to-yaml.ts';
import { writeYamlString } from '../helm/functions/yaml-scalar.ts';
import { below } from '../helm/reach/evaluate.ts';
import { isTable, type TableValue, type Value } from '../helm/values/value.ts';
import { childKey, rootKey, segmentsOf, type ValueKey } from '../helm/values/value-key.ts';
import { comment } from './comment.ts';

export interface WriteOptions {
  /** Its order is kept. */
  readonly chart: Chart;
  /** What is said above a key, a line each. */
  readonly notesAt: (key: ValueKey) => readonly string[];
}

/** Values as a file has them, with a line end behind it; empty for none. */
export function writeValues(values: TableValue, options: WriteOptions): string {
  return values.entries.size === 0 ? '' : `${table(values, rootKey, 0, options).join('\n')}\n`;
}

function table(values: TableValue, key: ValueKey, indent: number, options: WriteOptions): readonly string[] {
  const pad = ' '.repeat(indent);
  return inOrder(values, key, options).flatMap(([name, value]) => {
    const own = childKey(key, name);
    const notes = options.notesAt(own).flatMap((note) => comment(note, indent));
    const written = `${pad}${writeYamlString(name, { indent: indent + 2, key: true, column: indent })}:`;
    if (isTable(value) && value.entries.size > 0)
      return [...notes, written, ...table(value, own, indent + 2, options)];
    if (value.kind === 'list') return [...notes, written, ...list(value, indent + 2)];
    const column = written.length + 1;
    return [...notes, `${written} ${scalar(value, indent + 2, column)}`];
  });
}

/** As Helm writes it: what is in a list is the chart's, and its order says nothing. */
function list(value: Value, indent: number): readonly string[] {
  const pad = ' '.repeat(indent);
  return writeYaml(value)
    .split('\n')
    .map((line) => (line === '' ? '' : pad + line));
}

function scalar(value: Value, indent: number, column: number): string {
  return value.kind === 'string' ? writeYamlString(value.value, { indent, column }) : writeYaml(value);
}

/** In the order of the chart's own values, then in that of its subcharts; of what stands in neither `global` comes first, the rest last. */
function inOrder(
  { entries }: TableValue,
  key: ValueKey,
  { chart }: WriteOptions,
): readonly (readonly [string, Value])[] {
  const names = [...new Set(namesIn(chart, segmentsOf(key)))];
  const rank = (name: string): number => {
    const found = names.indexOf(name);
    return found !== -1 ? found : name === 'global' ? -1 : names.length;
  };
  return [...entries].sort(([a], [b]) => rank(a) - rank(b));
}

function namesIn(chart: Chart, segments: readonly (string | number)[]): readonly string[] {
  const value = below(chart.values, segments);
  const own = isTable(value) ? [...value.entries.keys()] : [];
  const [first, ...rest] = segments;
  const subcharts = chart.dependencies.filter((each) => calledIn(chart, each).includes(String(first)));
  return [...own, ...subcharts.flatMap((each) => namesIn(each, rest))];
}

/** The keys under which a chart has the values of a subchart. */
function calledIn({ metadata }: Chart, subchart: Chart): readonly string[] {
  const aliases =
    metadata.dependencies?.filter((each) => isFor(each, subchart)).map(({ alias }) => alias) ?? [];
  return [subchart.metadata.name, ...aliases];
}
