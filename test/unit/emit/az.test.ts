import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CacheRegistry, type Plan, type PlanPolicy, plan } from '../../../src/cache/index.ts';
import { azScript } from '../../../src/emit/index.ts';
import { image, registryOf } from '../cache/registry.ts';
import { exists, type FakeAz, fakeAz, shellcheck } from './fake-az.ts';

let az: FakeAz;
beforeEach(() => {
  az = fakeAz();
});
afterEach(() => az.remove());

const target = { loginServer: 'team.azurecr.io' };
const planned = (
  texts: readonly string[],
  policy: PlanPolicy = {},
  parts: Partial<CacheRegistry> = {},
): Plan => plan(texts.map(image), registryOf(parts), policy);
const shop = (): Plan =>
  planned(['nginx:1.25', 'grafana/loki', 'registry.k8s.io/pause:3.9'], { keyVault: 'shop-secrets' });

describe('azScript', () => {
  it('creates credential sets, their access to the vault, then rules; and nothing the second time', () => {
    const script = azScript(shop(), target);
    const first = az.run(script);
    expect(first.stderr).toBe('');
    expect(first.status).toBe(0);
    const secrets = 'https://shop-secrets.vault.azure.net/secrets/docker-hub';
    expect(first.created).toEqual([
      [
        'acr',
        'credential-set',
        'create',
        '--registry',
        'team',
        '--name',
        'docker-hub',
        '--login-server',
        'docker.io',
        '--username-id',
        `${secrets}-username`,
        '--password-id',
        `${secrets}-password`,
        '--output',
        'none',
      ],
      [
        'role',
        'assignment',
        'create',
        '--role',
        'Key Vault Secrets User',
        '--scope',
        '/vaults/shop-secrets',
        '--assignee-object-id',
        'principal-of-docker-hub',
        '--assignee-principal-type',
        'ServicePrincipal',
        '--output',
        'none',
      ],
      [
        'acr',
        'cache',
        'create',
        '--registry',
        'team',
        '--name',
        'docker-hub-grafana',
        '--source-repo',
        'docker.io/grafana/*',
        '--target-repo',
        'docker-hub/grafana/*',
        '--cred-set',
        'docker-hub',
        '--output',
        'none',
      ],
      [
        'acr',
        'cache',
        'create',
        '--registry',
        'team',
        '--name',
        'docker-hub-library',
        '--source-repo',
        'docker.io/library/*',
        '--target-repo',
        'docker-hub/library/*',
        '--cred-set',
        'docker-hub',
        '--output',
        'none',
      ],
      [
        'acr',
        'cache',
        'create',
        '--registry',
        'team',
        '--name',
        'registry-k8s-io',
        '--source-repo',
        'registry.k8s.io/*',
        '--target-repo',
        'k8s/*',
        '--output',
        'none',
      ],
    ]);
    const second = az.run(script);
    expect(second.status).toBe(0);
    expect(second.created).toEqual([]);
    expect(second.stdout).toContain('cache rule docker-hub-library: exists, left alone');
  });

  it('creates what is missing, and compares names without case', () => {
    az.state('rules', 'Docker-Hub-Library\nregistry-k8s-io-old\n');
    const { created } = az.run(azScript(shop(), target));
    expect(created.filter(([, group]) => group === 'cache').map((call) => call[6])).toEqual([
      'docker-hub-grafana',
      'registry-k8s-io',
    ]);
  });

  it('grants access where an earlier run stopped before it', () => {
    az.state('sets', 'docker-hub\n');
    expect(az.run(azScript(shop(), target)).created[0]?.slice(0, 3)).toEqual([
      'role',
      'assignment',
      'create',
    ]);
  });

  it('stops at the rule that fails, and names it', () => {
    az.state('fails', '--source-repo docker.io/library/*');
    const { status, stderr, created } = az.run(azScript(shop(), target));
    expect(status).toBe(1);
    expect(stderr).toContain(
      'error: the cache rule docker-hub-library (docker.io/library/* -> docker-hub/library/*) was not created',
    );
    expect(created.some((call) => call.includes('registry.k8s.io/*'))).toBe(false);
  });

  it('creates nothing when it cannot see what exists', () => {
    az.state('fails', 'acr cache list');
    const { status, stderr, created } = az.run(azScript(planned(['registry.k8s.io/pause']), target));
    expect([status, created]).toEqual([1, []]);
    expect(stderr).toContain('could not be read');
  });

  it.each([
    ['2.45.0', 1],
    ['1.99.0', 1],
    ['2.46.0', 0],
    ['2.9.1', 1],
    ['3.0.0b1', 0],
    ['unknown', 1],
  ])('with az %s ends with %i', (version, status) => {
    az.state('version', `${version}\n`);
    expect(az.run(azScript(planned(['registry.k8s.io/pause']), target)).status).toBe(status);
  });

  it('takes the vault from KEY_VAULT where none is configured', () => {
    const script = azScript(planned(['nginx']), target);
    const without = az.run(script);
    expect([without.status, without.calls]).toEqual([1, []]);
    expect(without.stderr).toContain('set KEY_VAULT');
    const run = az.run(script, { KEY_VAULT: 'ops-vault' });
    expect(run.status).toBe(0);
    expect(run.created[0]).toContain('https://ops-vault.vault.azure.net/secrets/docker-hub-username');
    expect(run.created[1]).toContain('/vaults/ops-vault');
  });

  it('gives rules for another Azure registry an identity, which newer az know', () => {
    const script = azScript(planned(['other.azurecr.io/team/app']), target);
    expect(az.run(script, { IDENTITY: '/id' }).stderr).toContain('2.85 or newer is needed');
    az.state('version', '2.85.0');
    expect(az.run(script).stderr).toContain('set IDENTITY');
    expect(az.run(script, { IDENTITY: '/id' }).created[0]?.slice(-4)).toEqual([
      '--identity',
      '/id',
      '--output',
      'none',
    ]);
  });

  it.each([
    [{ loginServer: 'team.azurecr.io' }, ['--registry', 'team']],
    [{ loginServer: 'team-g3hfdsaub8hyccdg.azurecr.io' }, ['--registry', 'team']],
    [{ loginServer: 'team1.azurecr.cn' }, ['--registry', 'team1']],
    [{ loginServer: 'images.corp.example', registryName: 'corpimages' }, ['--registry', 'corpimages']],
    [
      { loginServer: 'team1.azurecr.io', resourceGroup: 'rg (ops)' },
      ['--registry', 'team1', '--resource-group', 'rg (ops)'],
    ],
  ])('names the registry of %j', (named, options) => {
    const run = az.run(azScript(planned(['registry.k8s.io/pause']), named));
    expect(run.status).toBe(0);
    expect(run.created[0]?.slice(3, 3 + options.length)).toEqual(options);
  });

  it('asks for the name of a registry whose login server does not tell it', () => {
    const script = azScript(planned(['registry.k8s.io/pause']), { loginServer: 'images.corp.example' });
    expect(az.run(script).stderr).toContain('set REGISTRY');
    expect(az.run(script, { REGISTRY: 'corp1' }).created[0]).toContain('corp1');
  });

  it('runs none of what hostile names hold', () => {
    const evil = `a'; touch pwned; '$(touch pwned)\`touch pwned\`\n touch pwned\n"\\ *`;
    const reference = { registry: 'quay.io', repository: `a/${evil}`, tag: evil };
    const script = azScript(plan([reference], registryOf(), { granularity: { 'quay.io': 'repository' } }), {
      loginServer: `x\ntouch pwned\n.azurecr.io`,
      registryName: evil,
      resourceGroup: evil,
    });
    const run = az.run(script);
    expect(run.status).toBe(0);
    expect(exists(join(az.folder, 'pwned'))).toBe(false);
    expect(run.calls.some((call) => call.includes(`quay.io/a/${evil.replaceAll('\n', '␤')}`))).toBe(true);
    const vault = azScript(planned(['nginx'], { keyVault: `https://${evil}` }), target);
    az.run(vault);
    expect(exists(join(az.folder, 'pwned'))).toBe(false);
  });

  it('does nothing for an empty plan', () => {
    const run = az.run(azScript(planned([]), target));
    expect([run.status, run.stdout, run.calls]).toEqual([0, 'nothing to create\n', []]);
  });

  it('names the problems of the plan, and what each rule serves, for the reviewer', () => {
    const images = Array.from({ length: 12 }, (_, i) => `registry.k8s.io/app:${i + 10}`);
    const script = azScript(planned([...images, 'lscr.io/a/b']), target);
    expect(script).toContain('# Note: ACR does not cache lscr.io: it is a front of ghcr.io');
    expect(script).toContain('#   registry.k8s.io/app:10\n');
    expect(script).toContain('#   and 2 more\n');
  });

  it('gives shellcheck nothing to say', (context) => {
    const images = ['nginx', 'quay.io/a/b', 'other.azurecr.io/team/app'];
    for (const policy of [{}, { keyVault: 'shop-secrets' }]) {
      for (const named of [target, { registryName: "it's" }, {}]) {
        const found = shellcheck(azScript(planned(images, policy), named));
        if (found === undefined) return context.skip('shellcheck is not installed');
        expect(found).toBe('');
      }
    }
    expect(shellcheck(azScript(planned([]), target))).toBe('');
  });
});
