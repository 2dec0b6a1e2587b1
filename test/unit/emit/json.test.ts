import { describe, expect, it } from 'vitest';
import { importCredentialSets, importRules, plan } from '../../../src/cache/index.ts';
import { planJson } from '../../../src/emit/index.ts';
import { image, registryOf, rule } from '../cache/registry.ts';

const registry = registryOf({
  rules: [rule('kubernetes', 'registry.k8s.io/*', 'k8s/*'), rule('unused', 'quay.io/z/*', 'z/*')],
});
const result = plan(['nginx:1', 'registry.k8s.io/pause:3', 'lscr.io/a/b'].map(image), registry, {
  keyVault: 'shop',
});

describe('planJson', () => {
  it('prints the plan', () => {
    expect(JSON.parse(planJson(result, { loginServer: 'team.azurecr.io' }))).toEqual({
      version: 1,
      loginServer: 'team.azurecr.io',
      rules: [
        {
          name: 'docker-hub-library',
          sourceRepository: 'docker.io/library/*',
          targetRepository: 'docker-hub/library/*',
          credentialSet: 'docker-hub',
          serves: ['docker.io/library/nginx:1'],
        },
      ],
      credentialSets: [
        {
          name: 'docker-hub',
          loginServer: 'docker.io',
          usernameSecretId: 'https://shop.vault.azure.net/secrets/docker-hub-username',
          passwordSecretId: 'https://shop.vault.azure.net/secrets/docker-hub-password',
        },
      ],
      problems: [
        {
          code: 'unsupported-upstream',
          message: expect.stringContaining('ghcr.io/linuxserver'),
          references: ['lscr.io/a/b'],
        },
      ],
      kept: [
        {
          name: 'kubernetes',
          sourceRepository: 'registry.k8s.io/*',
          targetRepository: 'k8s/*',
          credentialSet: null,
          serves: ['registry.k8s.io/pause:3'],
        },
      ],
    });
  });

  it('is read again by the imports', () => {
    const json: unknown = JSON.parse(planJson(result, {}));
    expect(importRules(json)).toEqual({ ok: true, value: result.rules.map((planned) => planned.rule) });
    expect(importCredentialSets(json)).toEqual({
      ok: true,
      value: result.credentialSets.map(({ credentialSet }) => credentialSet),
    });
  });
});
