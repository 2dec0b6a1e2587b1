import { describe, expect, test } from 'vitest';
import { cacheRegistry } from '../../../support/server/cache.ts';
import {
  type ArmBench,
  askArm,
  dockerSet,
  dockerSetId,
  registryPath,
  ruleRequest,
  setRequest,
  startArm,
} from '../../../support/server/control-plane.ts';

interface Resource {
  readonly name: string;
  readonly type: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly systemData: { readonly createdAt: string; readonly lastModifiedAt: string };
  readonly identity?: Readonly<Record<string, unknown>>;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

async function get({ arm }: ArmBench, path: string): Promise<Resource> {
  const { status, body } = await arm('GET', path);
  expect(status).toBe(200);
  return body as Resource;
}

describe('a cache rule', () => {
  test('is created as the live service does it, and asked for until it is there', async () => {
    const bench = await startArm();
    const created = await bench.arm(
      'PUT',
      '/cacheRules/mcr-dotnet',
      ruleRequest('mcr.microsoft.com/dotnet/*', 'dotnet/*'),
    );
    expect(created.status).toBe(201);
    expect(created.headers['retry-after']).toBe('1');
    const rule = created.body as Resource;
    expect(rule).toMatchObject({
      id: `${registryPath}/cacheRules/mcr-dotnet`,
      name: 'mcr-dotnet',
      type: 'Microsoft.ContainerRegistry/registries/cacheRules',
      properties: {
        sourceRepository: 'mcr.microsoft.com/dotnet/*',
        targetRepository: 'dotnet/*',
        provisioningState: 'Creating',
      },
    });
    expect(rule.properties.creationDate).toBe(rule.systemData.createdAt);
    expect(rule.properties).not.toHaveProperty('credentialSetResourceId');
    expect(rule).not.toHaveProperty('identity');

    const asked = new URL(String(created.headers['azure-asyncoperation']));
    expect(asked.origin).toBe(bench.plane.url);
    expect(asked.search).toBe('?api-version=2025-11-01');
    expect(asked.pathname).toMatch(/\/cacheRules\/mcr-dotnet\/operationStatuses\/cacherules-[0-9a-f-]{36}$/);
    const operation = await bench.arm('GET', `/${asked.pathname}`);
    expect(operation).toMatchObject({ status: 200, body: { status: 'Succeeded' } });

    expect(await get(bench, '/cacheRules/mcr-dotnet')).toEqual({
      ...rule,
      properties: { ...rule.properties, provisioningState: 'Succeeded' },
    });
  });

  test('is deleted with 202, and the result is asked for at its Location', async () => {
    const bench = await startArm({
      registry: cacheRegistry([{ name: 'mcr-all', source: 'mcr.microsoft.com/*', target: 'mcr/*' }]),
    });
    const deleted = await bench.arm('DELETE', '/cacheRules/MCR-ALL');
    expect(deleted).toMatchObject({ status: 202, body: undefined });
    const location = new URL(String(deleted.headers.location));
    expect(location.pathname).toMatch(
      /^\/subscriptions\/sub\/providers\/Microsoft\.ContainerRegistry\/locations\/local\/operationResults\/cacherules-/,
    );
    expect(await bench.arm('GET', `/${location.pathname}`)).toMatchObject({ status: 200, body: undefined });
    expect((await bench.arm('GET', '/cacheRules/mcr-all')).status).toBe(404);
    expect((await bench.arm('DELETE', '/cacheRules/mcr-all')).status).toBe(204);
  });

  test('an operation of another life is not found', async () => {
    const { arm } = await startArm();
    expect((await arm('GET', '/cacheRules/x/operationStatuses/cacherules-1')).status).toBe(404);
  });

  test('gets and loses credentials with PATCH, which leaves alone what it does not name', async () => {
    const bench = await startArm({
      registry: {
        ...cacheRegistry([{ name: 'quay-all', source: 'quay.io/a/*', target: 'quay/*' }]),
        credentialSets: [{ ...dockerSet, name: 'quay-set', loginServer: 'quay.io' }],
      },
    });
    const id = dockerSetId('quay-set');
    const given = await bench.arm('PATCH', '/cacheRules/quay-all', {
      properties: { credentialSetResourceId: id },
    });
    expect(given).toMatchObject({
      status: 201,
      body: { properties: { credentialSetResourceId: id, provisioningState: 'Updating' } },
    });
    expect(given.headers['azure-asyncoperation']).toBeDefined();
    await bench.arm('PATCH', '/cacheRules/quay-all', { properties: {} });
    expect((await get(bench, '/cacheRules/quay-all')).properties.credentialSetResourceId).toBe(id);
    await bench.arm('PATCH', '/cacheRules/quay-all', { properties: { credentialSetResourceId: null } });
    expect((await get(bench, '/cacheRules/quay-all')).properties).not.toHaveProperty(
      'credentialSetResourceId',
    );
  });

  test('put again as it is stays as it is', async () => {
    const bench = await startArm();
    const body = ruleRequest('quay.io/a/b', 'b');
    await bench.arm('PUT', '/cacheRules/quay-b', body);
    const before = await get(bench, '/cacheRules/quay-b');
    const again = await bench.arm('PUT', '/cacheRules/QUAY-B', body);
    expect(again.status).toBe(200);
    expect(await get(bench, '/cacheRules/quay-b')).toEqual(before);
  });

  test('has the identity that it was created with', async () => {
    const bench = await startArm();
    const identity =
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i';
    await bench.arm('PUT', '/cacheRules/other-acr', {
      ...ruleRequest('other.azurecr.io/a/*', 'other/*'),
      identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
    });
    expect((await get(bench, '/cacheRules/other-acr')).identity).toEqual({
      type: 'userAssigned',
      userAssignedIdentities: { [identity]: {} },
    });
  });

  test('is created by a client that waits to be told to go on', async () => {
    const bench = await startArm();
    const reply = await bench.arm('PUT', '/cacheRules/quay-b', ruleRequest('quay.io/a/b', 'b'), {
      Expect: '100-continue',
    });
    expect(reply.status).toBe(201);
  });

  test('nothing of a path becomes a line of an answer', async () => {
    const bench = await startArm();
    const path = `/${registryPath.replace('/group/', '/gr%0d%0aSet-Cookie:%20x/')}/cacheRules/quay-b`;
    const created = await bench.arm('PUT', path, ruleRequest('quay.io/a/b', 'b'));
    expect(created.status).toBe(201);
    expect(created.headers).not.toHaveProperty('set-cookie');
    const asked = String(created.headers['azure-asyncoperation']).slice(bench.plane.url.length);
    expect(await bench.arm('GET', `/${asked}`)).toMatchObject({ status: 200 });
  });

  test('is found whatever the case of its path and the version of the API', async () => {
    const bench = await startArm();
    await bench.arm('PUT', '/cacheRules/quay-b', ruleRequest('quay.io/a/b', 'b'));
    const path = `/${registryPath.toUpperCase()}/CACHERULES/Quay-B?api-version=2099-01-01-preview`;
    expect((await get(bench, path)).name).toBe('quay-b');
  });
});

test('a list comes in pages that lead to the next', async () => {
  const rules = Array.from({ length: 230 }, (_, at) => ({
    name: `Rule-${String(at).padStart(3, '0')}`,
    source: `quay.io/a/b${at}`,
    target: `b${at}`,
  }));
  const { arm, plane } = await startArm({ registry: cacheRegistry(rules) });
  const names: string[] = [];
  const sizes: number[] = [];
  let path = '/cacheRules?api-version=2023-07-01';
  while (path !== '') {
    const { body } = await arm('GET', path);
    const page = body as { value: Resource[]; nextLink?: string };
    names.push(...page.value.map(({ name }) => name));
    sizes.push(page.value.length);
    if (page.nextLink !== undefined) expect(page.nextLink.startsWith(`${plane.url}/`)).toBe(true);
    path = page.nextLink === undefined ? '' : `/${page.nextLink.slice(plane.url.length)}`;
  }
  expect(sizes).toEqual([100, 100, 30]);
  expect(names).toEqual(rules.map(({ name }) => name));
});

describe('a credential set', () => {
  test('has an identity of its own, and says that it is unhealthy when nothing stands in for its secrets', async () => {
    const problems: Record<string, string> = { 'docker.io': 'set PULLTHROUGH_CREDENTIALS_DOCKER_IO' };
    const bench = await startArm({ credentialProblemOf: async (host) => problems[host] });
    const created = await bench.arm('PUT', '/credentialSets/docker-hub', setRequest('docker.io'));
    expect(created.status).toBe(201);
    const set = await get(bench, '/credentialSets/docker-hub');
    expect(set).toMatchObject({
      id: `${registryPath}/credentialSets/docker-hub`,
      type: 'Microsoft.ContainerRegistry/registries/credentialSets',
      identity: { type: 'systemAssigned' },
      properties: {
        loginServer: 'docker.io',
        provisioningState: 'Succeeded',
        authCredentials: [
          {
            name: 'Credential1',
            usernameSecretIdentifier: dockerSet.usernameSecretId,
            passwordSecretIdentifier: dockerSet.passwordSecretId,
            credentialHealth: {
              status: 'Unhealthy',
              errorCode: 'CredentialsNotFound',
              errorMessage: 'set PULLTHROUGH_CREDENTIALS_DOCKER_IO',
            },
          },
        ],
      },
    });
    expect(set.identity?.principalId).toMatch(guid);
    await bench.arm('PUT', '/credentialSets/quay-set', setRequest('quay.io'));
    const quay = await get(bench, '/credentialSets/quay-set');
    expect(quay.properties.authCredentials).toMatchObject([{ credentialHealth: { status: 'Healthy' } }]);
    expect(quay.identity?.principalId).not.toBe(set.identity?.principalId);
  });

  test('changes its secrets one by one, and goes when no rule uses it', async () => {
    const bench = await startArm({ registry: { ...cacheRegistry([]), credentialSets: [dockerSet] } });
    const secret = 'https://vault.vault.azure.net/secrets/other/0123456789abcdef';
    const changed = await bench.arm('PATCH', '/credentialSets/docker-hub', {
      properties: { authCredentials: [{ name: 'Credential1', passwordSecretIdentifier: secret }] },
    });
    expect(changed).toMatchObject({ status: 201, body: { properties: { provisioningState: 'Updating' } } });
    expect((await get(bench, '/credentialSets/docker-hub')).properties.authCredentials).toMatchObject([
      { usernameSecretIdentifier: dockerSet.usernameSecretId, passwordSecretIdentifier: secret },
    ]);
    expect((await bench.arm('DELETE', '/credentialSets/docker-hub')).status).toBe(202);
    expect(await bench.arm('GET', '/credentialSets')).toMatchObject({ body: { value: [] } });
  });
});

describe('what stands around the registry', () => {
  const all = '//subscriptions/sub/resources?api-version=2024-11-01&$filter=';
  const vaults = `${all}${encodeURIComponent("resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'vault'")}`;

  test('az finds the registry by its type, and its data plane at the same port', async () => {
    const { arm, plane } = await startArm();
    const type = encodeURIComponent("resourceType eq 'Microsoft.ContainerRegistry/registries'");
    const found = await arm('GET', `${all}${type}`);
    const id =
      '/subscriptions/sub/resourceGroups/pullthrough/providers/Microsoft.ContainerRegistry/registries/teamimages';
    expect(found.body).toMatchObject({ value: [{ name: 'teamimages', id }] });
    const { host } = new URL(plane.url);
    expect(await arm('GET', `/${id}`)).toMatchObject({
      status: 200,
      body: { id, properties: { loginServer: host } },
    });
    const listed = await arm('GET', '//subscriptions/sub/providers/Microsoft.ContainerRegistry/registries');
    expect(listed.body).toMatchObject({ value: [{ id, properties: { loginServer: host } }] });
  });

  test('the Key Vaults are those that credential sets name', async () => {
    const { arm } = await startArm();
    expect(await arm('GET', vaults)).toMatchObject({ body: { value: [] } });
    await arm('PUT', '/credentialSets/docker-hub', setRequest('docker.io'));
    const { body } = await arm('GET', vaults);
    const [vault] = (body as { value: Resource[] }).value;
    expect(await arm('GET', `/${vault?.id}`)).toMatchObject({
      status: 200,
      body: {
        name: 'vault',
        properties: { vaultUri: 'https://vault.vault.azure.net/', enableRbacAuthorization: true },
      },
    });
    const other = await arm('GET', `/${vault?.id.replace(/vault$/, 'other')}`);
    expect(other.status).toBe(404);
  });

  test('roles are assigned once, and told', async () => {
    const { arm } = await startArm({ registry: { ...cacheRegistry([]), credentialSets: [dockerSet] } });
    const set = (await arm('GET', '/credentialSets/docker-hub')).body as Resource;
    const principalId = set.identity?.principalId;
    const scope = '/subscriptions/sub/resourceGroups/g/providers/Microsoft.KeyVault/vaults/vault';
    const authorization = `/${scope}/providers/Microsoft.Authorization`;
    const filter = `&$filter=${encodeURIComponent("roleName eq 'Key Vault Secrets User'")}`;
    const roles = await arm('GET', `${authorization}/roleDefinitions?api-version=2022-04-01${filter}`);
    const [role] = (roles.body as { value: Resource[] }).value;
    const properties = { roleDefinitionId: role?.id, principalId, principalType: 'ServicePrincipal' };
    const name = '11111111-1111-4111-8111-111111111111';
    const given = await arm('PUT', `${authorization}/roleAssignments/${name}`, { properties });
    expect(given).toMatchObject({ status: 201, body: { name, properties: { scope, ...properties } } });
    const again = await arm('PUT', `${authorization}/roleAssignments/${name.replaceAll('1', '2')}`, {
      properties,
    });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'RoleAssignmentExists' } } });
    const listed = await arm('GET', `${authorization}/roleAssignments`);
    expect(listed.body).toMatchObject({ value: [{ name, properties }] });
    const elsewhere = await arm('GET', `/${scope}s/providers/Microsoft.Authorization/roleAssignments`);
    expect(elsewhere.body).toEqual({ value: [] });
    const named = await arm('POST', '//v1.0/directoryObjects/getByIds', { ids: [principalId, 'nobody'] });
    expect(named.body).toMatchObject({ value: [{ id: principalId, displayName: 'docker-hub' }] });
  });
});

describe('logging in', () => {
  test('az is told of an authority that it believes without asking anybody else', async () => {
    const { plane, ca } = await startArm();
    // az joins its endpoint and this path with a slash too many when the endpoint ends with one.
    for (const path of ['//metadata/endpoints', '///metadata/endpoints']) {
      const { status, body } = await askArm(plane.url, ca, 'GET', `${path}?api-version=2022-09-01`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        resourceManager: plane.url,
        authentication: { loginEndpoint: `${plane.url}/adfs`, audiences: [`${plane.url}/`] },
      });
    }
    const { body } = await askArm(plane.url, ca, 'GET', '//adfs/.well-known/openid-configuration');
    expect(body).toMatchObject({ token_endpoint: `${plane.url}/adfs/oauth2/token` });
  });

  test('any name and password get a token that tells its tenant and its end', async () => {
    const { plane, ca, arm } = await startArm();
    const form = 'grant_type=client_credentials&client_id=x&client_secret=y';
    const { status, body } = await askArm(plane.url, ca, 'POST', '//adfs/oauth2/token', form, {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(status).toBe(200);
    const { access_token: token, expires_in: lifetime } = body as {
      access_token: string;
      expires_in: number;
    };
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.exp - claims.iat).toBe(lifetime);
    const { body: tenants } = await arm('GET', '//tenants');
    expect(tenants).toMatchObject({ value: [{ tenantId: claims.tid }] });
    const { body: subscriptions } = await arm('GET', '//subscriptions');
    expect(subscriptions).toMatchObject({ value: [{ tenantId: claims.tid, state: 'Enabled' }] });
  });
});
