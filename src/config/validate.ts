import type { ConfigIssue, ConfigIssueCode } from './issue.ts';
import type { Schema, SchemaType } from './schema-type.ts';
import { suggest } from './suggest.ts';
import type { ConfigMap, ConfigNode } from './tree.ts';

/** Checks a value against a schema; every issue stands at the key or the value that is wrong. An empty list exactly where JSON Schema says "valid". */
export function validate(root: ConfigNode, schema: Schema): readonly ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  check(root, schema, '', { definitions: schema.$defs ?? {}, issues });
  return issues;
}

interface Context {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly issues: ConfigIssue[];
}

function check(node: ConfigNode, given: Schema, path: string, context: Context): void {
  const schema = dereference(given, context);
  const mismatch = (code: ConfigIssueCode, hint?: string): void =>
    report(
      context,
      code,
      `${named(path)}expected ${schema.title ?? schema.enum?.join(' or ') ?? typeName(schema)}, found ${describe(node)}`,
      node,
      hint,
    );

  if (schema.anyOf !== undefined) {
    const branch = schema.anyOf.find((option) => hasType(node, dereference(option, context)));
    if (branch === undefined) mismatch('wrong-type', hintFor(node));
    else check(node, branch, path, context);
    return;
  }
  if (!hasType(node, schema)) {
    mismatch('wrong-type', hintFor(node));
  } else if (node.kind === 'list') {
    const { items } = schema;
    if (items !== undefined)
      node.items.forEach((item, index) => void check(item, items, `${path}[${index}]`, context));
  } else if (node.kind === 'map') {
    checkMap(node, schema, path, context);
  } else if (!hasAllowedValue(node.value, schema)) {
    const meant = typeof node.value === 'string' ? suggest(node.value, schema.enum ?? []) : undefined;
    mismatch('wrong-value', meant === undefined ? undefined : `Did you mean ${meant}?`);
  }
}

function checkMap(map: ConfigMap, schema: Schema, path: string, context: Context): void {
  const properties = schema.properties ?? {};
  const seen = new Set<string>();
  for (const { key, keySpan, value } of map.entries) {
    const at = path === '' ? key : `${path}.${key}`;
    if (seen.has(key)) {
      report(
        context,
        'duplicate-key',
        `${key} stands twice in one map`,
        { span: keySpan },
        'Remove one of the two.',
      );
    }
    seen.add(key);
    const names = schema.propertyNames === undefined ? undefined : dereference(schema.propertyNames, context);
    if (names !== undefined && !hasAllowedValue(key, names)) {
      report(context, 'wrong-value', `${at}: expected ${names.title ?? 'another name'} as the key`, {
        span: keySpan,
      });
    }
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known !== undefined) check(value, known, at, context);
    else if (schema.additionalProperties === false) {
      const meant = suggest(key, Object.keys(properties));
      const where = path === '' ? '' : ` in ${path}`;
      const hint = meant === undefined ? `Known here: ${knownKeys(properties)}.` : `Did you mean ${meant}?`;
      report(context, 'unknown-key', `unknown key ${key}${where}`, { span: keySpan }, hint);
    } else if (schema.additionalProperties !== undefined)
      check(value, schema.additionalProperties, at, context);
  }
  for (const key of schema.required ?? []) {
    if (!seen.has(key)) report(context, 'missing-key', `${named(path)}${key} is missing`, map);
  }
}

function report(
  { issues }: Context,
  code: ConfigIssueCode,
  message: string,
  { span }: Pick<ConfigNode, 'span'>,
  hint?: string,
): void {
  issues.push({ code, severity: 'error', message, span, ...(hint === undefined ? {} : { hint }) });
}

/** The schema that a reference leads to; what stands beside the reference only describes. */
function dereference(schema: Schema, { definitions }: Context): Schema {
  let found: Schema | undefined = schema;
  while (found?.$ref !== undefined) found = definitions[found.$ref.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`the schema refers to what it does not define: ${schema.$ref}`);
  return found;
}

function typesOf({ type, enum: values }: Schema): readonly SchemaType[] {
  if (type === undefined) return values === undefined ? [] : ['string'];
  return typeof type === 'string' ? [type] : type;
}

function hasType(node: ConfigNode, schema: Schema): boolean {
  const types = typesOf(schema);
  if (types.length === 0) return true;
  if (node.kind === 'list') return types.includes('array');
  if (node.kind === 'map') return types.includes('object');
  const { value } = node;
  if (value === null) return types.includes('null');
  if (typeof value === 'string') return types.includes('string');
  if (typeof value === 'boolean') return types.includes('boolean');
  return (
    (types.includes('number') && Number.isFinite(value)) ||
    (types.includes('integer') && Number.isInteger(value))
  );
}

/** `pattern` and the lengths hold for strings, `minimum` for numbers, as in JSON Schema; lengths count code points. */
function hasAllowedValue(value: null | boolean | number | string, schema: Schema): boolean {
  if (typeof value === 'number') return value >= (schema.minimum ?? Number.NEGATIVE_INFINITY);
  if (typeof value !== 'string') return true;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) return false;
  if (schema.minLength === undefined && schema.maxLength === undefined) return true;
  const length = [...value].length;
  return length >= (schema.minLength ?? 0) && length <= (schema.maxLength ?? Number.POSITIVE_INFINITY);
}

function named(path: string): string {
  return path === '' ? '' : `${path}: `;
}

const typeNames: Readonly<Record<SchemaType, string>> = {
  null: 'nothing',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'a string',
  array: 'a list',
  object: 'a map',
};

function typeName(schema: Schema): string {
  return typesOf(schema)
    .map((type) => typeNames[type])
    .join(' or ');
}

function describe(node: ConfigNode): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  if (node.value === null) return 'nothing';
  const shown = node.text.length > 60 ? `${node.text.slice(0, 57)}...` : node.text;
  return typeof node.value === 'string' ? JSON.stringify(shown) : `the ${typeof node.value} ${shown}`;
}

function hintFor(node: ConfigNode): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (node.value === null) return 'Remove the key, or give it a value.';
  return typeof node.value === 'string' ? undefined : `Write "${node.text}" in quotes if a string is meant.`;
}

function knownKeys(properties: Readonly<Record<string, Schema>>): string {
  return Object.keys(properties)
    .filter((key) => key !== '$schema')
    .join(', ');
}
