import { err, ok, type Result } from '../../result.ts';
import { typeName } from '../go/type-name.ts';
import { opaqueBy } from '../values/opaque.ts';
import { isInvalid, type ParamType, type Value } from '../values/value.ts';
import { spend } from './limits.ts';
import { workFor } from './measure.ts';
import { type CallError, FunctionFailure, type TemplateFunction } from './types.ts';

/** Calls a function as text/template does: signature first, then the function. What comes of an opaque text is opaque. `workOf` is for whoever calls it often. */
export function callFunction(
  name: string,
  fn: TemplateFunction,
  args: readonly Value[],
  workOf: (args: readonly Value[]) => number = workFor(name),
): Result<Value, CallError> {
  const checked = checkArguments(name, fn, args);
  if (!checked.ok) return checked;
  try {
    spend(Math.floor(workOf(args)));
    return ok(opaqueBy(fn.run(args), args));
  } catch (thrown) {
    if (thrown instanceof FunctionFailure) return err({ code: 'function', message: thrown.message });
    if (thrown instanceof RangeError) return err({ code: 'function', message: tooDeep });
    throw thrown;
  }
}

/** `set $d "x" $d` is a table in itself, on which Go's functions run out of stack as well. */
const tooDeep = 'the value is nested too deeply';

const fitting = ok(undefined);

/** Whether a call fits the signature (text/template, exec.go: evalCall, validateType). */
export function checkArguments(
  name: string,
  { params, rest }: Pick<TemplateFunction, 'params' | 'rest'>,
  args: readonly Value[],
): Result<undefined, CallError> {
  if (rest === undefined && args.length !== params.length) return wrongCount(name, `${params.length}`, args);
  if (args.length < params.length) return wrongCount(name, `at least ${params.length}`, args);
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as Value;
    const type = params[index] ?? rest ?? 'any';
    if (type === 'any' || type === 'value' || fits(arg, type)) continue;
    return err({ code: 'argument-type', message: wrongType(arg, goTypes[type]) });
  }
  return fitting;
}

function wrongCount(name: string, want: string, args: readonly Value[]): Result<never, CallError> {
  const message = `wrong number of args for ${name}: want ${want} got ${args.length}`;
  return err({ code: 'argument-count', message });
}

function wrongType(arg: Value, wanted: string): string {
  if (isInvalid(arg)) return `invalid value; expected ${wanted}`;
  const got = arg.kind === 'nil' ? 'interface {}' : typeName(arg);
  return `wrong type for value; expected ${wanted}; got ${got}`;
}

function fits(arg: Value, type: Exclude<ParamType, 'any' | 'value'>): boolean {
  if (type === 'string') return arg.kind === 'string' && arg.type === undefined;
  if (type === 'int') return arg.kind === 'int' && arg.type === 'int';
  if (type === 'table' && isInvalid(arg)) return true;
  if (type === 'table')
    return arg.kind === 'table' && (arg.type === undefined || arg.type === 'common.Values');
  return typeName(arg) === goTypes[type];
}

const goTypes: Readonly<Record<Exclude<ParamType, 'any' | 'value'>, string>> = {
  string: 'string',
  int: 'int',
  float64: 'float64',
  bool: 'bool',
  table: 'map[string]interface {}',
  time: 'time.Time',
  version: '*semver.Version',
  certificate: 'sprig.certificate',
};
