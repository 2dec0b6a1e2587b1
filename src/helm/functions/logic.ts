import { nil, type Value } from '../values/value.ts';
import { anyAt, boolAt, textAt } from './args.ts';
import { bool, text } from './make.ts';
import { isEmpty } from './truth.ts';
import { FunctionFailure, type Functions } from './types.ts';

/**
 * What decides by emptiness (text/template, funcs.go; sprig 3.3.0, defaults.go; helm 4.2.3, pkg/engine). The engine evaluates the
 * arguments of `and` and `or` one after the other and stops early; here all are there.
 */
export const logic: Functions = {
  and: { params: ['value'], rest: 'value', run: (args) => args.find(isEmpty) ?? lastOf(args) },
  or: {
    params: ['value'],
    rest: 'value',
    run: (args) => args.find((arg) => !isEmpty(arg)) ?? lastOf(args),
  },
  not: { params: ['value'], run: (args) => bool(isEmpty(anyAt(args, 0))) },
  default: {
    params: ['any'],
    rest: 'any',
    run: (args) => (isEmpty(anyAt(args, 1)) ? anyAt(args, 0) : anyAt(args, 1)),
  },
  empty: { params: ['any'], run: (args) => bool(isEmpty(anyAt(args, 0))) },
  coalesce: { params: [], rest: 'any', run: (args) => args.find((arg) => !isEmpty(arg)) ?? nil },
  all: { params: [], rest: 'any', run: (args) => bool(!args.some(isEmpty)) },
  any: { params: [], rest: 'any', run: (args) => bool(args.some((arg) => !isEmpty(arg))) },
  ternary: { params: ['any', 'any', 'bool'], run: (args) => anyAt(args, boolAt(args, 2) ? 0 : 1) },
  fail: {
    params: ['string'],
    run: (args) => {
      throw new FunctionFailure(textAt(args, 0));
    },
  },
  required: {
    params: ['string', 'any'],
    run: (args) => {
      const value = anyAt(args, 1);
      if (value.kind === 'nil' || (value.kind === 'string' && value.value === ''))
        throw new FunctionFailure(textAt(args, 0));
      return value;
    },
  },
  getHostByName: { params: ['string'], run: () => text('') },
};

function lastOf(args: readonly Value[]): Value {
  return anyAt(args, args.length - 1);
}
