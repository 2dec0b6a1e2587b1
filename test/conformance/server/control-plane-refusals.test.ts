import { describe, expect, test } from 'vitest';
import { cacheRegistry } from '../../support/server/cache.ts';
import {
  type ArmBench,
  armCode,
  armMessage,
  dockerSet,
  dockerSetId,
  registryPath,
  ruleRequest,
  setRequest,
  startArm,
} from '../../support/server/control-plane.ts';

/** Rules that stand in the way, as a team has them. */
const standing = cacheRegistry([
  { name: 'mcr-all', source: 'mcr.microsoft.com/*', target: 'mcr/*' },
  { name: 'kubectl', source: 'registry.k8s.io/kubectl', target: 'tools/kubectl' },
  {
    name: 'hub-library',
    source: 'docker.io/library/*',
    target: 'hub/library/*',
    credentialSet: 'docker-hub',
  },
]);
const registry = {
  ...standing,
  credentialSets: [dockerSet],
  existingRepositories: ['mise', 'redhat-user-workloads/tenant/app', 'shop/web'],
};

const quay = (target: string): object => ruleRequest('quay.io/prometheus/*', target);

// Where a message is quoted it is ACR's own (the threads are named in src/server/control-plane/answer.ts).
const refusedRules: readonly (readonly [
  what: string,
  name: string,
  body: unknown,
  status: number,
  code: string,
  message: string | RegExp,
])[] = [
  [
    'a name of four characters',
    'abcd',
    quay('q/*'),
    400,
    'InvalidResourceName',
    /4 characters; Azure takes 5 to 50/,
  ],
  ['a name of 51 characters', 'a'.repeat(51), quay('q/*'), 400, 'InvalidResourceName', /51 characters/],
  [
    'a name with an underscore',
    'my_rule',
    quay('q/*'),
    400,
    'InvalidResourceName',
    /letters, digits and hyphens/,
  ],
  [
    'no source',
    'rule-1',
    { properties: { targetRepository: 'q' } },
    400,
    'InvalidParameter',
    /sourceRepository/,
  ],
  [
    'no target',
    'rule-1',
    { properties: { sourceRepository: 'quay.io/a' } },
    400,
    'InvalidParameter',
    /targetRepo/,
  ],
  ['no properties', 'rule-1', {}, 400, 'InvalidParameter', /properties\.sourceRepository/],
  ['no body', 'rule-1', undefined, 400, 'InvalidRequestContent', /no JSON object/],
  ['a body that is no JSON', 'rule-1', '{"properties":', 400, 'InvalidRequestContent', /JSON/],
  ['a list for a body', 'rule-1', [], 400, 'InvalidRequestContent', /no JSON object/],
  [
    'a number for a source',
    'rule-1',
    { properties: { sourceRepository: 1 } },
    400,
    'InvalidRequestContent',
    /no text/,
  ],
  [
    'Docker Hub without credentials',
    'rule-1',
    ruleRequest('docker.io/library/redis', 'redis'),
    400,
    'EnforceDockerAuthentication',
    'Cannot create cache rule pointing to Docker Hub without credentials. Please add a credential set to cache rule. Learn more: https://aka.ms/acr/cache-auth',
  ],
  [
    'Docker Hub with credentials that are null',
    'rule-1',
    ruleRequest('docker.io/library/redis', 'redis', null),
    400,
    'EnforceDockerAuthentication',
    /Docker Hub/,
  ],
  [
    'an upstream that ACR does not know',
    'rule-1',
    ruleRequest('docker.elastic.co/beats/*', 'elastic/*'),
    400,
    'UpstreamNotSupported',
    /^Unsupported upstream or login server 'docker\.elastic\.co' provided\. Supported upstreams or login servers are: docker\.io, /,
  ],
  [
    'a tag in the source',
    'rule-1',
    ruleRequest('mcr.microsoft.com/oss/kubernetes/pause:3.9', 'pause'),
    400,
    'GenericRepositoryNameInvalid',
    /^Repository name mcr\.microsoft\.com\/oss\/kubernetes\/pause:3\.9 is invalid\. Repository name should follow the standardized docker repository naming conventions\. All characters should be lowercase\. For more information, please visit https:\/\/aka\.ms\/acr\/cache\./,
  ],
  [
    'a tag in the target',
    'rule-1',
    ruleRequest('quay.io/a/b', 'b:1'),
    400,
    'GenericRepositoryNameInvalid',
    /^Repository name b:1 /,
  ],
  [
    'capitals in the target',
    'rule-1',
    ruleRequest('quay.io/a/b', 'B'),
    400,
    'GenericRepositoryNameInvalid',
    /^Repository name B /,
  ],
  [
    'an empty segment',
    'rule-1',
    ruleRequest('quay.io/a//b', 'b'),
    400,
    'GenericRepositoryNameInvalid',
    /quay\.io\/a\/\/b/,
  ],
  [
    'a source without a registry',
    'rule-1',
    ruleRequest('redis', 'redis'),
    400,
    'InvalidParameter',
    /does not begin with a registry/,
  ],
  [
    'a wildcard on one side',
    'rule-1',
    ruleRequest('quay.io/a/*', 'a'),
    400,
    'InvalidParameter',
    /end both in \/\*/,
  ],
  [
    'a wildcard in the middle',
    'rule-1',
    ruleRequest('quay.io/*/a', 'a'),
    400,
    'InvalidParameter',
    /one trailing \/\*/,
  ],
  [
    'the login server in the target',
    'rule-1',
    ruleRequest('quay.io/a/b', 'team.azurecr.io/b'),
    400,
    'InvalidParameter',
    /names a login server/,
  ],
  [
    'credentials that do not exist',
    'rule-1',
    ruleRequest('docker.io/library/redis', 'redis', dockerSetId('nowhere')),
    400,
    'InvalidParameter',
    /credential set nowhere, which does not exist/,
  ],
  [
    'credentials for another upstream',
    'rule-1',
    ruleRequest('quay.io/a/b', 'b', dockerSetId()),
    400,
    'InvalidParameter',
    /docker-hub, which is for docker\.io/,
  ],
  [
    'credentials of another registry',
    'rule-1',
    ruleRequest('docker.io/a/b', 'b', dockerSetId().replace('teamimages', 'otherimages')),
    400,
    'InvalidParameter',
    /not the id of a credential set of the registry teamimages/,
  ],
  [
    'a bare name for credentials',
    'rule-1',
    ruleRequest('docker.io/a/b', 'b', 'docker-hub'),
    400,
    'InvalidParameter',
    /not the id/,
  ],
  [
    'the target of a static rule',
    'rule-1',
    ruleRequest('quay.io/a/b', 'tools/kubectl'),
    409,
    'Conflict',
    /the same target/,
  ],
  [
    'the target of a wildcard',
    'rule-1',
    ruleRequest('quay.io/a/*', 'mcr/*'),
    409,
    'Conflict',
    /the same target/,
  ],
  [
    'a wildcard within a wildcard',
    'rule-1',
    ruleRequest('quay.io/a/*', 'mcr/dotnet/*'),
    409,
    'Conflict',
    /mcr\/\* holds mcr\/dotnet\/\*/,
  ],
  [
    'a wildcard around a wildcard',
    'rule-1',
    ruleRequest('quay.io/*', 'hub/*'),
    409,
    'Conflict',
    /hub\/\* holds hub\/library\/\*/,
  ],
  ['a wildcard around all', 'rule-1', ruleRequest('quay.io/*', '*'), 409, 'Conflict', /\* holds /],
  [
    'a repository that exists',
    'rule-1',
    ruleRequest('quay.io/jdx/mise', 'mise'),
    409,
    'TargetRepositoryAlreadyPresentInRegistry',
    /^Conflict: Target repository 'mise' is already present in registry\. Cache rules cannot be created for existing repositories in registry\. For more information, please visit https:\/\/aka\.ms\/acr\/cache\./,
  ],
  [
    'a wildcard over a repository that exists',
    'rule-1',
    ruleRequest('quay.io/redhat-user-workloads/*', 'redhat-user-workloads/*'),
    409,
    'TargetRepositoryPrefixMatchesExistingRegistries',
    /^There are one or more target repositories in the registry which match the target repository prefix 'redhat-user-workloads\/\*'\./,
  ],
  [
    'another source for a rule that exists',
    'mcr-all',
    ruleRequest('mcr.microsoft.com/dotnet/*', 'mcr/*'),
    409,
    'PropertyChangeNotAllowed',
    /'sourceRepository' of the cache rule mcr-all/,
  ],
  [
    'another target for a rule that exists',
    'MCR-ALL',
    ruleRequest('mcr.microsoft.com/*', 'microsoft/*'),
    409,
    'PropertyChangeNotAllowed',
    /'targetRepository' of the cache rule mcr-all/,
  ],
  [
    'a rule without its credentials',
    'hub-library',
    ruleRequest('docker.io/library/*', 'hub/library/*'),
    400,
    'EnforceDockerAuthentication',
    /./,
  ],
];

const takenRules: readonly (readonly [what: string, name: string, body: object])[] = [
  ['a static rule within a wildcard', 'rule-1', ruleRequest('quay.io/dotnet/sdk', 'mcr/dotnet')],
  ['one source at two targets', 'rule-1', ruleRequest('mcr.microsoft.com/*', 'microsoft/*')],
  [
    'a wildcard beside a repository of a longer name',
    'rule-1',
    ruleRequest('quay.io/mise/*', 'mise-tools/*'),
  ],
  [
    'credentials by an id in other letters',
    'rule-1',
    ruleRequest('docker.io/a/b', 'b', dockerSetId().toUpperCase()),
  ],
  ['a name of five characters', 'abcde', quay('q/*')],
  ['a name of fifty', 'a'.repeat(50), quay('q/*')],
  ['a dot in the target', 'rule-1', ruleRequest('quay.io/a/*', 'quay.io/a/*')],
  [
    'an upstream that wants credentials, without any',
    'rule-1',
    ruleRequest('us-docker.pkg.dev/a/*', 'gar/*'),
  ],
];

describe('cache rules that ACR refuses', () => {
  test.each(refusedRules)('%s', async (_, name, body, status, code, message) => {
    const bench = await startArm({ registry });
    const reply = await bench.arm('PUT', `/cacheRules/${name}`, body);
    expect({ status: reply.status, code: armCode(reply) }).toEqual({ status, code });
    if (typeof message === 'string') expect(armMessage(reply)).toBe(message);
    else expect(armMessage(reply)).toMatch(message);
    expect(await ruleNames(bench)).toEqual(['hub-library', 'kubectl', 'mcr-all']);
  });

  test('the 1,001st', async () => {
    const rules = Array.from({ length: 999 }, (_, at) => ({
      name: `rule-${at}`,
      source: `quay.io/a/b${at}`,
      target: `b${at}`,
    }));
    const { arm } = await startArm({ registry: cacheRegistry(rules) });
    const last = await arm('PUT', '/cacheRules/the-last', ruleRequest('quay.io/a/c', 'c'));
    expect(last.status).toBe(201);
    const more = await arm('PUT', '/cacheRules/too-many', ruleRequest('quay.io/a/d', 'd'));
    expect({ status: more.status, code: armCode(more) }).toEqual({ status: 409, code: 'QuotaExceeded' });
    expect(armMessage(more)).toMatch(/a registry holds 1000 at most/);
  });
});

describe('cache rules that ACR takes', () => {
  test.each(takenRules)('%s', async (_, name, body) => {
    const bench = await startArm({ registry });
    expect((await bench.arm('PUT', `/cacheRules/${name}`, body)).status).toBe(201);
    expect(await ruleNames(bench)).toContain(name);
  });
});

const refusedSets: readonly (readonly [
  what: string,
  name: string,
  body: unknown,
  status: number,
  code: string,
  message: RegExp,
])[] = [
  ['a short name', 'abc', setRequest('quay.io'), 400, 'InvalidResourceName', /5 to 50/],
  // Azure/acr#862
  [
    'an upstream that ACR does not know',
    'my-set',
    setRequest('cgr.dev'),
    400,
    'UpstreamNotSupported',
    /^Unsupported upstream or login server 'cgr\.dev' provided\./,
  ],
  ['no login server', 'my-set', { properties: {} }, 400, 'InvalidParameter', /properties\.loginServer/],
  [
    'no secrets',
    'my-set',
    { properties: { loginServer: 'quay.io' } },
    400,
    'InvalidParameter',
    /user name is missing/,
  ],
  [
    'a secret that is no Key Vault address',
    'my-set',
    {
      properties: {
        loginServer: 'quay.io',
        authCredentials: [
          {
            name: 'Credential1',
            usernameSecretIdentifier: 'bob',
            passwordSecretIdentifier: dockerSet.passwordSecretId,
          },
        ],
      },
    },
    400,
    'InvalidParameter',
    /user name is "bob", which is no Key Vault secret/,
  ],
  [
    'credentials that are no list',
    'my-set',
    { properties: { authCredentials: {} } },
    400,
    'InvalidRequestContent',
    /no list/,
  ],
  [
    'another login server for a set that exists',
    'docker-hub',
    setRequest('quay.io'),
    409,
    'PropertyChangeNotAllowed',
    /'loginServer'/,
  ],
];

describe('credential sets that ACR refuses', () => {
  test.each(refusedSets)('%s', async (_, name, body, status, code, message) => {
    const { arm } = await startArm({ registry });
    const reply = await arm('PUT', `/credentialSets/${name}`, body);
    expect({ status: reply.status, code: armCode(reply) }).toEqual({ status, code });
    expect(armMessage(reply)).toMatch(message);
  });

  test('to delete one that a rule uses', async () => {
    const { arm } = await startArm({ registry });
    const reply = await arm('DELETE', '/credentialSets/Docker-Hub');
    expect({ status: reply.status, code: armCode(reply) }).toEqual({ status: 409, code: 'Conflict' });
    expect(armMessage(reply)).toMatch(/in use by the cache rules hub-library;/);
    expect((await arm('GET', '/credentialSets/docker-hub')).status).toBe(200);
  });
});

describe('what is not there', () => {
  // azure-cli, test_acr_cache_managed_identity.yaml
  test.each([
    ['GET', '/cacheRules/nothing', 'The cache rule nothing could not be found.'],
    ['PATCH', '/cacheRules/nothing', 'The cache rule nothing could not be found.'],
    ['GET', '/credentialSets/nothing', 'The credential set nothing could not be found.'],
    ['PATCH', '/credentialSets/nothing', 'The credential set nothing could not be found.'],
  ])('%s %s', async (method, path, message) => {
    const { arm } = await startArm();
    const { status, body } = await arm(method, path, method === 'PATCH' ? { properties: {} } : undefined);
    expect(status).toBe(404);
    expect(body).toEqual({ error: { code: 'ResourceNotFound', message }, status: 'Failed' });
  });

  test.each(['/cacheRules/nothing', '/credentialSets/nothing'])('DELETE %s', async (path) => {
    const { arm } = await startArm();
    expect(await arm('DELETE', path)).toMatchObject({ status: 204, body: undefined });
  });

  test('another registry', async () => {
    const { arm } = await startArm();
    const reply = await arm('GET', `/${registryPath.replace('teamimages', 'otherimages')}/cacheRules`);
    expect({ status: reply.status, code: armCode(reply) }).toEqual({ status: 404, code: 'ResourceNotFound' });
    expect(armMessage(reply)).toBe(
      "The Resource 'Microsoft.ContainerRegistry/registries/otherimages' under resource group 'group' was not found.",
    );
  });

  test('a kind of resource that only Azure has', async () => {
    const { arm } = await startArm();
    const reply = await arm('GET', '/replications');
    expect({ status: reply.status, code: armCode(reply) }).toEqual({ status: 404, code: 'NotSupported' });
  });
});

describe('requests that ARM refuses', () => {
  test('without an api-version', async () => {
    const { arm } = await startArm();
    const reply = await arm('GET', '/cacheRules?x=1');
    expect({ status: reply.status, code: armCode(reply) }).toEqual({
      status: 400,
      code: 'MissingApiVersionParameter',
    });
  });

  test('without a token', async () => {
    const { arm } = await startArm();
    const reply = await arm('PUT', '/cacheRules/my-rule', quay('q/*'), { Authorization: '' });
    expect({ status: reply.status, code: armCode(reply) }).toEqual({
      status: 401,
      code: 'AuthenticationFailed',
    });
    expect((await arm('GET', '/cacheRules/my-rule')).status).toBe(404);
  });

  test('of a page of another web site', async () => {
    const { arm } = await startArm();
    for (const headers of [{ Origin: 'https://site.example' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      const reply = await arm('DELETE', '/cacheRules/my-rule', undefined, headers);
      expect({ status: reply.status, code: armCode(reply) }).toEqual({
        status: 403,
        code: 'AuthorizationFailed',
      });
    }
  });

  test.each([
    ['POST', '/cacheRules'],
    ['POST', '/cacheRules/my-rule'],
    ['DELETE', '/credentialSets'],
    ['PUT', ''],
    ['DELETE', ''],
  ])('%s %s', async (method, path) => {
    const { arm } = await startArm();
    const reply = await arm(method, path, {});
    expect({ status: reply.status, code: armCode(reply) }).toEqual({ status: 405, code: 'NotSupported' });
    expect(reply.headers.allow).toBeDefined();
  });

  test('with a body beyond all measure', async () => {
    const { arm } = await startArm();
    const reply = await arm('PUT', '/cacheRules/my-rule', ' '.repeat(5_000_000));
    expect({ status: reply.status, code: armCode(reply) }).toEqual({
      status: 400,
      code: 'InvalidRequestContent',
    });
  });
});

async function ruleNames({ arm }: ArmBench): Promise<readonly string[]> {
  const { body } = await arm('GET', '/cacheRules');
  return (body as { value: { name: string }[] }).value.map(({ name }) => name);
}
