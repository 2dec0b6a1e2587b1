import type {
  BoolValue,
  FloatValue,
  IntValue,
  ListValue,
  StringValue,
  TableValue,
  Value,
} from '../values/value.ts';
import { boundList } from './limits.ts';

export function text(value: string): StringValue {
  return { kind: 'string', value };
}

/** Random, secret or of the clock. */
export function opaque(value: string): StringValue {
  return { kind: 'string', value, opaque: true };
}

export function bool(value: boolean): BoolValue {
  return { kind: 'bool', value };
}

export function int(value: number | bigint): IntValue {
  return { kind: 'int', type: 'int', value: BigInt.asIntN(64, BigInt(value)) };
}

/** Wraps as Go's arithmetic does. */
export function int64(value: bigint): IntValue {
  return { kind: 'int', type: 'int64', value: BigInt.asIntN(64, value) };
}

export function float(value: number): FloatValue {
  return { kind: 'float', value };
}

export function list(items: readonly Value[]): ListValue {
  return { kind: 'list', items };
}

export function texts(items: readonly string[]): ListValue {
  boundList(items.length);
  return { kind: 'list', items: items.map(text), type: '[]string' };
}

export function table(entries: Iterable<readonly [string, Value]>): TableValue {
  return { kind: 'table', entries: new Map(entries) };
}
