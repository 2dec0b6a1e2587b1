import { writeYaml } from '../helm/functions/to-yaml.ts';
import { writeYamlString } from '../helm/functions/yaml-scalar.ts';
import type { LookUp } from '../helm/reach/evaluate.ts';
import { below } from '../helm/reach/evaluate.ts';
import { isTable, type TableValue, type Value } from '../helm/values/value.ts';
import { childKey, rootKey, segmentsOf, type ValueKey } from '../helm/values/value-key.ts';
import { comment } from './comment.ts';

export interface WriteOptions {
  /** The chart's own values: its order is kept. */
  readonly defaults: TableValue;
  /** Those with what subcharts add. */
  readonly lookUp: LookUp;
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

/** In the order of the chart's own values, then in that of its subcharts; what stands in neither comes first. */
function inOrder(
  { entries }: TableValue,
  key: ValueKey,
  { defaults, lookUp }: WriteOptions,
): readonly (readonly [string, Value])[] {
  const own = namesOf(below(defaults, segmentsOf(key)));
  const all = namesOf(key.parent === undefined ? undefined : lookUp(key));
  const rank = (name: string): number => {
    const first = own.indexOf(name);
    if (first !== -1) return first;
    const second = all.indexOf(name);
    return second === -1 && name === 'global' ? -1 : own.length + (second === -1 ? all.length : second);
  };
  return [...entries].sort(([a], [b]) => rank(a) - rank(b));
}

function namesOf(value: Value | undefined): readonly string[] {
  return isTable(value) ? [...value.entries.keys()] : [];
}
