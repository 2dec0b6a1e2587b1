import type { Span } from '../../text/index.ts';
import { checkArguments } from '../functions/call.ts';
import { opaqueBy } from '../values/opaque.ts';
import { invalid, type Method, type Value } from '../values/value.ts';
import { fail, type State } from './state.ts';
import { derive } from './trace.ts';

/** Calls a method as text/template does: signature first. What comes of an opaque receiver is opaque. */
export function callMethod(
  state: State,
  span: Span,
  receiver: Value,
  name: string,
  method: Method,
  args: readonly Value[],
): Value {
  const checked = checkArguments(name, method, args);
  if (!checked.ok) return fail(state, span, checked.error.message);
  const value = opaqueBy(method.run(args) ?? invalid, [receiver]);
  if (state.execution.trace === undefined) return value;
  const from = receiver.kind === 'string' ? [receiver, ...args] : args;
  return derive(value, { by: name, args: from });
}
