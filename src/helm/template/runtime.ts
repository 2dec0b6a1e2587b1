import { typeName } from '../go/type-name.ts';
import type { Value } from '../values/value.ts';

/** What a template works with: values, and the objects that Helm puts beside them (`.Files`, `.Capabilities`). */
export type Runtime = Value | HostObject;

/**
 * `undefined` is Go's invalid value: what a nil has become once a pipeline yielded it. Fields of it are invalid again, whereas
 * those of a nil that stands in a table or a list are an error (text/template, exec.go, evalField).
 */
export type Operand = Runtime | undefined;

export interface HostObject {
  readonly kind: 'host';
  /** The name of its type in Go. */
  readonly type: string;
  /** A field; undefined where there is none. */
  field(name: string): Runtime | undefined;
  /** A method; undefined where there is none. */
  method(name: string): ((args: readonly Runtime[]) => Operand) | undefined;
  /** What printing it gives. */
  readonly text: string;
}

export function runtimeType(value: Runtime): string {
  return value.kind === 'host' ? value.type : typeName(value);
}

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
