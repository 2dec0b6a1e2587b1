import type { HclCall, HclExpression } from '../../types.ts';
import { elementsOf } from '../elements.ts';
import { type Scope, spend, spendText } from '../scope.ts';
import { bool, failure, knownText, unknown, type Value } from '../value.ts';
import { collectionFunctions } from './collections.ts';
import { encode } from './encode.ts';
import { stringFunctions } from './strings.ts';
import type { Implementation } from './types.ts';

const functions: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
  ...Object.entries(collectionFunctions),
  ...Object.entries(stringFunctions),
  ['jsonencode', ([value]) => encode(value)],
  ['yamlencode', ([value]) => encode(value)],
]);

/** Functions of the file system: what they give is known only where Terraform runs. */
const READS: ReadonlySet<string> = new Set([
  'file',
  'templatefile',
  'filebase64',
  'fileset',
  'filemd5',
  'filesha256',
]);

export function callFunction(
  call: HclCall,
  scope: Scope,
  evaluate: (expression: HclExpression, scope: Scope) => Value,
): Value {
  const { name } = call;
  const args = call.args.map((argument) => evaluate(argument, scope));
  if (name === 'try')
    return args.find((value) => !fails(value)) ?? failure('nothing that is tried evaluates');
  if (name === 'can') return bool(args.every((value) => !fails(value)));
  if (READS.has(name)) {
    const path = args[0] === undefined ? undefined : knownText(args[0]);
    return unknown(
      path === undefined ? `${name}() reads a file` : `the file ${path} is read when Terraform runs`,
    );
  }
  const plain = name.replace(/^core::/, '');
  const implementation = functions.get(plain) ?? scope.functions?.get(plain);
  if (implementation === undefined) return unknown(`the function ${name} is not evaluated`);
  const expanded = call.expandsLast ? expandLast(args) : args;
  if (!Array.isArray(expanded)) return expanded as Value;
  const value = implementation(expanded);
  const affordable =
    value.kind === 'string' ? spendText(scope, value.fragments) : spend(scope, sizeOf(value));
  return affordable ? value : unknown('it takes too long to evaluate');
}

function fails(value: Value): boolean {
  return value.kind === 'unknown' && value.unknown.fails === true;
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
