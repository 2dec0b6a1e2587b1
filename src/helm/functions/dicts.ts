import { typeName } from '../go/type-name.ts';
import { refilled } from '../values/located.ts';
import type { TableValue, Value } from '../values/value.ts';
import { anyAt, tableAt, tablesFrom, textAt, textsFrom } from './args.ts';
import { compareTexts } from './bytes.ts';
import { bool, list, table, text, texts } from './make.ts';
import { changeable, mergeInto } from './merge.ts';
import { strval } from './strval.ts';
import { FunctionFailure, type Functions, type TemplateFunction } from './types.ts';

const merge = merging(false);
const mergeOverwrite = merging(true);
const deepCopy: TemplateFunction = {
  params: ['any'],
  run: (args) => {
    const value = anyAt(args, 0);
    if (value.kind === 'nil') throw new FunctionFailure('reflect: call of reflect.Value.Type on zero Value');
    return copy(value);
  },
};

/** Sprig's functions of dicts (sprig 3.3.0, dict.go). `set`, `unset` and the merges change their first argument. */
export const dicts: Functions = {
  dict: { params: [], rest: 'any', run: dict },
  get: {
    params: ['table', 'string'],
    run: (args) => tableAt(args, 0).entries.get(textAt(args, 1)) ?? text(''),
  },
  set: {
    params: ['table', 'string', 'any'],
    run: (args) => {
      changeable(tableAt(args, 0)).set(textAt(args, 1), anyAt(args, 2));
      return tableAt(args, 0);
    },
  },
  unset: {
    params: ['table', 'string'],
    run: (args) => {
      changeable(tableAt(args, 0)).delete(textAt(args, 1));
      return tableAt(args, 0);
    },
  },
  hasKey: { params: ['table', 'string'], run: (args) => bool(tableAt(args, 0).entries.has(textAt(args, 1))) },
  pluck: {
    params: ['string'],
    rest: 'table',
    run: (args) => {
      const values = tablesFrom(args, 1).map(({ entries }) => entries.get(textAt(args, 0)));
      return list(values.filter((value) => value !== undefined));
    },
  },
  keys: {
    params: [],
    rest: 'table',
    run: (args) => texts(tablesFrom(args, 0).flatMap((each) => sorted(each).map(([key]) => key))),
  },
  values: { params: ['table'], run: (args) => list(sorted(tableAt(args, 0)).map(([, value]) => value)) },
  pick: { params: ['table'], rest: 'string', run: (args) => chosen(args, true) },
  omit: { params: ['table'], rest: 'string', run: (args) => chosen(args, false) },
  merge,
  mustMerge: merge,
  mergeOverwrite,
  mustMergeOverwrite: mergeOverwrite,
  deepCopy,
  mustDeepCopy: deepCopy,
  dig: { params: [], rest: 'any', run: dig },
};

function merging(overwrite: boolean): TemplateFunction {
  return {
    params: ['table'],
    rest: 'table',
    run: (args) => {
      const target = tableAt(args, 0);
      for (const source of tablesFrom(args, 1)) mergeInto(target, source, overwrite);
      return target;
    },
  };
}

/** A key without a value gets the empty string. */
function dict(args: readonly Value[]): TableValue {
  const entries = new Map<string, Value>();
  for (let i = 0; i < args.length; i += 2) entries.set(strval(anyAt(args, i)), args[i + 1] ?? text(''));
  return { kind: 'table', entries };
}

/** Go's order is random; that of the keys is as good as any. */
function sorted({ entries }: TableValue): readonly (readonly [string, Value])[] {
  return [...entries].sort(([a], [b]) => compareTexts(a, b));
}

function chosen(args: readonly Value[], named: boolean): TableValue {
  const names = new Set(textsFrom(args, 1));
  return table([...tableAt(args, 0).entries].filter(([key]) => names.has(key) === named));
}

function copy(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(copy) };
  if (value.kind !== 'table') return value;
  const entries = new Map<string, Value>();
  value.entries.forEach((entry, key) => {
    entries.set(key, copy(entry));
  });
  return refilled(value, entries, value.key, value.from);
}

/** Keys, then what stands for a missing value, then the dict. */
function dig(args: readonly Value[]): Value {
  if (args.length < 3) throw new FunctionFailure('dig needs at least three arguments');
  const otherwise = anyAt(args, args.length - 2);
  let value = asserted(anyAt(args, args.length - 1), 'map[string]interface {}');
  const keys = args.slice(0, -2).map((key) => asserted(key, 'string'));
  for (const [i, key] of keys.entries()) {
    const inner = asserted(value, 'map[string]interface {}');
    if (inner.kind !== 'table' || key.kind !== 'string') return otherwise;
    const step = inner.entries.get(key.value);
    if (step === undefined) return otherwise;
    if (i === keys.length - 1) return step;
    value = step;
  }
  return otherwise;
}

/** A type assertion of Go. */
function asserted(value: Value, type: string): Value {
  if (typeName(value) === type) return value;
  const found = value.kind === 'nil' ? 'nil' : typeName(value);
  throw new FunctionFailure(`interface conversion: interface {} is ${found}, not ${type}`);
}
