import type { Span } from '../../text/index.ts';
import { methodOf } from '../functions/methods.ts';
import { typeName } from '../go/type-name.ts';
import { located } from '../values/located.ts';
import {
  invalid,
  type NilValue,
  nil,
  plain,
  type StringValue,
  type TableValue,
  type Value,
} from '../values/value.ts';
import { childKey } from '../values/value-key.ts';
import { callMethod } from './methods.ts';
import { fail, type State } from './state.ts';

/** Arguments of a method at the end of a chain of fields. */
export type FieldArguments = (() => readonly Value[]) | undefined;

/** `.a.b.c` of a receiver (text/template, exec.go, evalFieldChain and evalField, with Helm's `missingkey=zero`). */
export function fieldChain(
  state: State,
  span: Span,
  receiver: Value,
  names: readonly string[],
  args: FieldArguments,
): Value {
  let value = receiver;
  for (let index = 0; index < names.length; index++) {
    const last = index === names.length - 1;
    value = field(state, span, value, names[index] as string, last ? args : undefined, index > 0);
  }
  return value;
}

function field(
  state: State,
  span: Span,
  receiver: Value,
  name: string,
  args: FieldArguments,
  chained: boolean,
): Value {
  // Most receivers by far.
  if (receiver.kind === 'table' && receiver.methods === undefined && args === undefined)
    return entryOf(receiver, name);
  if (receiver.kind === 'nil' && receiver.invalid === true) return missing(receiver, name, invalid);
  if (receiver.kind === 'nil') return fail(state, span, `nil pointer evaluating interface {}.${name}`);
  const method = methodOf(receiver, name);
  if (method !== undefined) return callMethod(state, span, receiver, name, method, args?.() ?? []);
  if (receiver.kind === 'host') {
    const value = receiver.fields.get(name);
    if (value !== undefined && args !== undefined)
      fail(state, span, `${name} has arguments but cannot be invoked as function`);
    if (value !== undefined) return value;
  }
  if (receiver.kind === 'table') {
    if (args !== undefined) fail(state, span, `${name} is not a method but has arguments`);
    return entryOf(receiver, name);
  }
  if (receiver.kind === 'string' && receiver.unknown === true) return within(receiver, name);
  // What stands in a table has the static type of its entries.
  const type = chained ? 'interface {}' : typeName(receiver);
  return fail(state, span, `can't evaluate field ${name} in type ${type}`);
}

function entryOf(table: TableValue, name: string): Value {
  const entry = table.entries.get(name);
  return entry === undefined ? missing(table, name, nil) : plain(entry);
}

/** A value that is not there has a key all the same: it can be given. */
function missing({ key }: Value, name: string, value: NilValue): Value {
  return key === undefined ? value : located(value, undefined, childKey(key, name), undefined);
}

/** What only the user can give may be anything, a table too. */
function within(unknown: StringValue, name: string): Value {
  const { key, from, ...rest } = unknown;
  return key === undefined ? unknown : { ...rest, key: { parent: key, key: name } };
}
