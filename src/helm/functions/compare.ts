import { formatVerb } from '../go/fmt/value.ts';
import { typeName } from '../go/type-name.ts';
import type { Value } from '../values/value.ts';
import { anyAt } from './args.ts';
import { compareTexts } from './bytes.ts';
import { deepEqual } from './deep-equal.ts';
import { bool } from './make.ts';
import { FunctionFailure, type Functions } from './types.ts';

/** Go's comparisons (text/template, funcs.go): an integer and a float are never compared, `1` and `1.0` included. */
export const compare: Functions = {
  eq: { params: ['value'], rest: 'value', run: ([value, ...others]) => bool(equalsAny(value, others)) },
  ne: { params: ['value', 'value'], run: ([value, ...others]) => bool(!equalsAny(value, others)) },
  lt: { params: ['value', 'value'], run: (args) => bool(isLess(args)) },
  le: { params: ['value', 'value'], run: (args) => bool(isAtMost(args)) },
  gt: { params: ['value', 'value'], run: (args) => bool(!isAtMost(args)) },
  ge: { params: ['value', 'value'], run: (args) => bool(!isLess(args)) },
  deepEqual: { params: ['any', 'any'], run: (args) => bool(deepEqual(anyAt(args, 0), anyAt(args, 1))) },
};

function equalsAny(value: Value | undefined, others: readonly Value[]): boolean {
  if (value === undefined || others.length === 0)
    throw new FunctionFailure('missing argument for comparison');
  return others.some((other) => equals(value, other));
}

function equals(a: Value, b: Value): boolean {
  const kind = basicKind(a);
  if (kind !== basicKind(b)) {
    if (a.kind === 'nil' || b.kind === 'nil') return false;
    throw incompatible(a, b);
  }
  if (kind !== undefined) return 'value' in a && 'value' in b && a.value === b.value;
  if (a.kind === 'nil' || b.kind === 'nil') return a.kind === b.kind;
  if (a.kind !== b.kind)
    throw new FunctionFailure(
      `non-comparable types ${formatVerb(a, 's')}: ${typeName(a)}, ${typeName(b)}: ${formatVerb(b, 'v')}`,
    );
  if (a.kind === 'string') return a === b;
  throw new FunctionFailure(`non-comparable type ${formatVerb(b, 's')}: ${typeName(b)}`);
}

function isLess([a, b]: readonly Value[]): boolean {
  const kind = a && basicKind(a);
  if (a === undefined || b === undefined || kind === undefined || basicKind(b) === undefined) throw invalid();
  if (kind !== basicKind(b)) throw incompatible(a, b);
  if (a.kind === 'string' && b.kind === 'string') return compareTexts(a.value, b.value) < 0;
  if (kind === 'bool') throw invalid();
  return 'value' in a && 'value' in b && a.value < b.value;
}

function isAtMost(args: readonly Value[]): boolean {
  return isLess(args) || equalsAny(args[0], args.slice(1));
}

type BasicKind = 'bool' | 'int' | 'float' | 'string';

/** Undefined for what has no basic kind: nil, lists, tables. */
function basicKind(value: Value): BasicKind | undefined {
  if (value.kind === 'nil' || value.kind === 'list' || value.kind === 'table' || value.kind === 'host')
    return undefined;
  return value.kind === 'string' && value.type !== undefined ? undefined : value.kind;
}

function incompatible(a: Value, b: Value): FunctionFailure {
  return new FunctionFailure(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
}

function invalid(): FunctionFailure {
  return new FunctionFailure('invalid type for comparison');
}
