import { elementsOf } from './elements.ts';
import { type Scope, spend, spendText } from './scope.ts';
import type { CallExpression, Expression } from './types.ts';
import { unknown, usedAt, type Value } from './value.ts';

/** Functions whose text is made of many places, each of which is better found where it stands. */
const ENCODERS = /encode$|^string$/;

export function callFunction(
  call: CallExpression,
  scope: Scope,
  evaluate: (expression: Expression, scope: Scope) => Value,
): Value {
  const { name } = call;
  const args = call.args.map((argument) => evaluate(argument, scope));
  const implementation = scope.language?.get(name) ?? scope.functions?.get(name);
  if (implementation === undefined)
    return atCall(unknown(`the function ${name} is not evaluated`), call, scope);
  const expanded = call.expandsLast ? expandLast(args) : args;
  if (!Array.isArray(expanded)) return expanded as Value;
  const value = implementation(expanded);
  const affordable =
    value.kind === 'string' ? spendText(scope, value.fragments) : spend(scope, sizeOf(value));
  return affordable ? atCall(value, call, scope) : unknown('it takes too long to evaluate');
}

/** What a call makes of several places, or of none, comes in where the call stands. */
function atCall(value: Value, { name, span }: CallExpression, { file }: Scope): Value {
  const made =
    value.kind === 'string'
      ? !ENCODERS.test(name) && (value.fragments.length > 1 || value.fragments[0]?.use === undefined)
      : value.kind === 'unknown' && value.use === undefined;
  return made ? usedAt(value, { file, span }) : value;
}

function expandLast(args: readonly Value[]): readonly Value[] | Value {
  const last = args.at(-1);
  const elements = last === undefined ? undefined : elementsOf(last);
  if (elements === undefined) return args;
  if (!elements.ok) return { kind: 'unknown', unknown: elements.error };
  return [...args.slice(0, -1), ...elements.value.map(([, value]) => value)];
}

function sizeOf(value: Value): number {
  switch (value.kind) {
    case 'tuple':
      return value.items.length;
    case 'object':
      return value.entries.size;
    default:
      return 1;
  }
}
