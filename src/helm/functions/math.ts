import type { ListValue, Value } from '../values/value.ts';
import { anyAt, intAt } from './args.ts';
import { toFloat, toInteger } from './cast.ts';
import { add, type Decimal, decimalOf, divide, floatOf, multiply, subtract } from './decimal.ts';
import { boundList } from './limits.ts';
import { float, int, int64, text } from './make.ts';
import { FunctionFailure, type Functions } from './types.ts';

/** Sprig's arithmetic (sprig 3.3.0, numeric.go): integers are int64 and wrap, floats count in decimals. */
export const math: Functions = {
  add1: { params: ['any'], run: (args) => int64(toInteger(anyAt(args, 0)) + 1n) },
  add: { params: [], rest: 'any', run: (args) => int64(args.reduce((sum, arg) => sum + toInteger(arg), 0n)) },
  sub: {
    params: ['any', 'any'],
    run: (args) => int64(toInteger(anyAt(args, 0)) - toInteger(anyAt(args, 1))),
  },
  div: { params: ['any', 'any'], run: (args) => int64(toInteger(anyAt(args, 0)) / divisor(args)) },
  mod: { params: ['any', 'any'], run: (args) => int64(toInteger(anyAt(args, 0)) % divisor(args)) },
  mul: {
    params: ['any'],
    rest: 'any',
    run: (args) => int64(args.reduce((product, arg) => BigInt.asIntN(64, product * toInteger(arg)), 1n)),
  },
  max: { params: ['any'], rest: 'any', run: largest },
  biggest: { params: ['any'], rest: 'any', run: largest },
  min: {
    params: ['any'],
    rest: 'any',
    run: (args) => extreme(args, (value, least) => value < least),
  },
  maxf: { params: ['any'], rest: 'any', run: (args) => float(Math.max(...args.map(toFloat))) },
  minf: { params: ['any'], rest: 'any', run: (args) => float(Math.min(...args.map(toFloat))) },
  add1f: { params: ['any'], run: (args) => decimals(args.concat(float(1)), add) },
  addf: { params: [], rest: 'any', run: (args) => decimals([float(0), ...args], add) },
  subf: { params: ['any'], rest: 'any', run: (args) => decimals(args, subtract) },
  divf: { params: ['any'], rest: 'any', run: (args) => decimals(args, divide) },
  mulf: { params: ['any'], rest: 'any', run: (args) => decimals(args, multiply) },
  ceil: { params: ['any'], run: (args) => float(Math.ceil(toFloat(anyAt(args, 0)))) },
  floor: { params: ['any'], run: (args) => float(Math.floor(toFloat(anyAt(args, 0)))) },
  round: { params: ['any', 'int'], rest: 'float64', run: round },
  until: {
    params: ['int'],
    run: (args) => numbers(range(0, intAt(args, 0), intAt(args, 0) < 0 ? -1 : 1)),
  },
  untilStep: {
    params: ['int', 'int', 'int'],
    run: (args) => numbers(range(intAt(args, 0), intAt(args, 1), intAt(args, 2))),
  },
  seq: {
    params: [],
    rest: 'int',
    run: (args) => text(sequence(args.map((_, i) => intAt(args, i))).join(' ')),
  },
};

function divisor(args: readonly Value[]): bigint {
  const value = toInteger(anyAt(args, 1));
  if (value === 0n) throw new FunctionFailure('runtime error: integer divide by zero');
  return value;
}

function largest(args: readonly Value[]): Value {
  return extreme(args, (value, most) => value > most);
}

function extreme(args: readonly Value[], isBetter: (value: bigint, best: bigint) => boolean): Value {
  return int64(args.map(toInteger).reduce((best, value) => (isBetter(value, best) ? value : best)));
}

function decimals(args: readonly Value[], operation: (a: Decimal, b: Decimal) => Decimal): Value {
  return float(floatOf(args.map((arg) => decimalOf(toFloat(arg))).reduce(operation)));
}

/** Rounds up from a fraction of `.5`, or of the third argument, on; below zero that is toward zero, fractions being negative there. */
function round(args: readonly Value[]): Value {
  const power = 10 ** intAt(args, 1);
  const digits = power * toFloat(anyAt(args, 0));
  const from = args[2]?.kind === 'float' ? args[2].value : 0.5;
  const up = digits - Math.trunc(digits) >= from;
  return float((up ? Math.ceil(digits) : Math.floor(digits)) / power);
}

function range(start: number, stop: number, step: number): readonly number[] {
  if (step === 0 || stop < start !== step < 0) return [];
  boundList(Math.ceil((stop - start) / step));
  const values: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) values.push(i);
  return values;
}

function numbers(values: readonly number[]): ListValue {
  return { kind: 'list', items: values.map(int), type: '[]int' };
}

/** `seq end`, `seq start end`, `seq start step end`; the end is part of it. */
function sequence(given: readonly number[]): readonly number[] {
  const [first = 0, second = 0, third = 0] = given;
  if (given.length === 1) return range(1, first + (first < 1 ? -1 : 1), first < 1 ? -1 : 1);
  if (given.length === 2) return range(first, second + (second < first ? -1 : 1), second < first ? -1 : 1);
  if (given.length !== 3 || (third < first && second > 0)) return [];
  return range(first, third + (third < first ? -1 : 1), second);
}
