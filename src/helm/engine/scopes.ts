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

/**
 * Scopes that nothing has changed: templates change those that they get (`set`, `unset`, `merge`). Each is copied when it is
 * first asked for: of a large chart, often only one subchart is rendered.
 */
export function freshScopes(scopes: Scopes): (path: string) => TableValue | undefined {
  const copy = copier();
  const fresh = new Map<string, TableValue>();
  return (path) => {
    const known = fresh.get(path);
    const untouched = scopes.get(path);
    if (known !== undefined || untouched === undefined) return known;
    const made = copy(untouched);
    fresh.set(path, made);
    return made;
  };
}
