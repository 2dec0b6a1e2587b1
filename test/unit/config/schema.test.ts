import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configSchemaFor } from '../../../src/config/index.ts';
import { context, read } from './context.ts';

const schema = configSchemaFor(context.checks);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const accepts = ajv.compile(schema);

/** Whether the schema part of our own validation has nothing to say. */
function weAccept(value: unknown): boolean {
  const beyondSchema = ['invalid-date', 'expired-exemption', 'duplicate-key', 'empty'];
  return read(JSON.stringify(value)).problems.every(
    ({ code, message }) => beyondSchema.includes(code) || message === 'maxFileSize: expected at least 1 byte',
  );
}

describe('the schema', () => {
  it('is a valid JSON Schema 2020-12', () => {
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  it('knows the checks by id and by slug', () => {
    const { checks } = schema.properties ?? {};
    expect(Object.keys(checks?.properties ?? {})).toEqual([
      'PT001',
      'uncovered-image',
      'PT005',
      'mutable-tag',
    ]);
    expect(checks?.properties?.PT001?.description).toBe('An image is not served by the cache.');
  });

  it('describes every key and names every expectation', () => {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      expect(property.description, key).toBeTruthy();
      expect(property.title ?? property.$ref, key).toBeTruthy();
    }
  });

  it('refers only to what it defines', () => {
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(Object.keys(schema.$defs ?? {})).toContain(name);
  });
});

const host = fc.constantFrom(
  'docker.io',
  'team.azurecr.io',
  'Quay.io:443',
  'localhost',
  'localhost:5000',
  'cache:5000',
  'team',
  'a..b',
  '-a.b',
  'a.b:',
  'a.b:123456',
  '',
  'a.b/c',
  'a b.c',
);
const word = fc.oneof(
  host,
  fc.constantFrom(
    'docker.io/*',
    'docker.io/library/*',
    'hub/*',
    'x',
    'x:1',
    'a@b',
    '!x',
    '/x',
    '2026-01-01',
    '2026-1-1',
    '10MB',
    '1.5 MiB',
    '5XB',
    '1 KB',
    'off',
    'error',
    'never',
    'namespace',
    'https://v.vault.azure.net/secrets/s',
    'Größe',
    '🐳',
    '1.20',
    'true',
  ),
  fc.string({ maxLength: 6 }),
);
const scalar = fc.oneof(
  word,
  word,
  fc.integer({ min: -2, max: 5000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const mostly = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: scalar });
const some = (model: Record<string, fc.Arbitrary<unknown>>) => fc.record(model, { requiredKeys: [] });
const map = (key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc.dictionary(key, value, { maxKeys: 3 });
const list = (item: fc.Arbitrary<unknown>) => mostly(fc.array(mostly(item), { maxLength: 3 }));

const settings: Record<string, fc.Arbitrary<unknown>> = {
  $schema: scalar,
  registry: fc.oneof(scalar, some({ loginServer: mostly(host), name: scalar, other: scalar })),
  rules: list(some({ name: scalar, source: scalar, target: scalar, credentialSet: scalar })),
  rulesFile: list(word),
  credentialSets: list(
    some({ name: scalar, loginServer: host, usernameSecretId: scalar, passwordSecretId: scalar }),
  ),
  repositories: list(word),
  own: list(host),
  exempt: list(some({ image: scalar, reason: scalar, expires: scalar })),
  include: list(word),
  exclude: list(fc.string({ unit: 'grapheme', maxLength: 4 })),
  maxFileSize: scalar,
  buildArgs: mostly(map(fc.constantFrom('A', 'b_1', '1a', 'a-b', ''), scalar)),
  variables: mostly(map(fc.constantFrom('A', 'b_1', '1a', 'a-b', ''), scalar)),
  checks: mostly(map(fc.constantFrom('PT001', 'uncovered-image', 'PT005', 'PT999', 'x'), scalar)),
  failOn: scalar,
  plan: mostly(
    some({
      granularity: fc.oneof(scalar, map(host, scalar)),
      targets: mostly(map(host, scalar)),
      keyVault: scalar,
      unknown: scalar,
    }),
  ),
  other: scalar,
};

const config = fc
  .subarray(Object.keys(settings), { minLength: 1, maxLength: 3 })
  .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, settings[key] ?? scalar]))));

describe('our validation and ajv', () => {
  const atoms: readonly unknown[] = [
    null,
    true,
    0,
    1,
    -1,
    1.5,
    '',
    'x',
    'error',
    'docker.io',
    [],
    ['x'],
    [1],
    {},
    { x: 1 },
  ];
  const keys = Object.keys(schema.properties ?? {});

  it.each(keys)('agree about %s with values of every kind', (key) => {
    for (const value of atoms)
      expect([value, weAccept({ [key]: value })]).toEqual([value, accepts({ [key]: value })]);
  });

  it('agree about values of every kind at the top', () => {
    for (const value of atoms) expect([value, weAccept(value)]).toEqual([value, accepts(value)]);
  });

  it('agree about generated configurations', () => {
    let accepted = 0;
    fc.assert(
      fc.property(config, (value) => {
        const verdict = accepts(value);
        if (verdict) accepted++;
        expect(weAccept(value)).toBe(verdict);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
