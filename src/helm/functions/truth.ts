import type { Value } from '../values/value.ts';

/** Whether a value is Go's zero of its kind or has no parts: what `if` and `default` take for unset (text/template, isTrue). */
export function isEmpty(value: Value): boolean {
  switch (value.kind) {
    case 'nil':
      return true;
    case 'bool':
      return !value.value;
    case 'int':
      return value.value === 0n;
    case 'float':
      return value.value === 0;
    case 'string':
      return value.value === '';
    case 'list':
      return value.items.length === 0;
    case 'table':
      return value.entries.size === 0 && value.type !== 'sprig.certificate';
    case 'host':
      return false;
  }
}
