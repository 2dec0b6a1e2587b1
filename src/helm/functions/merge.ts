import type { TableValue, Value } from '../values/value.ts';
import { spend } from './limits.ts';
import { deepest, largest } from './measure.ts';
import { beforeChange } from './shared-values.ts';
import { isEmpty } from './truth.ts';
import { FunctionFailure } from './types.ts';

/**
 * The entries of a table to change: Sprig's dicts are Go maps, and whoever holds one sees the change. Whoever calls functions gives
 * them tables of a rendering's own, no shared constant.
 */
export function changeable(table: TableValue): Map<string, Value> {
  beforeChange(table);
  return table.entries as Map<string, Value>;
}

/**
 * Merges `source` into `target` as mergo 1.0.1 does: tables are merged, and else what stands there stays unless it is empty.
 * With `overwrite` the source wins, with empty values too. What is taken over is not copied.
 */
export function mergeInto(target: TableValue, source: TableValue, overwrite: boolean): void {
  const left = { parts: largest };
  merge(target, source, overwrite, left, 0);
  spend(largest - left.parts);
}

/** Whole scopes are merged, of which but a few tables meet: those count. */
function merge(
  target: TableValue,
  source: TableValue,
  overwrite: boolean,
  left: { parts: number },
  depth: number,
): void {
  left.parts -= source.entries.size;
  if (left.parts < 0) throw new FunctionFailure('the value is too large');
  if (depth > deepest) throw new FunctionFailure('the value is nested too deeply');
  const entries = changeable(target);
  for (const [key, value] of [...source.entries]) {
    const there = entries.get(key);
    if (value.kind === 'nil') {
      if (overwrite) entries.set(key, value);
      continue;
    }
    if (value.kind === 'table' && there?.kind === 'table') merge(there, value, overwrite, left, depth + 1);
    if (value.kind === 'list' && overwrite) entries.set(key, value);
    const filled = there !== undefined && !isEmpty(there);
    if (filled && (value.kind === 'list' || (value.kind === 'table' && there.kind === 'table'))) continue;
    if (overwrite || !filled) entries.set(key, value);
  }
}
