import type { ListValue, TableValue, Value } from '../values/value.ts';
import { isInvalid, nil } from '../values/value.ts';
import { bytesIn } from './bytes.ts';

/** The arguments of a function by their index, once the signature has been checked: another kind there is a bug. */
export function anyAt(args: readonly Value[], index: number): Value {
  return args[index] ?? nil;
}

export function textAt(args: readonly Value[], index: number): string {
  const value = args[index];
  if (value?.kind !== 'string') throw new TypeError(`argument ${index} is no string`);
  return value.value;
}

/** What the string holds. */
export function bytesAt(args: readonly Value[], index: number): Uint8Array {
  const value = args[index];
  if (value?.kind !== 'string') throw new TypeError(`argument ${index} is no string`);
  return bytesIn(value);
}

export function intAt(args: readonly Value[], index: number): number {
  const value = args[index];
  if (value?.kind !== 'int') throw new TypeError(`argument ${index} is no int`);
  return Number(value.value);
}

export function boolAt(args: readonly Value[], index: number): boolean {
  const value = args[index];
  if (value?.kind !== 'bool') throw new TypeError(`argument ${index} is no bool`);
  return value.value;
}

export function tableAt(args: readonly Value[], index: number): TableValue {
  const value = args[index];
  if (value !== undefined && isInvalid(value)) return { kind: 'table', entries: new Map() };
  if (value?.kind !== 'table') throw new TypeError(`argument ${index} is no table`);
  return value;
}

export function tablesFrom(args: readonly Value[], index: number): readonly TableValue[] {
  return args.slice(index).map((_, i) => tableAt(args, index + i));
}

export function textsFrom(args: readonly Value[], index: number): readonly string[] {
  return args.slice(index).map((_, i) => textAt(args, index + i));
}

export function isList(value: Value | undefined): value is ListValue {
  return value?.kind === 'list';
}
