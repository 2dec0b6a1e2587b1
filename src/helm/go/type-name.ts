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
      return '[]interface {}';
    case 'table':
      return 'map[string]interface {}';
    default:
      return value.kind;
  }
}
