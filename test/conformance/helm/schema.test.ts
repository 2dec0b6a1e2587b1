import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/helm/chart/types.ts';
import { enumerationsOf, validateValues } from '../../../src/helm/schema/index.ts';
import { valueOfJson } from '../../../src/helm/strvals/json-value.ts';
import { readValues } from '../../../src/helm/values/read-values.ts';
import { emptyTable, isTable, type TableValue } from '../../../src/helm/values/value.ts';
import { sourceText } from '../../../src/text/index.ts';
import { plain } from '../../support/helm-values.ts';

type Case = readonly [schema: unknown, values: unknown, problems: readonly string[]];

function chart(schema: unknown, dependencies: readonly Chart[] = [], name = 'top'): Chart {
  const metadata = { name, version: '1.0.0', apiVersion: 'v2', appVersion: '', type: '', kubeVersion: '' };
  return {
    metadata: { ...metadata, dependencies: undefined, table: emptyTable },
    values: emptyTable,
    templates: [],
    crds: [],
    files: [],
    dependencies,
    schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
  };
}

function problems(of: Chart, json: unknown): readonly string[] {
  const values = valueOfJson(json);
  if (!isTable(values)) throw new Error('no table');
  return validateValues(of, values).map(({ code, message }) =>
    code === 'values' ? message : `${code}: ${message}`,
  );
}

const typesAndConstants: readonly Case[] = [
  [{ properties: { a: { type: 'string' } } }, { a: 1 }, ["at '/a': got number, want string"]],
  [
    { properties: { a: { type: ['array', 'null', 'integer'] } } },
    { a: 1.5 },
    ["at '/a': got number, want null or integer or array"],
  ],
  [{ properties: { a: { type: 'integer' } } }, { a: 2 }, []],
  [{ properties: { a: { type: 'number' } } }, { a: '1' }, ["at '/a': got string, want number"]],
  [{ properties: { a: { type: 'object' } } }, { a: null }, ["at '/a': got null, want object"]],
  [{ properties: { a: { type: 'boolean' } } }, { a: [] }, ["at '/a': got array, want boolean"]],
  [
    { properties: { a: { enum: ['a', 'b', 1, null, true] } } },
    { a: 'c' },
    ["at '/a': value must be one of 'a', 'b', 1, <nil>, true"],
  ],
  [{ properties: { a: { enum: ['it\'s "x"'] } } }, { a: '' }, ["at '/a': value must be 'it\\'s \"x\"'"]],
  [{ properties: { a: { enum: [{ x: 1 }] } } }, { a: { x: 1 } }, []],
  [{ properties: { a: { enum: [{ x: 1 }, 2] } } }, { a: { x: 2 } }, ["at '/a': 'enum' failed"]],
  [{ properties: { a: { const: 3 } } }, { a: 4 }, ["at '/a': value must be 3"]],
  [{ properties: { a: { const: [1] } } }, { a: [2] }, ["at '/a': 'const' failed"]],
  [{ properties: { a: { const: null } } }, { a: null }, []],
  [{ properties: { a: false } }, { a: 1 }, ["at '/a': false schema"]],
  [{ properties: { a: {} } }, { a: 1 }, []],
];
const numbersAndTexts: readonly Case[] = [
  [
    { properties: { a: { minimum: 12345.5 } } },
    { a: 1234.25 },
    ["at '/a': minimum: got 1,234.25, want 12,345.5"],
  ],
  [
    { properties: { a: { maximum: 0.00001 } } },
    { a: 1234567.125 },
    ["at '/a': maximum: got 1.234567125 × 10⁰⁶, want 1 × 10⁻⁰⁵"],
  ],
  [{ properties: { a: { exclusiveMinimum: 1 } } }, { a: 1 }, ["at '/a': exclusiveMinimum: got 1, want 1"]],
  [{ properties: { a: { exclusiveMaximum: 1 } } }, { a: 1 }, ["at '/a': exclusiveMaximum: got 1, want 1"]],
  [{ properties: { a: { multipleOf: 0.1 } } }, { a: 0.3 }, []],
  [{ properties: { a: { multipleOf: 0.1 } } }, { a: 0.35 }, ["at '/a': multipleOf: got 0.35, want 0.1"]],
  [{ properties: { a: { minimum: 1 } } }, { a: 'x' }, []],
  [{ properties: { a: { minLength: 2 } } }, { a: '😀' }, ["at '/a': minLength: got 1, want 2"]],
  [{ properties: { a: { maxLength: 1 } } }, { a: '😀' }, []],
  [
    { properties: { a: { pattern: '^[0-9]+%$' } } },
    { a: "10'%\n" },
    ["at '/a': '10\\'%\\n' does not match pattern '^[0-9]+%$'"],
  ],
  [{ properties: { a: { pattern: 'b' } } }, { a: 'abc' }, []],
  [{ properties: { a: { pattern: '^(?i)ABC$' } } }, { a: 'abc' }, []],
];
const maps: readonly Case[] = [
  [{ required: ['a', 'b', 'c'] }, { b: 1 }, ["at '': missing properties 'a', 'c'"]],
  [{ required: ['a'] }, {}, ["at '': missing property 'a'"]],
  [{ minProperties: 2 }, { a: 1 }, ["at '': minProperties: got 1, want 2"]],
  [{ maxProperties: 1 }, { a: 1, b: 2 }, ["at '': maxProperties: got 2, want 1"]],
  [
    { properties: { a: {} }, additionalProperties: false },
    { a: 1, b: 2 },
    ["at '': additional properties 'b' not allowed"],
  ],
  [
    { patternProperties: { '^x-': { type: 'string' } }, additionalProperties: { type: 'number' } },
    { 'x-a': 1, b: 2, 'x-c': '3' },
    ["at '/x-a': got number, want string"],
  ],
  [
    { propertyNames: { pattern: '^[a-z]+$' } },
    { a: 1, B: 2 },
    ["at '': invalid propertyName 'B'\n  - at '': 'B' does not match pattern '^[a-z]+$'"],
  ],
  [
    { dependentRequired: { a: ['b', 'c'] } },
    { a: 1 },
    ["at '': properties 'b', 'c' required, if 'a' exists"],
  ],
  [
    { dependencies: { a: ['b'], c: { required: ['d'] } } },
    { a: 1 },
    ["at '': properties 'b' required, if 'a' exists"],
  ],
  [{ dependencies: { a: ['b'], c: { required: ['d'] } } }, { c: 1 }, ["at '': missing property 'd'"]],
  [
    { dependentSchemas: { a: { maxProperties: 1 } } },
    { a: 1, b: 2 },
    ["at '': maxProperties: got 2, want 1"],
  ],
  [
    { properties: { a: { properties: { 'b/c~d': { type: 'string' } } } } },
    { a: { 'b/c~d': 1 } },
    ["at '/a/b~1c~0d': got number, want string"],
  ],
];
const lists: readonly Case[] = [
  [
    { properties: { a: { items: { type: 'string' } } } },
    { a: ['x', 1, 2] },
    ["at '/a/1': got number, want string", "at '/a/2': got number, want string"],
  ],
  [
    { properties: { a: { prefixItems: [{ type: 'string' }], items: false } } },
    { a: ['x', 1] },
    ["at '/a/1': false schema"],
  ],
  [
    { properties: { a: { minItems: 1, maxItems: 2 } } },
    { a: [1, 2, 3] },
    ["at '/a': maxItems: got 3, want 2"],
  ],
  [
    { properties: { a: { uniqueItems: true } } },
    { a: [1, { x: 1 }, { x: 1 }] },
    ["at '/a': items at 1 and 2 are equal"],
  ],
  [
    { properties: { a: { contains: { type: 'string' } } } },
    { a: [1] },
    ["at '/a': no items match contains schema\n  - at '/a/0': got number, want string"],
  ],
  [
    { properties: { a: { contains: { type: 'string' }, minContains: 2, maxContains: 3 } } },
    { a: ['x', 1] },
    [
      "at '/a': min 2 items required to match contains schema, but matched 1 items at 0\n  - at '/a/1': got number, want string",
    ],
  ],
  [
    { properties: { a: { contains: {}, maxContains: 1 } } },
    { a: [1, 2] },
    ["at '/a': max 1 items required to match contains schema, but matched 2 items at 0 1"],
  ],
  [{ properties: { a: { contains: { type: 'string' }, minContains: 0 } } }, { a: [] }, []],
];
const combinations: readonly Case[] = [
  [
    { properties: { a: { anyOf: [{ type: 'string' }, { minimum: 5 }] } } },
    { a: 1 },
    ["at '/a': 'anyOf' failed\n  - at '/a': got number, want string\n  - at '/a': minimum: got 1, want 5"],
  ],
  [
    { properties: { a: { oneOf: [{ type: 'string' }, { type: 'boolean' }] } } },
    { a: 1 },
    [
      "at '/a': 'oneOf' failed, none matched\n  - at '/a': got number, want string\n  - at '/a': got number, want boolean",
    ],
  ],
  [
    { properties: { a: { oneOf: [{}, { minimum: 0 }] } } },
    { a: 1 },
    ["at '/a': 'oneOf' failed, subschemas 0, 1 matched"],
  ],
  [
    { properties: { a: { allOf: [{ minimum: 5 }, { multipleOf: 2 }] } } },
    { a: 1 },
    ["at '/a': minimum: got 1, want 5", "at '/a': multipleOf: got 1, want 2"],
  ],
  [{ properties: { a: { not: { type: 'number' } } } }, { a: 1 }, ["at '/a': 'not' failed"]],
  [
    '{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]},"else":{"required":["c"]}}',
    { a: 1 },
    ["at '': missing property 'b'"],
  ],
  [
    '{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]},"else":{"required":["c"]}}',
    { a: 2 },
    ["at '': missing property 'c'"],
  ],
  [
    {
      properties: {
        a: { anyOf: [{ type: 'string' }, { properties: { b: { type: 'string' } }, required: ['c'] }] },
      },
    },
    { a: { b: 1 } },
    [
      "at '/a': 'anyOf' failed\n  - at '/a': got object, want string\n  - at '/a': validation failed\n    - at '/a': missing property 'c'\n    - at '/a/b': got number, want string",
    ],
  ],
  [
    {
      $ref: '#/$defs/x',
      $defs: { x: { properties: { a: { $ref: '#y' } } }, y: { $anchor: 'y', type: 'string' } },
    },
    { a: 1 },
    ["at '/a': got number, want string"],
  ],
  [
    { properties: { a: { $ref: '#' }, b: { type: 'string' } } },
    { a: { a: { b: 1 } } },
    ["at '/a/a/b': got number, want string"],
  ],
  [
    { allOf: [{ properties: { a: {} } }], properties: { b: {} }, unevaluatedProperties: false },
    { a: 1, b: 2, c: 3 },
    ["at '/c': false schema"],
  ],
  [
    {
      properties: {
        a: {
          prefixItems: [{}],
          anyOf: [{ prefixItems: [{}, { type: 'number' }] }, { prefixItems: [{}, {}, {}] }],
          unevaluatedItems: false,
        },
      },
    },
    { a: [1, 2, 3, 4] },
    ["at '/a/3': false schema"],
  ],
  [
    {
      $id: 'https://example.com/tree',
      $dynamicAnchor: 'node',
      properties: { data: {}, children: { items: { $dynamicRef: '#node' } } },
      unevaluatedProperties: false,
    },
    { children: [{ daat: 1 }] },
    ["at '/children/0/daat': false schema"],
  ],
];
const olderDrafts: readonly Case[] = [
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'ipv4' } } },
    { a: '1.2.3' },
    ["at '/a': '1.2.3' is not valid ipv4: expected four decimals"],
  ],
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'hostname' } } },
    { a: 'a_b' },
    ["at '/a': 'a_b' is not valid hostname: invalid character '_'"],
  ],
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'uri' } } },
    { a: 'foo' },
    ["at '/a': 'foo' is not valid uri: relative url"],
  ],
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'email' } } },
    { a: 'a@b' },
    [],
  ],
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'date' } } },
    { a: '2023-02-28' },
    [],
  ],
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'uuid' } } },
    { a: 'x' },
    ["at '/a': 'x' is not valid uuid: must have 5 elements"],
  ],
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'ipv6' } } },
    { a: '::1' },
    [],
  ],
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'regex' } } },
    { a: '(?=a)' },
    ["at '/a': '(?=a)' is not valid regex: error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
  ],
  [
    { $schema: 'http://json-schema.org/draft-07/schema#', properties: { a: { format: 'no-such' } } },
    { a: 'x' },
    [],
  ],
  [{ properties: { a: { format: 'ipv4' } } }, { a: '1.2.3' }, []],
  [{ $schema: 'http://json-schema.org/schema#', properties: { a: { format: 'ipv4' } } }, { a: 'x' }, []],
  [
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      properties: { a: { $ref: '#/definitions/x', type: 'number' } },
      definitions: { x: { type: 'string' } },
    },
    { a: 'x' },
    [],
  ],
  [
    { properties: { a: { $ref: '#/definitions/x', minLength: 2 } }, definitions: { x: { type: 'string' } } },
    { a: 'x' },
    ["at '/a': minLength: got 1, want 2"],
  ],
  [
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      properties: { a: { items: [{ type: 'string' }], additionalItems: false } },
    },
    { a: ['x', 1, 2] },
    ["at '/a': last 2 additionalItem(s) not allowed"],
  ],
  [
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      properties: { a: { items: [{}], additionalItems: { type: 'string' } } },
    },
    { a: [1, 2] },
    ["at '/a/1': got number, want string"],
  ],
  [
    {
      $schema: 'http://json-schema.org/draft-04/schema#',
      properties: { a: { minimum: 1, exclusiveMinimum: true } },
    },
    { a: 1 },
    ["at '/a': exclusiveMinimum: got 1, want 1"],
  ],
  [{ $schema: 'http://json-schema.org/draft-04/schema#', properties: { a: { const: 1 } } }, { a: 2 }, []],
  ['{"$schema":"http://json-schema.org/draft-06/schema#","if":{},"then":false}', {}, []],
  [
    {
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      $recursiveAnchor: true,
      properties: { a: { $recursiveRef: '#' } },
      unevaluatedProperties: false,
    },
    { a: { b: 1 } },
    ["at '/a/b': false schema"],
  ],
  [
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'http://example.com/root.json',
      properties: { a: { $ref: 'item.json' } },
      definitions: { x: { $id: 'item.json', type: 'string' } },
    },
    { a: 1 },
    ["at '/a': got number, want string"],
  ],
  [
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      properties: { a: { $ref: '#named' } },
      definitions: { x: { $id: '#named', type: 'string' } },
    },
    { a: 1 },
    ["at '/a': got number, want string"],
  ],
  [
    { properties: { a: { type: 'string' } }, $schema: 'https://json-schema.org/draft-07/schema#' },
    { a: 1 },
    ["at '/a': got number, want string"],
  ],
];

// What jsonschema 6.0.3, in Helm 4.2.3, answers to each, as it was run.
describe('values.schema.json', () => {
  it.each([
    ['types and constants', typesAndConstants],
    ['numbers and texts', numbersAndTexts],
    ['maps', maps],
    ['lists', lists],
    ['combinations', combinations],
    ['older drafts', olderDrafts],
  ])('%s', (_, cases) => {
    const answers = cases.map(([schema, values]) => [schema, values, problems(chart(schema), values)]);
    expect(answers).toEqual(cases);
  });

  const invalid = '"file:///values.schema.json#" is not valid against metaschema: at ';

  it.each<[unknown, string]>([
    [{ type: 'objekt' }, `${invalid}'/type': value must be one of 'array', 'boolean', 'integer', `],
    [{ minLength: 'x' }, `${invalid}'/minLength': got string, want integer`],
    [
      { properties: { a: { pattern: '(' } } },
      `${invalid}'/properties/a/pattern': '(' is not valid regex: error parsing regexp: missing closing )`,
    ],
    [
      { properties: { a: { $id: '#a' } } },
      `${invalid}'/properties/a/$id': '#a' does not match pattern '^[^#]*#?$'`,
    ],
    [
      { $schema: 'https://json-schema.org/draft/2019-09/schema', properties: { a: { $anchor: '_b' } } },
      `${invalid}'/properties/a/$anchor': '_b' does not match pattern '^[A-Za-z][-A-Za-z0-9.:_]*$'`,
    ],
    [
      { $defs: { b: { $dynamicAnchor: 'a:b' } } },
      `${invalid}'/$defs/b/$dynamicAnchor': 'a:b' does not match pattern '^[A-Za-z_][-A-Za-z0-9._]*$'`,
    ],
    [{ $defs: { unused: { type: 1 } } }, `${invalid}'/$defs/unused/type': value must be one of `],
    [
      { properties: { a: { $ref: '#/nowhere' } } },
      'json-pointer in "file:///values.schema.json#/nowhere" not found',
    ],
    [{ properties: { a: { $ref: 'other.json' } } }, 'failing loading "file:///other.json": '],
    [
      { properties: { a: { $ref: '#nowhere' } } },
      'anchor in "file:///values.schema.json#nowhere" not found in schema "file:///values.schema.json"',
    ],
    [
      { $schema: 'http://json-schema.org/draft-04/schema#', properties: { a: true } },
      `${invalid}'/properties': got boolean, want object`,
    ],
    [{ required: ['a', 'a'] }, `${invalid}'/required': items are equal`],
    [{ properties: [] }, `${invalid}'/properties': got array, want object`],
    [{ allOf: [] }, `${invalid}'/allOf': minItems: got 0, want 1`],
    [{ exclusiveMinimum: true }, `${invalid}'/exclusiveMinimum': got boolean, want number`],
    [
      { $schema: 'http://json-schema.org/draft-07/schema#', $ref: 5 },
      `${invalid}'/$ref': got number, want string`,
    ],
    [{ patternProperties: { '[': {} } }, `${invalid}'/patternProperties': '[' is not valid regex: `],
    [
      { $schema: 'http://json-schema.org/draft-06/schema#', enum: [] },
      `${invalid}'/enum': minItems: got 0, want 1`,
    ],
    [{ $defs: { a: { $anchor: 'x' }, b: { $anchor: 'x' } } }, 'duplicate anchor "x"'],
    [null, `${invalid}'': it is no schema`],
    ['{', 'it is not JSON: '],
  ])('%j cannot be used', (schema, expected) => {
    const [problem] = problems(chart(schema), {});
    expect(problem).toContain(`schema: ${expected}`);
  });
});

describe('charts', () => {
  const sub = chart({ properties: { a: { type: 'string' } } }, [], 'sub');

  it('are checked with their subcharts', () => {
    const top = chart({ required: ['b'] }, [sub]);
    expect(validateValues(top, valuesOf({ sub: { a: 1 } }))).toEqual([
      { code: 'values', chart: 'top', keys: [], message: "at '': missing property 'b'" },
      { code: 'values', chart: 'sub', keys: ['sub', 'a'], message: "at '/a': got number, want string" },
    ]);
    expect(problems(top, { b: 1 })).toEqual([]);
    expect(problems(top, { b: 1, sub: null })).toEqual([]);
    expect(problems(top, { b: 1, sub: 'x' })).toEqual([
      'not-a-table: invalid type for values: expected object (map), got string',
    ]);
  });

  it('take numbers of --set for numbers', () => {
    const top = chart({ properties: { a: { type: 'integer', maximum: 9, multipleOf: 3 } } });
    const values = (value: bigint) => ({
      kind: 'table' as const,
      entries: new Map([['a', { kind: 'int' as const, value, type: 'int64' as const }]]),
    });
    expect(validateValues(top, values(9n))).toEqual([]);
    expect(validateValues(top, values(9_007_199_254_740_993n)).map(({ message }) => message)).toEqual([
      "at '/a': maximum: got 9.007199254740992\u202f×\u202f10¹⁵, want 9",
    ]);
  });

  it('say where a value is written', () => {
    const read = readValues(sourceText('values.yaml', 'image:\n  tag: 1.20\n'));
    if (!read.ok) throw new Error(read.error.message);
    const schema = { properties: { image: { properties: { tag: { type: 'string' } } } } };
    const [problem] = validateValues(chart(schema), read.value);
    expect(problem?.place?.file).toBe('values.yaml');
    expect(problem?.place?.span).toEqual({ start: 14, end: 18 });
  });

  it('have what is elsewhere taken for anything, and say so', () => {
    expect(
      problems(chart({ properties: { a: { $ref: 'https://example.com/a.json#/x' } } }), { a: 1 }),
    ).toEqual(['remote: https://example.com/a.json is not fetched: anything will do for it']);
  });
});

// Each would take longer than anybody waits, or all memory, if it were followed to its end.
describe('hostile schemas', () => {
  const doubling = (keyword: string): object => {
    const $defs: Record<string, unknown> = { d40: { type: 'object' } };
    for (let i = 0; i < 40; i++) {
      const next = { $ref: `#/$defs/d${i + 1}` };
      $defs[`d${i}`] = { [keyword]: [next, next] };
    }
    return { $defs, $ref: '#/$defs/d0' };
  };
  const chain: Record<string, unknown> = { d5000: {} };
  for (let i = 0; i < 5000; i++) chain[`d${i}`] = { $ref: `#/$defs/d${i + 1}` };
  const many = (of: number, each: (i: number) => unknown) => Array.from({ length: of }, (_, i) => each(i));

  it.each<[string, unknown, unknown, string]>([
    ['doubling', doubling('allOf'), {}, 'limit: the schema takes too long to check'],
    [
      'a chain of references',
      { $defs: chain, $ref: '#/$defs/d0' },
      {},
      'limit: the schema takes too long to check',
    ],
    [
      'large enumerations of large lists',
      { properties: { a: { items: { enum: many(20_000, (i) => `v${i}`) } } } },
      { a: many(5_000, (i) => `x${i}`) },
      'limit: the schema takes too long to check',
    ],
    [
      'backtracking',
      { properties: { a: { pattern: '^(a+)+$' } } },
      { a: `${'a'.repeat(1000)}b` },
      "at '/a': 'aaaa",
    ],
    [
      'expressions without end',
      { properties: { a: { pattern: '(?:(?:a?){50}){20}b' } } },
      { a: 'a'.repeat(5000) },
      'limit: regular expression takes too long',
    ],
    ['nesting', `${'{"not":'.repeat(5000)}{}${'}'.repeat(5000)}`, {}, 'schema: the schema nests too deeply'],
    ['a schema that is itself', { $ref: '#' }, {}, "at '': the schema refers to itself: reference cycle"],
    ['size', `{"title":"${'x'.repeat(4_000_000)}"}`, {}, 'schema: the schema is too large'],
  ])('%s', (_, schema, values, expected) => {
    expect(problems(chart(schema), values)[0]).toContain(expected);
    expect(enumerationsOf(typeof schema === 'string' ? schema : JSON.stringify(schema)).size).toBeLessThan(2);
  });

  it('have their problems counted', () => {
    const schema = { additionalProperties: { type: 'string' } };
    const values = Object.fromEntries(many(1000, (i) => [`k${i}`, i]) as [string, number][]);
    expect(problems(chart(schema), values)).toHaveLength(100);
  });
});

describe('enumerations', () => {
  it.each<[unknown, Readonly<Record<string, readonly unknown[]>>]>([
    [
      { properties: { architecture: { enum: ['standalone', 'replication'] } } },
      { architecture: ['standalone', 'replication'] },
    ],
    [{ properties: { a: { properties: { b: { const: 1 } } } } }, { 'a.b': [1] }],
    [
      {
        properties: { a: { $ref: '#/$defs/x' } },
        $defs: { x: { oneOf: [{ const: 'p' }, { enum: ['q', 'p'] }] } },
      },
      { a: ['p', 'q'] },
    ],
    [
      '{"allOf":[{"if":{"properties":{"mode":{"const":"ha"}}},"then":{"properties":{"n":{"enum":[3,5]}}}}]}',
      { mode: ['ha'], n: [3, 5] },
    ],
    [{ properties: { a: { not: { enum: ['x'] } } } }, {}],
    [{ properties: { a: { properties: { b: { $ref: '#' } }, enum: [null] } } }, { a: [null] }],
    ['{', {}],
  ])('%j', (schema, expected) => {
    const found = enumerationsOf(typeof schema === 'string' ? schema : JSON.stringify(schema));
    const shown = [...found].map(([path, values]) => [path, values.map(plain)]);
    expect(Object.fromEntries(shown)).toMatchObject(expected);
    expect([...found.keys()].filter((path) => !path.startsWith('a.b.')).length).toBe(
      Object.keys(expected).length,
    );
  });
});

function valuesOf(json: unknown): TableValue {
  const values = valueOfJson(json);
  if (!isTable(values)) throw new Error('no table');
  return values;
}
