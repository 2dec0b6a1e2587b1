import type { Derivation, Place, TableValue, Value } from './value.ts';
import type { ValueKey } from './value-key.ts';

/**
 * The value with another place, key and derivation; always another object. Most copies of values are made here: the common kinds
 * are written out field by field, since V8 spreads an object of any shape many times slower.
 */
export function located(
  value: Value,
  place: Place | undefined,
  key: ValueKey | undefined,
  from: Derivation | undefined,
): Value {
  switch (value.kind) {
    case 'string':
      if (value.type !== undefined || value.opaque !== undefined || value.unknown !== undefined) break;
      if (value.bytes !== undefined) break;
      return { kind: 'string', value: value.value, place, key, from };
    case 'bool':
      return { kind: 'bool', value: value.value, place, key, from };
    case 'float':
      return { kind: 'float', value: value.value, place, key, from };
    case 'int':
      if (value.opaque !== undefined) break;
      return { kind: 'int', type: value.type, value: value.value, place, key, from };
    case 'nil':
      if (value.invalid !== undefined) return { kind: 'nil', invalid: true, place, key, from };
      return { kind: 'nil', place, key, from };
    case 'list':
      if (value.type !== undefined || value.methods !== undefined) break;
      return { kind: 'list', items: value.items, place, key, from };
    case 'table':
      if (value.type !== undefined || value.methods !== undefined) break;
      return { kind: 'table', entries: value.entries, place, key, from };
  }
  return { ...value, place, key, from };
}

/** The table with other entries, key and derivation. */
export function refilled(
  table: TableValue,
  entries: ReadonlyMap<string, Value>,
  key: ValueKey | undefined,
  from: Derivation | undefined,
): TableValue {
  if (table.type !== undefined || table.methods !== undefined) return { ...table, entries, key, from };
  return { kind: 'table', entries, place: table.place, key, from };
}
