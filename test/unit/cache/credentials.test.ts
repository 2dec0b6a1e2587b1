import { describe, expect, it } from 'vitest';
import { missingCredentials } from '../../../src/cache/index.ts';
import { registryOf, rule } from './registry.ts';

const registry = registryOf({
  credentialSets: [
    { name: 'docker-hub', loginServer: 'docker.io' },
    { name: 'ghcr-team', loginServer: 'ghcr.io' },
  ],
});

describe('missingCredentials', () => {
  it.each([
    ['docker.io/library/*', undefined, 'error required'],
    ['dhi.io/*', undefined, 'error required'],
    ['us-docker.pkg.dev/a/*', undefined, 'error required'],
    ['docker.io/library/*', 'docker-hub', undefined],
    ['docker.io/library/*', 'Docker-Hub', undefined],
    ['docker.io/library/*', 'gone', 'error unknown-set'],
    ['docker.io/library/*', 'ghcr-team', 'error other-login-server'],
    ['dhi.io/*', 'docker-hub', 'error other-login-server'],
    ['ghcr.io/acme/*', undefined, undefined],
    ['ghcr.io/acme/*', 'ghcr-team', undefined],
    ['mcr.microsoft.com/*', undefined, undefined],
    ['other.azurecr.io/*', undefined, undefined],
    ['unknown.example/*', undefined, undefined],
  ])('%s with %s: %s', (source, set, expected) => {
    const problem = missingCredentials(rule('rule-1', source, 'a/*', set), registry);
    expect(problem && `${problem.severity} ${problem.code}`).toBe(expected);
  });

  it('only warns of credentials for an upstream without any', () => {
    const sets = registryOf({ credentialSets: [{ name: 'mcr-set', loginServer: 'mcr.microsoft.com' }] });
    expect(missingCredentials(rule('rule-1', 'mcr.microsoft.com/*', 'mcr/*', 'mcr-set'), sets)).toMatchObject(
      {
        code: 'not-needed',
        severity: 'warning',
      },
    );
  });

  it('only warns of an unknown set when no sets are known at all', () => {
    expect(
      missingCredentials(rule('rule-1', 'docker.io/a/*', 'a/*', 'docker-hub'), registryOf()),
    ).toMatchObject({
      code: 'unknown-set',
      severity: 'warning',
    });
  });

  it("names ACR's error for Docker Hub", () => {
    expect(missingCredentials(rule('rule-1', 'docker.io/a/*', 'a/*'), registry)?.acr).toBe(
      'EnforceDockerAuthentication',
    );
  });
});
