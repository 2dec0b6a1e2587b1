import { isFor } from '../chart/enabled.ts';
import type { Chart } from '../chart/types.ts';
import { enumerationsOf } from '../schema/index.ts';
import type { Value } from '../values/value.ts';
import type { Scalar } from './solve.ts';

/** The values that the schemas of a chart and its subcharts name for a key, given by its text. */
export type SchemaValues = (key: string) => readonly Scalar[];

/** Schemas are read when they are first asked for a key: many a chart has no use for them. */
export function schemaValues(chart: Chart): SchemaValues {
  let known: Map<string, Set<Scalar>> | undefined;
  return (key) => {
    if (known === undefined) {
      known = new Map();
      collect(chart, '', known);
    }
    return [...(known.get(key) ?? [])];
  };
}

function collect(chart: Chart, prefix: string, known: Map<string, Set<Scalar>>): void {
  for (const [path, values] of chart.schema === undefined ? [] : enumerationsOf(chart.schema)) {
    const before = known.get(prefix + path) ?? new Set();
    known.set(prefix + path, before);
    for (const scalar of values.flatMap(scalarsOf)) before.add(scalar);
  }
  for (const subchart of chart.dependencies) {
    const listed = (chart.metadata.dependencies ?? []).filter((each) => isFor(each, subchart));
    const names =
      listed.length === 0 ? [subchart.metadata.name] : listed.map((each) => each.alias || each.name);
    for (const name of new Set(names)) collect(subchart, `${prefix}${name}.`, known);
  }
}

function scalarsOf(value: Value): readonly Scalar[] {
  return value.kind === 'string' || value.kind === 'float' || value.kind === 'bool' ? [value.value] : [];
}
