import {
  bool,
  encode,
  failure,
  type Implementation,
  knownText,
  unknown,
  type Value,
} from '../../expressions/index.ts';
import { collectionFunctions } from './collections.ts';

import { stringFunctions } from './strings.ts';

/** Functions of the file system: what they give is known only where Terraform runs. */
const READS = ['file', 'templatefile', 'filebase64', 'fileset', 'filemd5', 'filesha256'];

/** The functions of HCL's hosts that are evaluated, by their names with and without the namespace `core`. */
export const functions: ReadonlyMap<string, Implementation> = new Map<string, Implementation>(
  [
    ...Object.entries(collectionFunctions),
    ...Object.entries(stringFunctions),
    ...READS.map((name) => [name, (args: readonly Value[]) => reads(name, args)] as const),
    ['jsonencode', ([value]: readonly Value[]) => encode(value)] as const,
    ['yamlencode', ([value]: readonly Value[]) => encode(value)] as const,
    ['try', firstThatEvaluates] as const,
    ['can', (args: readonly Value[]) => bool(args.every((value) => !fails(value)))] as const,
  ].flatMap(([name, implementation]) => [
    [name, implementation],
    [`core::${name}`, implementation],
  ]),
);

function reads(name: string, [first]: readonly Value[]): Value {
  const path = first === undefined ? undefined : knownText(first);
  return unknown(
    path === undefined ? `${name}() reads a file` : `the file ${path} is read when Terraform runs`,
  );
}

function firstThatEvaluates(args: readonly Value[]): Value {
  return args.find((value) => !fails(value)) ?? failure('nothing that is tried evaluates');
}

function fails(value: Value): boolean {
  return value.kind === 'unknown' && value.unknown.fails === true;
}
