import {
  bool,
  failure,
  type Implementation,
  knownText,
  lookUp,
  NULL,
  number,
  object,
  tuple,
  type Unknown,
  unknownIn,
  type Value,
} from '../../formats/expressions/index.ts';
import { madeFragment } from '../../text/index.ts';
import { missing } from './arguments.ts';

/** Objects laid into each other, or lists behind each other; what is not known may add anything. */
function union(args: readonly Value[]): Value {
  const open = args.flatMap((value) => unknownIn(value) ?? [])[0];
  if (args.some(({ kind }) => kind === 'tuple')) {
    return tuple(
      args.flatMap((value) => (value.kind === 'tuple' ? value.items : [])),
      open,
    );
  }
  let entries = new Map<string, Value>();
  for (const value of args) if (value.kind === 'object') entries = laidOver(entries, value.entries, 0);
  return object(entries, open);
}

function laidOver(
  base: ReadonlyMap<string, Value>,
  over: ReadonlyMap<string, Value>,
  depth: number,
): Map<string, Value> {
  const entries = new Map(base);
  for (const [name, value] of over) {
    const before = entries.get(name);
    const both = before?.kind === 'object' && value.kind === 'object' && depth < 50;
    entries.set(name, both ? object(laidOver(before.entries, value.entries, depth + 1), value.open) : value);
  }
  return entries;
}

function coalesce(args: readonly Value[]): Value {
  return args.find(({ kind }) => kind !== 'null') ?? NULL;
}

function empty([value]: readonly Value[]): Value {
  if (value === undefined || unknownIn(value) !== undefined) return missing(value);
  if (value.kind === 'null') return bool(true);
  if (value.kind === 'tuple') return bool(value.items.length === 0);
  if (value.kind === 'object') return bool(value.entries.size === 0);
  return bool(knownText(value) === '');
}

function length([value]: readonly Value[]): Value {
  if (value === undefined || unknownIn(value) !== undefined) return missing(value);
  if (value.kind === 'tuple') return number(value.items.length);
  return number(value.kind === 'object' ? value.entries.size : (knownText(value) ?? '').length);
}

function contains([value, part]: readonly Value[]): Value {
  const wanted = part === undefined ? undefined : knownText(part);
  if (value === undefined || unknownIn(value) !== undefined) return missing(value);
  if (wanted === undefined) return missing(part);
  if (value.kind === 'object') return bool(value.entries.has(wanted));
  if (value.kind === 'tuple') return bool(value.items.some((item) => knownText(item) === wanted));
  return bool((knownText(value) ?? '').includes(wanted));
}

function end(pick: (items: readonly Value[]) => Value | undefined): Implementation {
  return ([value]) => {
    if (value?.kind !== 'tuple' || value.open !== undefined) return missing(value);
    return pick(value.items) ?? NULL;
  };
}

function cut(slice: (items: readonly Value[], count: number) => readonly Value[]): Implementation {
  return ([value, count]) => {
    const many = Number(count === undefined ? Number.NaN : knownText(count));
    if (value?.kind !== 'tuple' || !Number.isInteger(many)) return missing(value);
    return tuple(slice(value.items, many), value.open);
  };
}

function createObject(args: readonly Value[]): Value {
  const entries = new Map<string, Value>();
  let open: Unknown | undefined;
  for (let index = 0; index + 1 < args.length; index += 2) {
    const [key, value] = [args[index], args[index + 1]];
    const name = key === undefined ? undefined : knownText(key);
    if (name === undefined || value === undefined) open ??= { reason: 'one of its keys is not known' };
    else entries.set(name, value);
  }
  return object(entries, open);
}

const MAX_RANGE = 1000;

function range([start, count]: readonly Value[]): Value {
  const from = Number(start === undefined ? Number.NaN : knownText(start));
  const many = Number(count === undefined ? Number.NaN : knownText(count));
  if (!Number.isInteger(from) || !Number.isInteger(many))
    return missing(Number.isInteger(from) ? count : start);
  if (many < 0 || many > MAX_RANGE) return failure('the range is too long');
  return tuple(Array.from({ length: many }, (_, index) => number(from + index)));
}

function flatten([value]: readonly Value[]): Value {
  if (value?.kind !== 'tuple') return missing(value);
  const open = value.open ?? value.items.flatMap((item) => unknownIn(item) ?? [])[0];
  return tuple(
    value.items.flatMap((item) => (item.kind === 'tuple' ? item.items : [])),
    open,
  );
}

function tryGet([value, ...keys]: readonly Value[]): Value {
  let found = value ?? NULL;
  for (const key of keys) {
    const next = lookUp(found, key);
    if (next.kind === 'unknown' && next.unknown.fails === true) return NULL;
    found = next;
  }
  return found;
}

function items([value]: readonly Value[]): Value {
  if (value?.kind !== 'object') return missing(value);
  const names = [...value.entries.keys()].sort((a, b) => (a < b ? -1 : 1));
  const pairs = names.map((name) => {
    const key: Value = {
      kind: 'string',
      fragments: [madeFragment(name)],
    };
    return object(
      new Map([
        ['key', key],
        ['value', value.entries.get(name) ?? NULL],
      ]),
    );
  });
  return tuple(pairs, value.open);
}

const same: Implementation = ([value]) => value ?? missing(value);

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions */
export const valueFunctions: Readonly<Record<string, Implementation>> = {
  union,
  coalesce,
  empty,
  length,
  contains,
  createObject,
  createArray: (args) => tuple(args),
  array: ([value]) =>
    value?.kind === 'tuple' ? value : value === undefined ? missing(value) : tuple([value]),
  first: end((list) => list[0]),
  last: end((list) => list.at(-1)),
  take: cut((list, count) => list.slice(0, count)),
  skip: cut((list, count) => list.slice(count)),
  range,
  flatten,
  tryGet,
  items,
  objectKeys: ([value]) => lookUpNames(value),
  int: same,
  any: same,
  bool: same,
  null: () => NULL,
  true: () => bool(true),
  false: () => bool(false),
};

function lookUpNames(value: Value | undefined): Value {
  if (value?.kind !== 'object') return missing(value);
  const names = [...value.entries.keys()].sort((a, b) => (a < b ? -1 : 1));
  return tuple(
    names.map((name) => ({
      kind: 'string',
      fragments: [madeFragment(name)],
    })),
    value.open,
  );
}
