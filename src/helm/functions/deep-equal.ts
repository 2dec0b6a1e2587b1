import { typeName } from '../go/type-name.ts';
import type { Value } from '../values/value.ts';

/** Go's `reflect.DeepEqual`: values of different types are never equal, `1` and `1.0` included. */
export function deepEqual(a: Value, b: Value): boolean {
  if (a === b) return a.kind !== 'float' || !Number.isNaN(a.value);
  if (typeName(a) !== typeName(b)) return false;
  if (a.kind === 'list' && b.kind === 'list') {
    return a.items.length === b.items.length && a.items.every((item, i) => equalTo(item, b.items[i]));
  }
  if (a.kind === 'table' && b.kind === 'table') {
    if (a.entries.size !== b.entries.size) return false;
    return [...a.entries].every(([key, entry]) => equalTo(entry, b.entries.get(key)));
  }
  return a.kind === 'nil' || ('value' in a && 'value' in b && a.value === b.value);
}

function equalTo(a: Value, b: Value | undefined): boolean {
  return b !== undefined && deepEqual(a, b);
}
