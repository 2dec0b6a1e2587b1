import { below, type Check, fail, type Scope, self } from './check.ts';
import type { Failure } from './failure.ts';
import type { Schema } from './types.ts';

/** The keywords that hold other schemas against the same value. */
export function combine(check: Check): void {
  const { schema } = check;
  if (schema.draft >= 2019) follow(check);
  const { not, allOf, anyOf, oneOf } = schema;
  if (not !== undefined && whyNot(check, not) === undefined) fail(check, () => "'not' failed");
  if (allOf !== undefined) {
    const failures = allOf.flatMap((each) => whyNot(check, each) ?? []);
    if (failures.length > 0) fail(check, () => "'allOf' failed", { kind: 'all', failures });
  }
  if (anyOf !== undefined) evaluateAny(check, anyOf);
  if (oneOf !== undefined) evaluateOne(check, oneOf);
  if (schema.if !== undefined) {
    const branch = whyNot(check, schema.if) === undefined ? schema.then : schema.else;
    if (branch !== undefined) self(check, branch);
  }
  if (schema.draft >= 2019) evaluateRest(check);
}

function whyNot({ run, value, path, scope, evaluated }: Check, schema: Schema): Failure | undefined {
  return run.evaluate(run, schema, value, path, scope, evaluated);
}

function evaluateAny(check: Check, schemas: readonly Schema[]): void {
  const failures: Failure[] = [];
  let matched = false;
  for (const schema of schemas) {
    const wrong = whyNot(check, schema);
    if (wrong !== undefined) failures.push(wrong);
    else matched = true;
    // What the others look at counts as well, where somebody asks for it.
    if (matched && check.evaluated === undefined) return;
  }
  if (!matched) fail(check, () => "'anyOf' failed", { kind: 'any', failures });
}

function evaluateOne(check: Check, schemas: readonly Schema[]): void {
  const failures: Failure[] = [];
  let matched: number | undefined;
  for (const [i, schema] of schemas.entries()) {
    const wrong = whyNot(check, schema);
    if (wrong !== undefined) failures.push(wrong);
    else if (matched === undefined) matched = i;
    else {
      const before = matched;
      fail(check, () => `'oneOf' failed, subschemas ${before}, ${i} matched`);
      return;
    }
  }
  if (matched === undefined) fail(check, () => "'oneOf' failed, none matched", { kind: 'any', failures });
}

/** `$recursiveRef` and `$dynamicRef`: the outermost schema on the way that has the anchor stands in for the one named. */
function follow(check: Check): void {
  const { recursiveRef, dynamicRef } = check.schema;
  if (recursiveRef !== undefined) {
    const isOpen = recursiveRef.recursive === true;
    self(check, isOpen ? outermost(check.scope, recursiveRef, recursiveSchema) : recursiveRef);
  }
  if (dynamicRef === undefined) return;
  const { schema, anchor } = dynamicRef;
  const isOpen = anchor !== undefined && schema.dynamicAnchor === anchor;
  const find = (each: Schema): Schema | undefined => each.dynamicAnchors?.get(anchor ?? '');
  self(check, isOpen ? outermost(check.scope, schema, find) : schema);
}

function recursiveSchema(schema: Schema): Schema | undefined {
  return schema.recursive ? schema : undefined;
}

function outermost(scope: Scope, named: Schema, find: (schema: Schema) => Schema | undefined): Schema {
  let found = named;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) found = find(at.schema) ?? found;
  return found;
}

function evaluateRest(check: Check): void {
  const { schema, value, evaluated } = check;
  const { unevaluatedProperties, unevaluatedItems } = schema;
  if (value.kind === 'table' && unevaluatedProperties !== undefined)
    for (const [key, each] of value.entries)
      if (evaluated?.has(key) === false) below(check, unevaluatedProperties, each, key);
  if (value.kind === 'list' && unevaluatedItems !== undefined)
    for (const [i, item] of value.items.entries())
      if (evaluated?.has(i) === false) below(check, unevaluatedItems, item, i);
}
