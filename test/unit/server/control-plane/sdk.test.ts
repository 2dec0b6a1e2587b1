import { ContainerRegistryManagementClient } from '@azure/arm-containerregistry';
import { describe, expect, test } from 'vitest';
import { type ArmBench, dockerSet, startArm } from '../../../support/server/control-plane.ts';

const place = ['pullthrough', 'teamimages'] as const;

/** Microsoft's own client, with a token that nobody gave it. */
function sdk({ plane, ca }: ArmBench): ContainerRegistryManagementClient {
  const credential = {
    getToken: async () => ({ token: 'anything', expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  return new ContainerRegistryManagementClient(credential, 'any-subscription', {
    endpoint: plane.url,
    tlsOptions: { ca },
    retryOptions: { maxRetries: 0 },
  });
}

async function collected<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const entry of pages) all.push(entry);
  return all;
}

describe('@azure/arm-containerregistry', () => {
  test('creates, lists, updates and deletes cache rules and credential sets', async () => {
    const bench = await startArm();
    const { cacheRules, credentialSets } = sdk(bench);
    const set = await credentialSets.create(...place, 'docker-hub', {
      identity: { type: 'SystemAssigned' },
      loginServer: 'docker.io',
      authCredentials: [
        {
          name: 'Credential1',
          usernameSecretIdentifier: dockerSet.usernameSecretId,
          passwordSecretIdentifier: dockerSet.passwordSecretId,
        },
      ],
    });
    expect(set).toMatchObject({
      name: 'docker-hub',
      loginServer: 'docker.io',
      provisioningState: 'Succeeded',
    });
    expect(set.identity?.principalId).toMatch(/^[0-9a-f-]{36}$/);
    expect(set.authCredentials?.[0]?.credentialHealth?.status).toBe('Healthy');

    const rule = await cacheRules.create(...place, 'hub-library', {
      sourceRepository: 'docker.io/library/*',
      targetRepository: 'hub/library/*',
      credentialSetResourceId: set.id ?? '',
    });
    expect(rule).toMatchObject({
      sourceRepository: 'docker.io/library/*',
      targetRepository: 'hub/library/*',
      credentialSetResourceId: set.id,
      provisioningState: 'Succeeded',
    });
    expect(rule.creationDate).toBeInstanceOf(Date);

    const second = await credentialSets.create(...place, 'other-set', {
      loginServer: 'docker.io',
      authCredentials: [
        {
          usernameSecretIdentifier: dockerSet.usernameSecretId,
          passwordSecretIdentifier: dockerSet.passwordSecretId,
        },
      ],
    });
    const updated = await cacheRules.update(...place, 'hub-library', {
      credentialSetResourceId: second.id ?? '',
    });
    expect(updated.credentialSetResourceId).toBe(second.id);
    expect(await cacheRules.get(...place, 'hub-library')).toMatchObject({
      credentialSetResourceId: second.id,
    });
    expect((await collected(cacheRules.list(...place))).map(({ name }) => name)).toEqual(['hub-library']);
    expect((await collected(credentialSets.list(...place))).map(({ name }) => name)).toEqual([
      'docker-hub',
      'other-set',
    ]);

    await cacheRules.delete(...place, 'hub-library');
    await cacheRules.delete(...place, 'hub-library');
    await credentialSets.delete(...place, 'other-set');
    expect(await collected(cacheRules.list(...place))).toEqual([]);
  });

  test('throws what ACR says', async () => {
    const { cacheRules } = sdk(await startArm());
    const creation = cacheRules.create(...place, 'hub-library', {
      sourceRepository: 'docker.io/library/*',
      targetRepository: 'hub/library/*',
    });
    await expect(creation).rejects.toMatchObject({ statusCode: 400, code: 'EnforceDockerAuthentication' });
    await expect(cacheRules.get(...place, 'nothing')).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceNotFound',
    });
  });

  test('follows the pages of a long list', async () => {
    const bench = await startArm();
    const names = Array.from({ length: 120 }, (_, at) => `rule-${String(at).padStart(3, '0')}`);
    for (const name of names) {
      await bench.arm('PUT', `/cacheRules/${name}`, {
        properties: { sourceRepository: `quay.io/a/${name}`, targetRepository: name },
      });
    }
    const listed = await collected(sdk(bench).cacheRules.list(...place));
    expect(listed.map(({ name }) => name)).toEqual(names);
  });

  test('finds the registry and its data plane', async () => {
    const bench = await startArm();
    const { registries } = sdk(bench);
    const { host } = new URL(bench.plane.url);
    expect(await registries.get(...place)).toMatchObject({ name: 'teamimages', loginServer: host });
    expect((await collected(registries.list())).map(({ loginServer }) => loginServer)).toEqual([host]);
  });
});
