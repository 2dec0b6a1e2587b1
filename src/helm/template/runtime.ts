import type { Value } from '../values/value.ts';

/** text/template, `IsTrue`: false, zero, nil and whatever is empty are not. */
export function isTrue(value: Value | undefined): boolean {
  switch (value?.kind) {
    case undefined:
    case 'nil':
      return false;
    case 'bool':
      return value.value;
    case 'int':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'string':
      return value.value !== '';
    case 'list':
      return value.items.length > 0;
    case 'table':
      return value.entries.size > 0;
    case 'host':
      return true;
  }
}
