import { matchRegexp } from '../../regexp/index.ts';
import type { StringValue, Value } from '../values/value.ts';
import { type Check, fail } from './check.ts';
import { equalsJson } from './equal.ts';
import { type Failure, failure, quoted } from './failure.ts';
import { formatProblem } from './formats.ts';
import { grouped, isInteger, isMultiple, type NumberValue, shown } from './numbers.ts';
import type { Json, Pattern } from './types.ts';

/** Type, constants and format: where one of them is wrong, nothing else is looked at. */
export function assertScalar({ run, schema, value, path }: Check): Failure | undefined {
  const { types } = schema;
  if (types !== undefined && types.length > 0 && !types.some((type) => isOfType(value, type))) {
    const wanted = order.filter((type) => types.includes(type)).join(' or ');
    return failure(path, value, () => `got ${typeOf(value)}, want ${wanted}`);
  }
  const { const: constant, enum: values, format } = schema;
  run.steps -= Math.floor((values?.length ?? 0) / 16);
  if (constant !== undefined && !equalsJson(value, constant))
    return failure(path, value, () => constantMessage(constant));
  if (values !== undefined && !values.some((each) => equalsJson(value, each)))
    return failure(path, value, () => enumMessage(values));
  if (format === undefined || value.kind !== 'string') return undefined;
  const problem = formatProblem(format, value.value);
  if (problem === undefined) return undefined;
  return failure(path, value, () => `${quoted(value.value)} is not valid ${format}: ${problem}`);
}

const order = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];

function isOfType(value: Value, type: string): boolean {
  if (type === 'integer') return (value.kind === 'int' || value.kind === 'float') && isInteger(value);
  return typeOf(value) === type;
}

function typeOf({ kind }: Value): string {
  switch (kind) {
    case 'nil':
      return 'null';
    case 'bool':
      return 'boolean';
    case 'int':
    case 'float':
      return 'number';
    case 'list':
      return 'array';
    case 'host':
    case 'table':
      return 'object';
    case 'string':
      return 'string';
  }
}

function constantMessage(constant: Json): string {
  return isPrimitive(constant) ? `value must be ${display(constant)}` : "'const' failed";
}

function enumMessage(values: readonly Json[]): string {
  if (!values.every(isPrimitive)) return "'enum' failed";
  return `value must be ${values.length === 1 ? '' : 'one of '}${values.map(display).join(', ')}`;
}

function isPrimitive(json: Json): boolean {
  return json === null || typeof json !== 'object';
}

function display(json: Json): string {
  if (typeof json === 'string') return quoted(json);
  return json === null ? '<nil>' : String(json);
}

export function evaluateString(check: Check, { value }: StringValue): void {
  const { minLength, maxLength, pattern } = check.schema;
  if (minLength !== undefined || maxLength !== undefined) {
    const length = [...value].length;
    if (length < (minLength ?? 0)) fail(check, () => counted('minLength', length, minLength));
    if (length > (maxLength ?? length)) fail(check, () => counted('maxLength', length, maxLength));
  }
  if (pattern !== undefined && !matches(check, pattern, value))
    fail(check, () => `${quoted(value)} does not match pattern ${quoted(pattern.source)}`);
}

/** `minItems: got 1, want 2` */
export function counted(keyword: string, got: number, want = 0): string {
  return `${keyword}: got ${grouped(got)}, want ${grouped(want)}`;
}

export function matches({ run }: Check, { program }: Pattern, text: string): boolean {
  return matchRegexp(program, text, run.regexps);
}

export function evaluateNumber(check: Check, number: NumberValue): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = check.schema;
  const { value } = number;
  const wrong = (keyword: string, want: number): void =>
    fail(check, () => `${keyword}: got ${shown(value)}, want ${shown(want)}`);
  if (minimum !== undefined && value < minimum) wrong('minimum', minimum);
  if (maximum !== undefined && value > maximum) wrong('maximum', maximum);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    wrong('exclusiveMinimum', exclusiveMinimum);
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    wrong('exclusiveMaximum', exclusiveMaximum);
  if (multipleOf !== undefined && !isMultiple(number, multipleOf)) wrong('multipleOf', multipleOf);
}
