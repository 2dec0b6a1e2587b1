import { isTable, type TableValue, type Value } from '../values/value.ts';
import { isFor } from './enabled.ts';
import type { Chart } from './types.ts';

interface Switches {
  /** Where conditions lead, those of subcharts of subcharts too, and where the tags are. */
  readonly paths: ReadonlySet<string>;
  /** Names of subcharts: for those of subcharts, too, conditions are looked up in the values of the top. */
  readonly names: ReadonlySet<string>;
}

/** Whether values say anything that decides which subcharts are on: where a condition leads, or a tag. */
export function turnsSwitch(chart: Chart, values: TableValue): boolean {
  const { paths, names } = switchesOf(chart);
  for (const [name, value] of values.entries) if (names.has(name) && !isTable(value)) return true;
  return [...paths].some((path) => meets(path.split('.'), values));
}

const known = new WeakMap<Chart, Switches>();

function switchesOf(chart: Chart): Switches {
  const before = known.get(chart);
  if (before !== undefined) return before;
  const paths = new Set(['tags']);
  const names = new Set<string>();
  collect(chart, '', paths, names);
  const made = { paths, names };
  known.set(chart, made);
  return made;
}

function collect(
  { metadata, dependencies }: Chart,
  prefix: string,
  paths: Set<string>,
  names: Set<string>,
): void {
  const listed = metadata.dependencies ?? [];
  for (const { condition } of listed)
    for (const path of condition.trim().split(',')) if (path !== '') paths.add(prefix + path);
  for (const chart of dependencies) {
    const aliases = listed.filter((each) => isFor(each, chart)).map((each) => each.alias || each.name);
    for (const name of new Set([chart.metadata.name, ...aliases])) {
      names.add(name);
      collect(chart, `${prefix}${name}.`, paths, names);
    }
  }
}

/** Whether something stands at the end of a path, or keeps it from having one. */
function meets(path: readonly string[], values: TableValue): boolean {
  let at: Value = values;
  for (const key of path) {
    if (!isTable(at)) return true;
    const below: Value | undefined = at.entries.get(key);
    if (below === undefined) return false;
    at = below;
  }
  return true;
}
