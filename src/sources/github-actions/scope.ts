import { field, scalarText, type YamlValue } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';
import type { ExtractContext } from '../source.ts';
import type { TextValue } from '../text-values.ts';
import { type Lookup, nodeOfText, textValues } from './evaluate.ts';
import { type Matrix, matrixOf } from './matrix.ts';
import { below, type DataNode, fileNode } from './node.ts';

/** What expressions of a place in a workflow can name. */
export interface Scope {
  readonly source: SourceText;
  readonly context: ExtractContext;
  /** The maps that declare inputs, with a `default` each. */
  readonly inputs: readonly YamlValue[];
  /** Maps of environment variables, the nearest first. */
  readonly envs: readonly YamlValue[];
  readonly strategy: YamlValue | undefined;
  /** The inputs that a caller in another file gives, and how many callers there are above. */
  readonly given?: ReadonlyMap<string, DataNode> | undefined;
  readonly depth?: number;
}

/** What runs make known, and nothing before. */
const atRun: ReadonlySet<string> = new Set([
  'github',
  'secrets',
  'vars',
  'needs',
  'steps',
  'job',
  'jobs',
  'runner',
  'strategy',
  'gitea',
  'forgejo',
]);

/** The texts that a text of the file can be: one for each combination of the matrix that it names. */
export function valuesIn(scope: Scope, fragments: TextValue['fragments']): readonly TextValue[] {
  return lookupsFor(scope, fragments)
    .flatMap((lookup) => textValues(fragments, lookup))
    .slice(0, MOST);
}

const MOST = 256;

/** One lookup for each combination of the matrix that a text names; one for a text that names none. */
export function lookupsFor(scope: Scope, fragments: TextValue['fragments']): readonly Lookup[] {
  const asked = askedOf(fragments, scope, 0);
  if (asked.size === 0) return [lookupIn(scope, undefined, 0)];
  const evaluate: Parameters<typeof matrixOf>[3] = (node) =>
    nodeOfText(node.fragments(node.value), lookupIn({ ...scope, strategy: undefined }, undefined, 0));
  const matrix = matrixOf(scope.source, scope.strategy, asked, evaluate);
  return matrix.combinations.map((_, index) => lookupIn(scope, matrix, index));
}

const ASKED = /\bmatrix(?:\.([\w-]+)|\[\s*'([^']*)'\s*\])/g;

/** The keys of the matrix that a text names, also by way of the environment. */
function askedOf(fragments: TextValue['fragments'], scope: Scope, depth: number): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const fragment of fragments) {
    if (fragment.kind === 'hole') continue;
    for (const [, name, quoted] of fragment.text.matchAll(ASKED)) asked.add(name ?? quoted ?? '');
    if (depth > 2) continue;
    for (const [, name = ''] of fragment.text.matchAll(/\benv\.([\w-]+)/g)) {
      const node = envNode(scope, name);
      if (node === undefined) continue;
      for (const key of askedOf(node.fragments(node.value), scope, depth + 1)) asked.add(key);
    }
  }
  return asked;
}

function envNode({ source, envs }: Scope, name: string): ReturnType<typeof fileNode> | undefined {
  for (const env of envs) {
    const found = field(env, name);
    if (found === undefined) continue;
    const outer = found.via === undefined ? undefined : { file: source.path, span: found.via.span };
    return fileNode(source, found.value, outer);
  }
  return undefined;
}

function lookupIn(scope: Scope, matrix: Matrix | undefined, index: number): Lookup {
  const { source } = scope;
  const find: Lookup['find'] = ([first = '', ...rest]) => {
    const context = first.toLowerCase();
    const name = [first, ...rest].join('.');
    if (context === 'matrix') {
      const [key = '', ...path] = rest;
      const value = matrix?.combinations[index]?.get(key);
      const found = value === undefined ? undefined : below(value, path);
      return found ?? { unknown: matrix?.unknown ?? `the matrix has no ${rest.join('.')} here` };
    }
    if (context === 'env' && rest.length === 1) {
      return envNode(scope, rest[0] ?? '') ?? { unknown: `${name} has no value here` };
    }
    const isInput = context === 'inputs' || /^github\.event\.inputs\./i.test(name);
    if (isInput)
      return inputNode(scope, rest.at(-1) ?? '') ?? { unknown: `the input ${rest.at(-1)} has no default` };
    if (atRun.has(context)) return { unknown: `${name} is known only when the workflow runs` };
    return { unknown: `there is no ${name} here` };
  };
  return { file: source.path, find };
}

function inputNode({ source, inputs, given }: Scope, name: string): DataNode | undefined {
  const own = given?.get(name);
  if (own !== undefined) return own;
  for (const declared of inputs) {
    const found = field(field(declared, name)?.value, 'default');
    if (found === undefined || (scalarText(found.value) ?? '') === '') continue;
    return fileNode(source, found.value, undefined);
  }
  return undefined;
}

/** What an environment variable is to a script: `undefined` for one that the file does not set. */
export function environmentOf(scope: Scope): (name: string) => readonly TextValue[] | undefined {
  return (name) => {
    const node = envNode(scope, name);
    if (node === undefined || node.value.kind !== 'scalar') return undefined;
    return valuesIn(scope, node.fragments(node.value));
  };
}
