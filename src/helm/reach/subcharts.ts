import { isFor } from '../chart/enabled.ts';
import type { Chart, ChartDependency } from '../chart/types.ts';
import { rootKey, type ValueKey } from '../values/value-key.ts';
import type { LookUp } from './evaluate.ts';
import { always, and, type Formula, or } from './formula.ts';

/** A subchart at its place in the tree, and when it is on. */
export interface Subchart {
  /** As the names of its templates begin: `app/charts/redis`. */
  readonly path: string;
  readonly chart: Chart;
  /** That of its parents included. */
  readonly condition: Formula;
}

/** The charts of a tree, the top one first, whether they are on or off. */
export function subchartsOf(chart: Chart, lookUp: LookUp): readonly Subchart[] {
  const found: Subchart[] = [];
  collect(chart, chart.metadata.name, rootKey, always, lookUp, found);
  return found;
}

function collect(
  chart: Chart,
  path: string,
  key: ValueKey,
  condition: Formula,
  lookUp: LookUp,
  found: Subchart[],
): void {
  found.push({ path, chart, condition });
  const listed = chart.metadata.dependencies ?? [];
  for (const each of chart.dependencies) {
    const dependencies = listed.filter((dependency) => isFor(dependency, each));
    if (dependencies.length === 0) below(each, each.metadata.name);
    for (const dependency of dependencies) below(each, dependency.alias || dependency.name);
  }

  // A dependency that is off takes every subchart of its name away, of whatever version.
  function below(subchart: Chart, name: string): void {
    const own = and(
      listed
        .filter((dependency) => (dependency.alias || dependency.name) === name)
        .map((dependency) => conditionOf(dependency, key, lookUp)),
    );
    const named = { ...subchart, metadata: { ...subchart.metadata, name } };
    const inner = { parent: key, key: name };
    collect(named, `${path}/charts/${name}`, inner, and([condition, own]), lookUp, found);
  }
}

/** The first condition that leads to a boolean decides, then the tags: as in `enabledCharts`. */
function conditionOf({ condition, tags }: ChartDependency, key: ValueKey, lookUp: LookUp): Formula {
  for (const path of condition.trim().split(',')) {
    if (path === '') continue;
    const keyed = path.split('.').reduce<ValueKey>((parent, each) => ({ parent, key: each }), key);
    if (lookUp(keyed)?.kind === 'bool') return { kind: 'truthy', key: keyed };
  }
  const tagsKey: ValueKey = { parent: rootKey, key: 'tags' };
  const switches = tags
    .map((tag): ValueKey => ({ parent: tagsKey, key: tag }))
    .filter((tag) => lookUp(tag)?.kind === 'bool');
  if (switches.length === 0) return always;
  return or(switches.map((tag): Formula => ({ kind: 'truthy', key: tag })));
}
