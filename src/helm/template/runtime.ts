import type { Value } from '../values/value.ts';

/**
 * `undefined` is Go's invalid value: what a nil has become once a pipeline yielded it. Fields of it are invalid again, whereas
 * those of a nil that stands in a table or a list are an error (text/template, exec.go, evalField).
 */
export type Operand = Value | undefined;

/** text/template, `IsTrue`: false, zero, nil and whatever is empty are not. */
export function isTrue(value: Operand): boolean {
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
