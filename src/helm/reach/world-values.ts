import type { Chart } from '../chart/types.ts';
import type { TableValue, Value } from '../values/value.ts';
import { keyText, segmentsOf, type ValueKey } from '../values/value-key.ts';
import type { Assignment } from './assignment.ts';
import { below, type LookUp } from './evaluate.ts';

/** The coalesced values of one world, and what was set for it. */
export interface WorldValues {
  readonly values: TableValue;
  readonly assignment: Assignment;
}

/**
 * Values as they are given; those of subcharts that are off come from the worlds in which they are on. Globals that a subchart
 * has by default stand with the subchart alone.
 */
export function lookUpIn(worlds: readonly WorldValues[], chart: Chart): LookUp {
  const subcharts = subchartPaths(chart);
  const known = new Map<string, Value>();
  /** In how many worlds a key was looked for in vain. */
  const missed = new Map<string, number>();
  return (key) => {
    const text = keyText(key);
    const before = known.get(text);
    if (before !== undefined) return before;
    const keys = segmentsOf(key);
    for (const { values, assignment } of worlds.slice(missed.get(text) ?? 0)) {
      if (isSet(key, assignment)) continue;
      const value = below(values, keys) ?? globalOf(values, keys, subcharts);
      if (value === undefined) continue;
      known.set(text, value);
      return value;
    }
    missed.set(text, worlds.length);
    return undefined;
  };
}

function globalOf(
  values: TableValue,
  keys: readonly (string | number)[],
  subcharts: readonly (readonly string[])[],
): Value | undefined {
  if (keys[0] !== 'global') return undefined;
  for (const path of subcharts) {
    const value = below(values, [...path, ...keys]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The keys under which the values of subcharts stand, nearest first. */
function subchartPaths({ dependencies, metadata }: Chart): readonly (readonly string[])[] {
  const aliases = (metadata.dependencies ?? []).map(({ alias }) => alias).filter((alias) => alias !== '');
  const names = new Set([...dependencies.map((each) => each.metadata.name), ...aliases]);
  const own = [...names].map((name) => [name]);
  const deeper = dependencies.flatMap((each) =>
    subchartPaths(each).map((path) => [each.metadata.name, ...path]),
  );
  return [...own, ...deeper];
}

function isSet(key: ValueKey, { values }: Assignment): boolean {
  if (values.size === 0) return false;
  for (let at: ValueKey | undefined = key; at !== undefined; at = at.parent)
    if (values.has(keyText(at))) return true;
  return false;
}
