import type { Value } from '../values/value.ts';

/** The name of a value's type in Go, as `%T` and Sprig's `typeOf` give it. */
export function typeName(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return '<nil>';
    case 'int':
      return value.type;
    case 'float':
      return 'float64';
    case 'list':
      return value.type ?? '[]interface {}';
    case 'table':
      return value.type ?? 'map[string]interface {}';
    case 'string':
      return value.type ?? 'string';
    case 'host':
      return value.type;
    default:
      return value.kind;
  }
}
