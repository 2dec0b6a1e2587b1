import { callFunction } from '../../../../src/helm/functions/call.ts';
import { functions } from '../../../../src/helm/functions/index.ts';
import { nil, type Value } from '../../../../src/helm/values/value.ts';

interface Float {
  readonly float: number;
}

interface Failure {
  readonly fails: string;
}

/** A value in short: a number is an int, a bigint an int64. */
export type Short =
  | null
  | boolean
  | number
  | bigint
  | string
  | Float
  | readonly Short[]
  | { readonly [key: string]: Short };

export type Case = readonly [name: string, args: readonly Short[], expected: Short | Failure];

export function float(value: number): Float {
  return { float: value };
}

export function fails(message: string): Failure {
  return { fails: message };
}

export function run(name: string, args: readonly Short[]): Short | Failure {
  const fn = functions.get(name);
  if (fn === undefined) throw new Error(`there is no function ${name}`);
  const result = callFunction(name, fn, args.map(longOf));
  return result.ok ? shortOf(result.value) : fails(result.error.message);
}

export function longOf(short: Short): Value {
  if (short === null) return nil;
  switch (typeof short) {
    case 'boolean':
      return { kind: 'bool', value: short };
    case 'number':
      return { kind: 'int', type: 'int', value: BigInt(short) };
    case 'bigint':
      return { kind: 'int', type: 'int64', value: short };
    case 'string':
      return { kind: 'string', value: short };
    default:
      if (isList(short)) return { kind: 'list', items: short.map(longOf) };
      if ('float' in short && typeof short.float === 'number') return { kind: 'float', value: short.float };
      return {
        kind: 'table',
        entries: new Map(Object.entries(short).map(([key, entry]) => [key, longOf(entry)])),
      };
  }
}

function isList(short: Short): short is readonly Short[] {
  return Array.isArray(short);
}

export function shortOf(value: Value): Short {
  switch (value.kind) {
    case 'nil':
      return null;
    case 'int':
      return value.type === 'int' ? Number(value.value) : value.value;
    case 'float':
      return float(value.value);
    case 'list':
      return value.items.map(shortOf);
    case 'table':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, shortOf(entry)]));
    case 'host':
      return value.text;
    default:
      return value.value;
  }
}
