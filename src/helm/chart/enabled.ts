import { ok, type Result } from '../../result.ts';
import { parseConstraint, satisfies } from '../semver/constraint.ts';
import { parseVersion } from '../semver/version.ts';
import { type CoalesceError, coalesceValues } from '../values/coalesce.ts';
import { valueAt } from '../values/lookup.ts';
import { isTable, type TableValue } from '../values/value.ts';
import { chartValues } from './chart-values.ts';
import type { Chart, ChartDependency } from './types.ts';

/**
 * The chart with those subcharts that the values switch on, under their aliases (helm, pkg/chart/v2/util,
 * processDependencyEnabled). A subchart that no dependency names is always on; where a chart lists no
 * dependencies, everything below it is. A dependency that is off takes every subchart of its name away, of whatever version.
 */
export function enabledCharts(chart: Chart, given: TableValue, path = ''): Result<Chart, CoalesceError> {
  const { dependencies: listed } = chart.metadata;
  if (listed === undefined) return ok(chart);
  const all = aliasedCharts(chart, listed);
  const named = listed.map((dependency) => ({ ...dependency, name: dependency.alias || dependency.name }));
  // The values of the subcharts on the way down are laid into those of the top: it is from there that conditions lead.
  const coalesced = coalesceValues(chartValues({ ...chart, dependencies: all }), given);
  if (!coalesced.ok) return coalesced;
  const values = coalesced.value;
  const off = new Set(named.filter((each) => !isEnabled(each, values, path)).map(({ name }) => name));
  const dependencies: Chart[] = [];
  for (const each of all) {
    const { name } = each.metadata;
    if (off.has(name)) continue;
    const below = enabledCharts(each, values, `${path}${name}.`);
    if (!below.ok) return below;
    dependencies.push(below.value);
  }
  const on = named.filter(({ name }) => !off.has(name));
  const metadata = { ...chart.metadata, dependencies: on.length === 0 ? undefined : on };
  return ok({ ...chart, metadata, dependencies });
}

/** Subcharts that are not listed, then one for each listed dependency that is there. */
function aliasedCharts({ dependencies }: Chart, listed: readonly ChartDependency[]): readonly Chart[] {
  const unlisted = dependencies.filter((chart) => !listed.some((dependency) => isFor(dependency, chart)));
  const aliased = listed.flatMap((dependency) => {
    const chart = dependencies.find((each) => isFor(dependency, each));
    if (chart === undefined) return [];
    return [{ ...chart, metadata: { ...chart.metadata, name: dependency.alias || dependency.name } }];
  });
  return [...unlisted, ...aliased];
}

export function isFor({ name, version }: ChartDependency, { metadata }: Chart): boolean {
  if (name !== metadata.name) return false;
  const constraint = parseConstraint(version);
  const found = parseVersion(metadata.version);
  return constraint !== undefined && found !== undefined && satisfies(found, constraint);
}

/** The first condition that leads to a boolean decides, then the tags: one that is true is enough. */
export function isEnabled({ condition, tags }: ChartDependency, values: TableValue, path: string): boolean {
  for (const key of condition.trim().split(',')) {
    const value = key === '' ? undefined : valueAt(values, path + key);
    if (value?.kind === 'bool') return value.value;
  }
  const table = values.entries.get('tags');
  const switches = tags.flatMap((tag) => {
    const value = isTable(table) ? table.entries.get(tag) : undefined;
    return value?.kind === 'bool' ? [value.value] : [];
  });
  return switches.length === 0 || switches.includes(true);
}
