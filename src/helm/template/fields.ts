import type { Span } from '../../text/index.ts';
import { versionMember } from '../functions/versions.ts';
import { typeName } from '../go/type-name.ts';
import { nil, type Value } from '../values/value.ts';
import type { Operand } from './runtime.ts';
import { fail, type State } from './state.ts';

/** Arguments of a method at the end of a chain of fields. */
export type FieldArguments = (() => readonly Value[]) | undefined;

/** `.a.b.c` of a receiver (text/template, exec.go, evalFieldChain and evalField, with Helm's `missingkey=zero`). */
export function fieldChain(
  state: State,
  span: Span,
  receiver: Operand,
  names: readonly string[],
  args: FieldArguments,
): Operand {
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
  receiver: Operand,
  name: string,
  args: FieldArguments,
  chained: boolean,
): Operand {
  if (receiver === undefined) return undefined;
  if (receiver.kind === 'nil') return fail(state, span, `nil pointer evaluating interface {}.${name}`);
  if ('methods' in receiver) {
    const method = receiver.methods?.get(name);
    if (method !== undefined) return method(args?.() ?? []);
  }
  if (receiver.kind === 'host') {
    const value = receiver.fields.get(name);
    if (value !== undefined && args !== undefined)
      fail(state, span, `${name} has arguments but cannot be invoked as function`);
    if (value !== undefined) return value;
  }
  const member = receiver.kind === 'string' ? versionMember(receiver, name) : undefined;
  if (member !== undefined) return member;
  if (receiver.kind === 'table') {
    if (args !== undefined) fail(state, span, `${name} is not a method but has arguments`);
    return receiver.entries.get(name) ?? nil;
  }
  // What stands in a table has the static type of its entries.
  const type = chained ? 'interface {}' : typeName(receiver);
  return fail(state, span, `can't evaluate field ${name} in type ${type}`);
}
