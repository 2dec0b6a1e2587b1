import { describe, expect, it } from 'vitest';
import { importCredentialSets, importRepositories, importRules } from '../../../src/cache/index.ts';

const id =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/team/credentialSets/docker-hub';
const flat = {
  creationDate: '2026-03-02T09:14:51.118942+00:00',
  credentialSetResourceId: id,
  id: '/subscriptions/s/…/cacheRules/hub-library',
  name: 'hub-library',
  provisioningState: 'Succeeded',
  resourceGroup: 'g',
  sourceRepository: 'docker.io/library/*',
  systemData: null,
  targetRepository: 'docker-hub/library/*',
  type: 'Microsoft.ContainerRegistry/registries/cacheRules',
};
const nested = {
  id: flat.id,
  name: 'hub-library',
  type: flat.type,
  properties: {
    credentialSetResourceId: id,
    sourceRepository: 'docker.io/library/*',
    targetRepository: 'docker-hub/library/*',
    provisioningState: 'Succeeded',
  },
};
const expected = {
  name: 'hub-library',
  source: 'docker.io/library/*',
  target: 'docker-hub/library/*',
  credentialSet: 'docker-hub',
};

describe('importRules', () => {
  it.each([
    ['az, flattened', [flat]],
    ['az, nested', [nested]],
    ['REST', { value: [nested] }],
    ['REST, last page', { value: [nested], nextLink: '' }],
    [
      'our own output',
      {
        version: 1,
        loginServer: 'team.azurecr.io',
        rules: [
          {
            name: 'hub-library',
            sourceRepository: 'docker.io/library/*',
            targetRepository: 'docker-hub/library/*',
            credentialSet: 'docker-hub',
            serves: [],
          },
        ],
      },
    ],
  ])('reads %s', (_, json) => {
    expect(importRules(json)).toEqual({ ok: true, value: [expected] });
  });

  it.each([null, '', undefined])('takes %j for no credential set', (none) => {
    const imported = importRules([{ ...flat, credentialSetResourceId: none }]);
    expect(imported.ok && imported.value[0]).toEqual({
      name: expected.name,
      source: expected.source,
      target: expected.target,
    });
  });

  it.each([
    [null, '$', /^\$ is null; expected a list/],
    ['text', '$', /is a text/],
    [{ rules: {} }, '$', /"value" or "rules"/],
    [[null], '$[0]', /is null; expected an object/],
    [[flat, []], '$[1]', /is a list; expected an object/],
    [[{ ...flat, name: 7 }], '$[0].name', /is a number; expected a text/],
    [[{ ...flat, name: '' }], '$[0].name', /is an empty text/],
    [[{ name: 'a' }], '$[0].sourceRepository', /is missing/],
    [
      { value: [{ ...nested, properties: { sourceRepository: [] } }] },
      '$.value[0].properties.sourceRepository',
      /a list/,
    ],
    [
      [{ ...flat, credentialSetResourceId: {} }],
      '$[0].credentialSetResourceId',
      /an object; expected a text/,
    ],
  ])('names the place of what is wrong: %j', (json, path, message) => {
    const imported = importRules(json);
    expect(imported).toMatchObject({ ok: false, error: { code: 'wrong-shape', path } });
    expect(imported.ok ? '' : imported.error.message).toMatch(message);
  });

  it('refuses one page of several, which would hide rules', () => {
    expect(importRules({ value: [nested], nextLink: 'https://management.azure.com/next' })).toMatchObject({
      ok: false,
      error: { code: 'incomplete', path: '$.nextLink' },
    });
  });

  it('takes no inherited property for a field', () => {
    expect(importRules(JSON.parse('[{"__proto__": {"name": "x"}}]'))).toMatchObject({
      ok: false,
      error: { path: '$[0].name' },
    });
  });
});

describe('importCredentialSets', () => {
  const credentials = [
    {
      name: 'Credential1',
      usernameSecretIdentifier: 'https://v/secrets/u',
      passwordSecretIdentifier: 'https://v/secrets/p',
    },
  ];
  const set = {
    name: 'docker-hub',
    loginServer: 'docker.io',
    usernameSecretId: 'https://v/secrets/u',
    passwordSecretId: 'https://v/secrets/p',
  };

  it.each([
    ['az', [{ name: 'docker-hub', identity: {}, loginServer: 'docker.io', authCredentials: credentials }]],
    [
      'REST',
      {
        value: [
          { name: 'docker-hub', properties: { loginServer: 'docker.io', authCredentials: credentials } },
        ],
      },
    ],
    ['our own output', { credentialSets: [set] }],
  ])('reads %s', (_, json) => {
    expect(importCredentialSets(json)).toEqual({ ok: true, value: [set] });
  });

  it('names the place of what is wrong', () => {
    const json = [
      {
        name: 'a',
        properties: { loginServer: 'docker.io', authCredentials: [{ usernameSecretIdentifier: 1 }] },
      },
    ];
    expect(importCredentialSets(json)).toMatchObject({
      ok: false,
      error: { path: '$[0].properties.authCredentials[0].usernameSecretIdentifier' },
    });
    expect(importCredentialSets([{ name: 'a', loginServer: 'b', authCredentials: {} }])).toMatchObject({
      error: { path: '$[0].authCredentials' },
    });
    expect(importCredentialSets([{ name: 'a' }])).toMatchObject({ error: { path: '$[0].loginServer' } });
    expect(importCredentialSets([3])).toMatchObject({ error: { path: '$[0]' } });
  });
});

describe('importRepositories', () => {
  it('reads az and the catalog of a registry', () => {
    expect(importRepositories(['a', 'b/c'])).toEqual({ ok: true, value: ['a', 'b/c'] });
    expect(importRepositories({ repositories: ['a'] })).toEqual({ ok: true, value: ['a'] });
    expect(importRepositories(['a', 1])).toMatchObject({ ok: false, error: { path: '$[1]' } });
  });
});
