import type { Chart } from '../chart/types.ts';
import { table } from '../functions/make.ts';
import { valueAt } from '../values/lookup.ts';
import { isTable, type TableValue, type Value } from '../values/value.ts';
import { chartObject } from './chart-object.ts';
import { copier } from './copy.ts';
import { filesObject } from './files-object.ts';
import { goValues } from './go-values.ts';
import type { Surroundings } from './surroundings.ts';

/** What the templates of each chart get for dot, by the path of the chart (`top/charts/sub`). */
export type Scopes = ReadonlyMap<string, TableValue>;

/** The scopes of a chart and its subcharts (helm, pkg/engine, recAllTpls; pkg/chart/common/util, ToRenderValues). */
export function scopesOf(top: Chart, values: TableValue, shared: Surroundings): Scopes {
  const scopes = new Map<string, TableValue>();
  const scope = (chart: Chart, path: string, own: TableValue, isRoot: boolean): TableValue => {
    const subcharts = new Map<string, Value>();
    for (const child of chart.dependencies) {
      const { name } = child.metadata;
      const below = valueAt(own, name);
      const childValues = isTable(below) ? below : table([]);
      subcharts.set(name, scope(child, `${path}/charts/${name}`, childValues, false));
    }
    const dot = goValues(
      table([
        ['Chart', chartObject(chart, isRoot)],
        ['Files', filesObject(chart.files)],
        ['Release', shared.release],
        ['Capabilities', shared.capabilities],
        ['Values', goValues(own)],
        ['Subcharts', { kind: 'table', entries: subcharts }],
      ]),
    );
    scopes.set(path, dot);
    return dot;
  };
  scope(top, top.metadata.name, values, true);
  return scopes;
}

/** Scopes for one rendering of a chart's files. */
export interface FreshScopes {
  at(path: string): TableValue | undefined;
  /** Whether the values in them are those that other renderings have as well. */
  areShared(): boolean;
  /** From now on the values are a copy, for templates that change what they get (`set`, `unset`, `merge`). */
  copyValues(): void;
}

/**
 * Scopes that nothing has changed. Each is made when it is first asked for: of a large chart, often only one subchart is rendered. What
 * is one table in two places is one in the copies, too.
 */
export function freshScopes(untouched: Scopes, areShared: boolean): FreshScopes {
  const copyOwn = copier();
  const made = new Map<string, TableValue>();
  let copyAll = areShared ? undefined : copier();

  const scope = (path: string): TableValue | undefined => {
    const known = made.get(path);
    const from = untouched.get(path);
    if (known !== undefined || from === undefined) return known;
    const entries = new Map(from.entries);
    const values = entries.get('Values');
    // A subchart without values.
    if (isTable(values) && values.key === undefined) entries.set('Values', copyOwn(values));
    const subcharts = entries.get('Subcharts');
    if (isTable(subcharts)) {
      const inner = [...subcharts.entries].map(
        ([name, below]) => [name, scope(`${path}/charts/${name}`) ?? below] as const,
      );
      entries.set('Subcharts', table(inner));
    }
    const fresh = goValues({ ...from, entries });
    made.set(path, fresh);
    return fresh;
  };
  return {
    at(path) {
      const own = scope(path);
      return own === undefined || copyAll === undefined ? own : copyAll(own);
    },
    areShared: () => copyAll === undefined,
    copyValues() {
      copyAll ??= copier();
    },
  };
}
