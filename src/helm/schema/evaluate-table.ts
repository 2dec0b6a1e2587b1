import type { TableValue, Value } from '../values/value.ts';
import { below, type Check, fail, self } from './check.ts';
import { counted, matches } from './evaluate-scalar.ts';
import { failure, quoted, quotedList } from './failure.ts';
import type { Schema } from './types.ts';

export function evaluateTable(check: Check, { entries }: TableValue): void {
  const { schema } = check;
  const { minProperties = 0, maxProperties = entries.size } = schema;
  const { size } = entries;
  if (size < minProperties) fail(check, () => counted('minProperties', size, minProperties));
  if (size > maxProperties) fail(check, () => counted('maxProperties', size, maxProperties));
  const missing = schema.required?.filter((name) => !entries.has(name)) ?? [];
  if (missing.length > 0)
    fail(check, () => `missing ${missing.length === 1 ? 'property' : 'properties'} ${quotedList(missing)}`);
  evaluateEntries(check, entries);
  if (schema.propertyNames !== undefined) evaluateNames(check, schema.propertyNames, entries);
  for (const [name, each] of schema.dependentSchemas ?? []) if (entries.has(name)) self(check, each);
  for (const [name, required] of schema.dependentRequired ?? []) {
    const absent = entries.has(name) ? required.filter((each) => !entries.has(each)) : [];
    if (absent.length > 0)
      fail(check, () => `properties ${quotedList(absent)} required, if ${quoted(name)} exists`);
  }
}

function evaluateEntries(check: Check, entries: ReadonlyMap<string, Value>): void {
  const { properties, patternProperties = [], additionalProperties } = check.schema;
  if (properties === undefined && patternProperties.length === 0 && additionalProperties === undefined)
    return;
  const additional: string[] = [];
  for (const [name, value] of entries) {
    const schemas = [...(properties?.has(name) ? [properties.get(name)] : [])];
    for (const [pattern, schema] of patternProperties)
      if (matches(check, pattern, name)) schemas.push(schema);
    if (schemas.length === 0 && additionalProperties?.always === false) additional.push(name);
    else if (schemas.length === 0) schemas.push(additionalProperties);
    for (const schema of schemas) if (schema !== undefined) below(check, schema, value, name);
  }
  const [first] = additional;
  if (first === undefined) return;
  const value = entries.get(first)?.place === undefined ? check.value : (entries.get(first) ?? check.value);
  const message = () => `additional properties ${quotedList(additional)} not allowed`;
  check.failures.push(failure(check.path, value, message));
}

function evaluateNames(check: Check, schema: Schema, entries: ReadonlyMap<string, Value>): void {
  for (const [name, { place }] of entries) {
    const value: Value = { kind: 'string', value: name, ...(place === undefined ? {} : { place }) };
    const wrong = check.run.evaluate(check.run, schema, value, undefined, undefined);
    if (wrong === undefined) continue;
    const causes = { kind: 'any', failures: [wrong] } as const;
    check.failures.push(failure(check.path, value, () => `invalid propertyName ${quoted(name)}`, causes));
  }
}
