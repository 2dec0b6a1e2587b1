import { sprint } from '../go/fmt/sprintf.ts';
import type { Value } from '../values/value.ts';
import { anyAt, textAt } from './args.ts';
import { parseDigits, toFloat, toInteger } from './cast.ts';
import { float, int, int64, text, texts } from './make.ts';
import { strval } from './strval.ts';
import type { Functions, TemplateFunction } from './types.ts';

const toText: TemplateFunction = {
  params: ['any'],
  run: (args) => {
    const value = anyAt(args, 0);
    const bytes = value.kind === 'string' ? value.bytes : undefined;
    return { ...text(strval(value)), ...(bytes === undefined ? {} : { bytes }) };
  },
};

/** From one kind to another (sprig 3.3.0, numeric.go, strings.go). */
export const conversion: Functions = {
  toString: toText,
  toStrings: { params: ['any'], run: (args) => texts(textsOf(anyAt(args, 0))) },
  atoi: { params: ['string'], run: (args) => int(atoi(textAt(args, 0))) },
  int: { params: ['any'], run: (args) => int(toInteger(anyAt(args, 0))) },
  int64: { params: ['any'], run: (args) => int64(toInteger(anyAt(args, 0))) },
  float64: { params: ['any'], run: (args) => float(toFloat(anyAt(args, 0))) },
  toDecimal: { params: ['any'], run: (args) => int64(parseDigits(sprint(args), 8) ?? 0n) },
};

/** What is too large comes out as the largest there is. */
function atoi(value: string): bigint {
  const [, sign, digits] = /^([-+]?)(\d+)$/.exec(value) ?? [];
  if (digits === undefined) return 0n;
  return parseDigits(value, 10) ?? (sign === '-' ? -(2n ** 63n) : 2n ** 63n - 1n);
}

/** The parts of a list as text, nil left out; of nil none, and of anything else itself. */
export function textsOf(value: Value): readonly string[] {
  if (value.kind === 'nil') return [];
  if (value.kind !== 'list') return [strval(value)];
  return value.items.filter((item) => item.kind !== 'nil').map(strval);
}
