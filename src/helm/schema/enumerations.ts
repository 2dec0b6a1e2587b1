import { valueOfJson } from '../strvals/json-value.ts';
import type { Value } from '../values/value.ts';
import { compileSchema } from './compile.ts';
import type { Json, Schema } from './types.ts';

/** Keys lie less deep, and no path is followed further than this. */
const maxDepth = 12;
const maxBranches = 100;
const mostSchemas = 50_000;

interface Search {
  readonly found: Map<string, Map<string, Json>>;
  left: number;
}

/**
 * The values that a schema knows of a key, by the path of keys joined by points (`architecture`): what `enum` and `const` name,
 * through references within the document and all branches. A key can have others where only one branch of several names
 * them. Of a schema that cannot be used, none. Keys with a point in them have no such path and are left out.
 */
export function enumerationsOf(schema: string): ReadonlyMap<string, readonly Value[]> {
  const compiled = compileSchema(schema);
  if (!compiled.ok) return new Map();
  const search: Search = { found: new Map(), left: mostSchemas };
  gather(search, compiled.value.root, '', 0, []);
  return new Map([...search.found].map(([path, values]) => [path, [...values.values()].map(valueOfJson)]));
}

/** `above` holds the schemas of the same key that led here. */
function gather(search: Search, schema: Schema, path: string, depth: number, above: readonly Schema[]): void {
  if (depth > maxDepth || above.length > maxBranches) return;
  if (search.left-- <= 0 || above.includes(schema)) return;
  if (path !== '') add(search, path, schema);
  const within = [...above, schema];
  for (const each of branchesOf(schema)) gather(search, each, path, depth, within);
  for (const [key, each] of schema.properties ?? [])
    if (!key.includes('.')) gather(search, each, path === '' ? key : `${path}.${key}`, depth + 1, []);
}

function add({ found }: Search, path: string, schema: Schema): void {
  const values = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])];
  if (values.length === 0) return;
  const known = found.get(path) ?? new Map<string, Json>();
  found.set(path, known);
  for (const value of values) known.set(JSON.stringify(value), value);
}

/** What is held against the same value; of `not`, whose values a key must not have, nothing. */
function branchesOf({ ref, allOf = [], anyOf = [], oneOf = [], ...schema }: Schema): readonly Schema[] {
  const conditions = [
    ref,
    schema.if,
    schema.then,
    schema.else,
    schema.dynamicRef?.schema,
    schema.recursiveRef,
  ];
  return [...conditions.filter((each) => each !== undefined), ...allOf, ...anyOf, ...oneOf];
}
