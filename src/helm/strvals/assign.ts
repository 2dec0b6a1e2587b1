import { err, ok, type Result } from '../../result.ts';
import { emptyTable, type ListValue, nil, type TableValue, type Value } from '../values/value.ts';
import type { Segment } from './path.ts';

const emptyList: ListValue = { kind: 'list', items: [] };

/**
 * The table with a value put where the path leads; tables and lists on the way are made. What stands there and is of another
 * kind is an error, but for the items of lists, which give way. A key without a name is passed over. The error is one sentence.
 */
export function assign(
  table: TableValue,
  [key = '', ...rest]: readonly Segment[],
  value: Value,
): Result<TableValue, string> {
  const name = String(key);
  const before = table.entries.get(name);
  const inner = assignInto(before, rest, value, name);
  if (!inner.ok) return inner;
  const empty = inner.value.kind === 'table' && inner.value.entries.size === 0 && rest.length > 0;
  if (empty && typeof rest[0] === 'string') return err(`the table ${JSON.stringify(name)} gets no value`);
  if (name === '') return ok(table);
  return ok({ ...table, entries: new Map(table.entries).set(name, inner.value) });
}

/** What stands at a key with the value put into it. */
function assignInto(
  before: Value | undefined,
  rest: readonly Segment[],
  value: Value,
  name: string,
): Result<Value, string> {
  const [next, ...further] = rest;
  if (next === undefined) return ok(value);
  if (typeof next === 'string') {
    if (before !== undefined && before.kind !== 'table') return err(`${JSON.stringify(name)} is no table`);
    return assign(before ?? emptyTable, rest, value);
  }
  if (before !== undefined && before.kind !== 'list') return err(`${JSON.stringify(name)} is no list`);
  return assignItem(before ?? emptyList, next, further, value, name);
}

function assignItem(
  list: ListValue,
  index: number,
  rest: readonly Segment[],
  value: Value,
  name: string,
): Result<ListValue, string> {
  const there = list.items[index];
  const before =
    typeof rest[0] === 'string' && there?.kind !== 'table'
      ? undefined
      : there?.kind === 'nil'
        ? undefined
        : there;
  const inner = assignInto(before, rest, value, `${name}[${index}]`);
  if (!inner.ok) return inner;
  const items = [...list.items];
  while (items.length < index) items.push(nil);
  items[index] = inner.value;
  return ok({ ...list, items });
}

/** The table with a list where the path leads, if nothing is there: what an argument that ends behind an index leaves. */
export function assignEmptyList(table: TableValue, path: readonly Segment[]): Result<TableValue, string> {
  let value: Value | undefined = table;
  for (const key of path)
    value = value?.kind === 'table' && typeof key === 'string' ? value.entries.get(key) : undefined;
  return value === undefined ? assign(table, path, emptyList) : ok(table);
}
