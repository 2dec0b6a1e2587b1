import { entriesAt, fieldAt, itemsAt, type Spot, textAt } from '../ci/index.ts';
import type { UnresolvedReason } from '../image-use.ts';
import { type CursorEntry, entriesOf, fieldOf, itemsOf } from './cursor.ts';
import type { Cursor, Scope } from './scope.ts';
import { scopeOf, templateAt } from './templates.ts';

/** A node that a name stands for, and the scope that it was written in. */
export interface Given {
  readonly spot: Spot;
  readonly scope: Scope;
  readonly name: string;
  readonly when: string | undefined;
}

export function isReason(value: readonly unknown[] | UnresolvedReason): value is UnresolvedReason {
  return 'code' in value;
}

const PATH = /^[A-Za-z_][\w-]*(?:\.[\w-]+|\[\s*'[^']*'\s*\]|\[\s*\d+\s*\])*$/;
const SEGMENT = /[\w-]+|'([^']*)'/g;

/** `parameters.a.b`, `variables['a']`, `item.b`: the nodes that it can stand for. */
export function lookUpPath(path: string, scope: Scope): readonly Given[] | UnresolvedReason {
  if (!PATH.test(path)) return { code: 'template', reason: `the expression ${path} is not evaluated` };
  const [root = '', ...rest] =
    rootOf(path) === 'variables' ? ['variables', variableName(path)] : segmentsOf(path);
  if (root === 'variables') return variable(rest[0] ?? '', scope);
  const loop = scope.loops.get(root);
  if (loop !== undefined) return followed(looped(root, loop), rest);
  if (root !== 'parameters')
    return { code: 'variable', reason: `${path} is known only when the pipeline runs` };
  const [name = '', ...inside] = rest;
  const given = parameter(name, scope);
  return given.length === 0
    ? { code: 'variable', reason: `parameter ${name} has no default here` }
    : followed(given, inside);
}

function rootOf(path: string): string {
  return /^[\w-]+/.exec(path)?.[0] ?? '';
}

/** Names of variables have dots: `variables.Build.BuildId`. */
function variableName(path: string): string {
  const quoted = /^variables\[\s*'([^']*)'\s*\]$/.exec(path);
  return quoted?.[1] ?? path.slice('variables.'.length);
}

function segmentsOf(path: string): readonly string[] {
  return [...path.matchAll(SEGMENT)].map((match) => match[1] ?? match[0]);
}

function followed(given: readonly Given[], path: readonly string[]): readonly Given[] {
  return given.flatMap((one) => {
    let spot: Spot | undefined = one.spot;
    for (const segment of path) {
      spot = /^\d+$/.test(segment)
        ? (itemsAt(spot)[Number(segment)] ?? fieldAt(spot, segment))
        : fieldAt(spot, segment);
    }
    return spot === undefined ? [] : [{ ...one, spot }];
  });
}

/** What a loop's variable goes through; of a map it has the `key` and the `value`. */
function looped(
  name: string,
  { list, scope }: { readonly list: string; readonly scope: Scope },
): readonly Given[] {
  const lists = lookUpPath(list, scope);
  if (isReason(lists)) return [];
  return lists.flatMap((given) => {
    const items = itemsAt(given.spot).map((spot) => ({ ...given, spot, name }));
    const entries = entriesAt(given.spot).map(({ value }) => ({ ...given, spot: pair(value), name }));
    return [...items, ...entries];
  });
}

function pair(value: Spot): Spot {
  const { node } = value;
  const key = {
    kind: 'scalar',
    value: 'value',
    style: 'double',
    span: node.span,
    content: node.span,
  } as const;
  return { ...value, node: { kind: 'map', span: node.span, flow: false, entries: [{ key, value: node }] } };
}

/** A parameter's default, and what else its `values` allow. */
function parameter(name: string, scope: Scope): readonly Given[] {
  const { parameters } = scope;
  const passed = scope.given?.get(name);
  if (passed !== undefined) {
    const { spot, when, scope: own } = passed;
    return [{ spot, scope: own, name: `parameters.${name}`, when }];
  }
  const short = fieldAt(parameters, name);
  if (short !== undefined) return [{ spot: short, scope, name: `parameters.${name}`, when: undefined }];
  const declared = itemsAt(parameters).find((item) => textAt(fieldAt(item, 'name')) === name);
  const fallback = fieldAt(declared, 'default');
  const given: Given[] = [];
  const named = `parameters.${name}`;
  if (fallback !== undefined) given.push({ spot: fallback, scope, name: named, when: undefined });
  for (const item of itemsAt(fieldAt(declared, 'values'))) {
    const text = textAt(item);
    if (text !== undefined && text !== textAt(fallback))
      given.push({ spot: item, scope, name: named, when: `${named} = ${text}` });
  }
  return given;
}

/** The values of a variable where it is set nearest, one for each condition. */
function variable(name: string, scope: Scope): readonly Given[] | UnresolvedReason {
  for (const [index, variables] of scope.variables.entries()) {
    // What a variable is made of is looked up where it stands.
    const around = scope.variables.slice(index);
    const given = valuesIn(variables, name).map(
      ({ spot, when, scope: own }): Given => ({ spot, scope: { ...own, variables: around }, name, when }),
    );
    if (given.length > 0) return given;
  }
  const predefined = /^(?:Build|System|Agent|Pipeline|Environment|Release|Checks|Resources)\./i.test(name);
  const reason = predefined ? 'is known only when the pipeline runs' : 'has no value here';
  return { code: 'variable', reason: `variable ${name} ${reason}` };
}

/** More values than anybody gives one name: each is a place of its own wherever the name is used. */
const MOST_GIVEN = 64;

/** The values by name in lower case, made once for each `variables`: each of thousands of names may be looked up. */
const valuesOf = new WeakMap<Cursor, ReadonlyMap<string, readonly Cursor[]>>();

/** Names of variables are compared without case. */
function valuesIn(variables: Cursor, name: string): readonly Cursor[] {
  const known = valuesOf.get(variables) ?? valuesByName(variables);
  valuesOf.set(variables, known);
  return known.get(name.toLowerCase()) ?? [];
}

function valuesByName(variables: Cursor): ReadonlyMap<string, readonly Cursor[]> {
  const values = new Map<string, Cursor[]>();
  for (const { key, value } of [...listed(variables), ...entriesOf(variables)]) {
    const name = key.toLowerCase();
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else if (known.length < MOST_GIVEN) known.push(value);
  }
  return values;
}

/** `- name: a` with its `value`, as an entry. */
function listed(variables: Cursor): readonly CursorEntry[] {
  return itemsOf(variables).flatMap((item) => {
    const named = fieldOf(item, 'name');
    const name = named === undefined ? undefined : textAt(named.spot);
    if (name === undefined) return ofTemplate(item);
    return entriesOf(item).flatMap(({ key, value }) => (key === 'value' ? [{ key: name, value }] : []));
  });
}

/** `- template: variables.yml`: the variables of that file. */
function ofTemplate(item: Cursor): readonly CursorEntry[] {
  const { source, templates } = item.scope;
  const named = textAt(fieldOf(item, 'template')?.spot);
  const template = named === undefined ? undefined : templateAt(named, source, templates);
  if (template === undefined) return [];
  const parameters = fieldOf(item, 'parameters');
  const given = parameters === undefined ? [] : entriesOf(parameters);
  const scope = scopeOf(template, given, item.scope);
  const variables = fieldOf({ spot: template.root, when: item.when, scope }, 'variables');
  if (variables === undefined) return [];
  const entries = [...listed(variables), ...entriesOf(variables)];
  for (const file of template.templates.loaded) templates.loaded.add(file);
  return entries;
}
