import {
  type Compiler,
  isList,
  isObject,
  type Json,
  type JsonObject,
  property,
  type Schema,
} from './types.ts';

/** Fills a schema from its keywords, as jsonschema 6.0.3 does (objcompiler.go). Their shapes have been checked. */
export function readKeywords(schema: Schema, json: JsonObject, compiler: Compiler): void {
  const { draft } = schema;
  const reader = readerOf(json, compiler);
  const reference = reader.string('$ref');
  if (reference !== undefined) {
    schema.ref = compiler.reference(reference).schema;
    if (draft < 2019) return;
  }
  readApplicators(schema, json, reader);
  readAssertions(schema, json, reader, compiler);
  readObjects(schema, json, reader, compiler);
  readLists(schema, json, reader);
  if (draft >= 2019) readReferences(schema, reader, compiler);
}

type Reader = ReturnType<typeof readerOf>;

function readerOf(json: JsonObject, compiler: Compiler) {
  return {
    string: (name: string): string | undefined => {
      const value = property(json, name);
      return typeof value === 'string' ? value : undefined;
    },
    number: (name: string): number | undefined => {
      const value = property(json, name);
      return typeof value === 'number' ? value : undefined;
    },
    schema: (name: string): Schema | undefined => {
      const value = property(json, name);
      return value === undefined ? undefined : compiler.schema(value);
    },
    schemas: (name: string): readonly Schema[] | undefined => {
      const value = property(json, name);
      return isList(value) ? value.map((each) => compiler.schema(each)) : undefined;
    },
    schemasByName: (name: string): readonly (readonly [string, Schema])[] | undefined => {
      const value = property(json, name);
      if (!isObject(value)) return undefined;
      return Object.entries(value).map(([key, each]) => [key, compiler.schema(each)] as const);
    },
  };
}

function put<K extends keyof Schema>(schema: Schema, name: K, value: Schema[K] | undefined): void {
  if (value !== undefined) schema[name] = value;
}

function readApplicators(schema: Schema, json: JsonObject, reader: Reader): void {
  put(schema, 'allOf', reader.schemas('allOf'));
  put(schema, 'anyOf', reader.schemas('anyOf'));
  put(schema, 'oneOf', reader.schemas('oneOf'));
  put(schema, 'not', reader.schema('not'));
  if (schema.draft < 7 || !Object.hasOwn(json, 'if')) return;
  put(schema, 'if', reader.schema('if'));
  put(schema, 'then', reader.schema('then'));
  put(schema, 'else', reader.schema('else'));
}

function readAssertions(schema: Schema, json: JsonObject, reader: Reader, compiler: Compiler): void {
  const type = property(json, 'type');
  if (type !== undefined) schema.types = strings(isList(type) ? type : [type]);
  const values = property(json, 'enum');
  if (isList(values)) schema.enum = values;
  if (schema.draft >= 6) put(schema, 'const', property(json, 'const'));
  for (const name of ['minLength', 'maxLength', 'multipleOf'] as const)
    put(schema, name, reader.number(name));
  for (const [name, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const excluded = property(json, exclusive) === true;
    put(schema, excluded ? exclusive : name, reader.number(name));
    if (!excluded) put(schema, exclusive, reader.number(exclusive));
  }
  const pattern = reader.string('pattern');
  if (pattern !== undefined) schema.pattern = compiler.pattern(pattern);
  // Later drafts take it for a remark.
  if (schema.draft < 2019) put(schema, 'format', reader.string('format'));
}

function readObjects(schema: Schema, json: JsonObject, reader: Reader, compiler: Compiler): void {
  put(schema, 'minProperties', reader.number('minProperties'));
  put(schema, 'maxProperties', reader.number('maxProperties'));
  const required = property(json, 'required');
  if (isList(required)) schema.required = strings(required);
  const properties = reader.schemasByName('properties');
  if (properties !== undefined) schema.properties = new Map(properties);
  const patterns = reader.schemasByName('patternProperties');
  if (patterns !== undefined)
    schema.patternProperties = patterns.map(([source, each]) => [compiler.pattern(source), each] as const);
  put(schema, 'additionalProperties', reader.schema('additionalProperties'));
  if (schema.draft >= 6) put(schema, 'propertyNames', reader.schema('propertyNames'));
  const dependencies = Object.entries(objectAt(json, 'dependencies'));
  schema.dependentSchemas = [
    ...dependencies.flatMap(([name, each]) => (isList(each) ? [] : [[name, compiler.schema(each)] as const])),
    ...((schema.draft >= 2019 ? reader.schemasByName('dependentSchemas') : undefined) ?? []),
  ];
  const names = schema.draft >= 2019 ? Object.entries(objectAt(json, 'dependentRequired')) : [];
  schema.dependentRequired = [...dependencies, ...names].flatMap(([name, each]) =>
    isList(each) ? [[name, strings(each)] as const] : [],
  );
}

function readLists(schema: Schema, json: JsonObject, reader: Reader): void {
  put(schema, 'minItems', reader.number('minItems'));
  put(schema, 'maxItems', reader.number('maxItems'));
  if (property(json, 'uniqueItems') === true) schema.uniqueItems = true;
  if (schema.draft >= 6) put(schema, 'contains', reader.schema('contains'));
  if (schema.draft >= 2019 && schema.contains !== undefined)
    for (const name of ['minContains', 'maxContains'] as const) put(schema, name, reader.number(name));
  if (schema.draft >= 2020) {
    put(schema, 'prefixItems', reader.schemas('prefixItems'));
    put(schema, 'items', reader.schema('items'));
  } else if (isList(property(json, 'items'))) {
    put(schema, 'prefixItems', reader.schemas('items'));
    put(schema, 'items', reader.schema('additionalItems'));
    schema.itemsAreAdditional = true;
  } else put(schema, 'items', reader.schema('items'));
}

function readReferences(schema: Schema, reader: Reader, compiler: Compiler): void {
  put(schema, 'unevaluatedProperties', reader.schema('unevaluatedProperties'));
  put(schema, 'unevaluatedItems', reader.schema('unevaluatedItems'));
  if (schema.draft === 2019) {
    const recursive = reader.string('$recursiveRef');
    if (recursive !== undefined) schema.recursiveRef = compiler.reference(recursive).schema;
    return;
  }
  const dynamic = reader.string('$dynamicRef');
  if (dynamic !== undefined) schema.dynamicRef = compiler.reference(dynamic);
  put(schema, 'dynamicAnchor', reader.string('$dynamicAnchor'));
}

function objectAt(json: JsonObject, name: string): JsonObject {
  const value = property(json, name);
  return isObject(value) ? value : {};
}

function strings(values: readonly Json[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}
