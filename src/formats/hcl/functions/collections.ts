import { append } from '../../../append.ts';
import {
  failure,
  type Implementation,
  knownText,
  lookUp,
  NULL,
  number,
  object,
  text,
  tuple,
  type Unknown,
  unknownIn,
  type Value,
} from '../../expressions/index.ts';

const nothing = failure('an argument is missing');

function merge(args: readonly Value[]): Value {
  const entries = new Map<string, Value>();
  let open: Unknown | undefined;
  for (const value of args) {
    if (value.kind === 'object') for (const [name, entry] of value.entries) entries.set(name, entry);
    else if (value.kind !== 'unknown' && value.kind !== 'null') return failure('merge takes objects');
    open ??= unknownIn(value);
  }
  return object(entries, open);
}

function concat(args: readonly Value[]): Value {
  const items: Value[] = [];
  let open: Unknown | undefined;
  for (const value of args) {
    if (value.kind === 'tuple') append(items, value.items);
    else if (value.kind !== 'unknown') return failure('concat takes lists');
    open ??= unknownIn(value);
  }
  return tuple(items, open);
}

/** The first that is neither null nor, as a string, empty. */
function coalesce(args: readonly Value[]): Value {
  for (const value of args) {
    if (value.kind === 'unknown') return value;
    if (value.kind !== 'null' && knownText(value) !== '') return value;
  }
  return failure('all values are null or empty');
}

function lookup([collection, key, fallback]: readonly Value[]): Value {
  if (collection === undefined || key === undefined) return nothing;
  const found = lookUp(collection, key);
  return found.kind === 'unknown' && found.unknown.fails === true && fallback !== undefined
    ? fallback
    : found;
}

function flatten(args: readonly Value[]): Value {
  const items: Value[] = [];
  let open: Unknown | undefined;
  const add = (value: Value, depth: number): void => {
    if (value.kind !== 'tuple' || depth > 50) items.push(value);
    else {
      open ??= value.open;
      for (const item of value.items) add(item, depth + 1);
    }
  };
  for (const value of args) {
    if (value.kind === 'unknown') return value;
    add(value, 0);
  }
  return tuple(items, open);
}

function compact([list]: readonly Value[]): Value {
  if (list?.kind !== 'tuple') return list?.kind === 'unknown' ? list : failure('compact takes a list');
  return tuple(
    list.items.filter((value) => value.kind !== 'null' && knownText(value) !== ''),
    list.open,
  );
}

function length([value]: readonly Value[]): Value {
  if (value === undefined) return nothing;
  const reason = unknownIn(value);
  if (reason !== undefined) return { kind: 'unknown', unknown: reason };
  if (value.kind === 'tuple') return number(value.items.length);
  if (value.kind === 'object') return number(value.entries.size);
  return value.kind === 'string' ? number([...(knownText(value) ?? '')].length) : failure('it has no length');
}

function element([list, index]: readonly Value[]): Value {
  const at = index === undefined ? undefined : knownText(index);
  if (list?.kind !== 'tuple' || list.open !== undefined || at === undefined) {
    const reason = [list, index].flatMap((value) => (value === undefined ? [] : (unknownIn(value) ?? [])))[0];
    return reason === undefined ? failure('element takes a list') : { kind: 'unknown', unknown: reason };
  }
  return list.items[Number(at) % list.items.length] ?? failure('the list is empty');
}

function keys([value]: readonly Value[]): Value {
  if (value?.kind !== 'object') return value?.kind === 'unknown' ? value : failure('keys takes an object');
  return tuple(
    [...value.entries.keys()].sort((a, b) => (a < b ? -1 : 1)).map((name) => text(name)),
    value.open,
  );
}

function values([value]: readonly Value[]): Value {
  if (value?.kind !== 'object') return value?.kind === 'unknown' ? value : failure('values takes an object');
  const names = [...value.entries.keys()].sort((a, b) => (a < b ? -1 : 1));
  return tuple(
    names.flatMap((name) => value.entries.get(name) ?? []),
    value.open,
  );
}

/** A set of strings, as `for_each` wants it: keys and values are the same. */
function asIs([value]: readonly Value[]): Value {
  return value ?? nothing;
}

function one([list]: readonly Value[]): Value {
  if (list?.kind !== 'tuple') return list ?? nothing;
  if (list.open !== undefined) return { kind: 'unknown', unknown: list.open };
  return list.items.length > 1 ? failure('the list has more than one element') : (list.items[0] ?? NULL);
}

/** https://developer.hashicorp.com/terraform/language/functions */
export const collectionFunctions: Readonly<Record<string, Implementation>> = {
  merge,
  concat,
  coalesce,
  lookup,
  flatten,
  compact,
  length,
  element,
  keys,
  values,
  one,
  toset: asIs,
  tolist: asIs,
  tomap: asIs,
  sensitive: asIs,
  nonsensitive: asIs,
};
