import type { Span } from '../../text/span.ts';
import type { BinaryOperator, Expression } from '../expressions/index.ts';

const operators: Readonly<Record<string, BinaryOperator>> = {
  and: '&&',
  or: '||',
  equals: '==',
  less: '<',
  lessorequals: '<=',
  greater: '>',
  greaterorequals: '>=',
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
};

/** The functions that are operators in other languages, as those; undefined for any other. */
export function operation(name: string, args: readonly Expression[], span: Span): Expression | undefined {
  const called = name.toLowerCase();
  const [first, second, third] = args;
  if (called === 'not' && first !== undefined && args.length === 1)
    return { kind: 'unary', operator: '!', operand: first, span };
  if (called === 'if' && first !== undefined && second !== undefined && third !== undefined)
    return { kind: 'conditional', condition: first, whenTrue: second, whenFalse: third, span };
  const operator = Object.hasOwn(operators, called) ? operators[called] : undefined;
  if (operator === undefined || first === undefined || args.length < 2) return undefined;
  return args.slice(1).reduce((left, right) => ({ kind: 'binary', operator, left, right, span }), first);
}
