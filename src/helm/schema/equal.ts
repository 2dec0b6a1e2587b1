import type { Value } from '../values/value.ts';
import { isList, isObject, type Json, property } from './types.ts';

/** Numbers by what they are worth: 1 and 1.0 are one. */
export function equalsJson(value: Value, json: Json): boolean {
  switch (value.kind) {
    // Of templates alone; values hold none.
    case 'host':
      return false;
    case 'nil':
      return json === null;
    case 'bool':
    case 'string':
      return value.value === json;
    case 'int':
    case 'float':
      return typeof json === 'number' && isSame(value.value, json);
    case 'list':
      return (
        isList(json) &&
        json.length === value.items.length &&
        value.items.every((item, i) => equalsJson(item, json[i] ?? null))
      );
    case 'table': {
      if (!isObject(json) || Object.keys(json).length !== value.entries.size) return false;
      return [...value.entries].every(([key, each]) => {
        const other = property(json, key);
        return other !== undefined && equalsJson(each, other);
      });
    }
  }
}

function isSame(a: number | bigint, b: number | bigint): boolean {
  return !(a < b) && !(a > b);
}

/** A text that is the same for equal values alone. */
export function identityOf(value: Value): string {
  switch (value.kind) {
    case 'host':
    case 'nil':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'string':
      return JSON.stringify(value.value);
    case 'int':
      return String(value.value);
    case 'float':
      return Number.isInteger(value.value) ? String(BigInt(value.value)) : String(value.value);
    case 'list':
      return `[${value.items.map(identityOf).join()}]`;
    case 'table': {
      const keys = [...value.entries.keys()].sort();
      return `{${keys.map((key) => `${JSON.stringify(key)}:${identityOf(value.entries.get(key) ?? { kind: 'nil' })}`).join()}}`;
    }
  }
}
