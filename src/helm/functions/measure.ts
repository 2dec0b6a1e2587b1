import type { Value } from '../values/value.ts';
import { FunctionFailure } from './types.ts';

/** Tables and lists within each other that a call looks through: those of manifests are some twenty deep. */
export const deepest = 400;

/** Parts of a value that a call looks through, with the characters of its texts counted in those of a part. */
export const largest = 400_000;

/** Characters that are as much work as one part of a value: to copy a text is cheap, and `dict "a" $ "b" $` makes one of all files of a chart. */
const charactersOfPart = 64;

/** Functions that look through all of a value, not only at its outermost part. */
const thorough: ReadonlySet<string> = new Set([
  ...['toYaml', 'mustToYaml', 'toYamlPretty', 'toToml', 'mustToToml'],
  ...['toJson', 'mustToJson', 'toPrettyJson', 'mustToPrettyJson', 'toRawJson', 'mustToRawJson'],
  ...['toString', 'toStrings', 'quote', 'squote', 'cat', 'join', 'sortAlpha'],
  ...['print', 'println', 'printf', 'html', 'js', 'urlquery'],
  ...['deepCopy', 'mustDeepCopy'],
  ...['deepEqual', 'has', 'mustHas', 'uniq', 'mustUniq', 'without', 'mustWithout'],
]);

/** Functions that compare every item of a list with many others. */
const comparing: ReadonlySet<string> = new Set(['uniq', 'mustUniq', 'without', 'mustWithout']);

/**
 * How much work a call of a function is, in parts of values. What a template builds may be one table in a thousand places (`dict "a" $d "b" $d`,
 * again and again), or in itself (`set $d "x" $d`): throws `FunctionFailure` for more than any real chart has.
 */
export function workFor(name: string): (args: readonly Value[]) => number {
  if (name === 'dict') return keysOfDict;
  const isThorough = thorough.has(name);
  const compares = comparing.has(name);
  return (args) => {
    let work = 0;
    for (const arg of args) work += isThorough ? partsOf(arg) : sizeOf(arg);
    const list = args[0];
    if (compares && list?.kind === 'list') work += (list.items.length * (args.length + work)) / 4;
    if (work > largest) throw new FunctionFailure('there is too much to look through');
    return work;
  };
}

/** `dict` makes texts of its keys, and leaves the values alone. */
function keysOfDict(args: readonly Value[]): number {
  let work = args.length / 4;
  for (let index = 0; index < args.length; index += 2) work += partsOf(args[index] as Value);
  return work;
}

/** Of a value by itself. */
export function sizeOf(value: Value): number {
  switch (value.kind) {
    case 'string':
      return value.value.length / charactersOfPart;
    case 'list':
      return value.items.length / 4;
    case 'table':
      return value.entries.size / 4;
    default:
      return 0;
  }
}

/** Of a value with all that it holds, every part as often as it is there. */
export function partsOf(value: Value): number {
  if (value.kind !== 'list' && value.kind !== 'table' && value.kind !== 'host') return sizeOf(value);
  let parts = 0;
  const within = (each: Value, depth: number): void => {
    parts += each.kind === 'string' ? 1 + sizeOf(each) : 1;
    if (parts > largest) throw new FunctionFailure('the value is too large');
    if (each.kind !== 'list' && each.kind !== 'table' && each.kind !== 'host') return;
    if (depth > deepest) throw new FunctionFailure('the value is nested too deeply');
    if (each.kind === 'list') for (const item of each.items) within(item, depth + 1);
    else
      for (const entry of (each.kind === 'host' ? each.fields : each.entries).values())
        within(entry, depth + 1);
  };
  within(value, 0);
  return parts;
}
