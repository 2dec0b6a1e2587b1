import { describe, expect, it } from 'vitest';
import { type CacheRegistry, conflicts, type Plan, type PlanPolicy, plan } from '../../../src/cache/index.ts';
import { formatReference } from '../../../src/image/index.ts';
import { image, registryOf, rule } from './registry.ts';

function planned(
  texts: readonly string[],
  parts: Partial<CacheRegistry> = {},
  policy: PlanPolicy = {},
): Plan {
  return plan(texts.map(image), registryOf(parts), policy);
}
const lines = ({ rules }: Plan): readonly string[] =>
  rules.map(({ rule: { name, source, target, credentialSet } }) =>
    [name, source, target, ...(credentialSet === undefined ? [] : [credentialSet])].join(' '),
  );

describe('plan', () => {
  it('opens namespaces of open upstreams and the whole of curated ones', () => {
    const result = planned([
      'nginx:1.25',
      'redis',
      'grafana/grafana',
      'ghcr.io/external-secrets/external-secrets:v0.9',
      'quay.io/a/b/c',
      'registry.k8s.io/pause:3.9',
      'registry.k8s.io/ingress-nginx/controller',
      'k8s.gcr.io/coredns/coredns',
      'mcr.microsoft.com/dotnet/sdk:8.0',
      'public.ecr.aws/docker/library/node',
    ]);
    expect(lines(result)).toEqual([
      'docker-hub-grafana docker.io/grafana/* docker-hub/grafana/* docker-hub',
      'docker-hub-library docker.io/library/* docker-hub/library/* docker-hub',
      'ecr-public-docker public.ecr.aws/docker/* ecr-public/docker/*',
      'ghcr-external-secrets ghcr.io/external-secrets/* ghcr/external-secrets/*',
      'mcr-microsoft-com mcr.microsoft.com/* mcr/*',
      'quay-a quay.io/a/* quay/a/*',
      'registry-k8s-io registry.k8s.io/* k8s/*',
    ]);
    expect(result.problems).toEqual([]);
    expect(result.rules.at(-1)?.serves.map(formatReference)).toEqual([
      'k8s.gcr.io/coredns/coredns',
      'registry.k8s.io/ingress-nginx/controller',
      'registry.k8s.io/pause:3.9',
    ]);
  });

  it('proposes one credential set for each upstream that requires one, with the configured vault', () => {
    const images = ['nginx', 'grafana/grafana', 'dhi.io/python:3', 'ghcr.io/a/b'];
    const sets = planned(images, {}, { keyVault: 'shop-secrets' }).credentialSets;
    expect(sets.map(({ credentialSet }) => credentialSet)).toEqual([
      {
        name: 'dhi-io',
        loginServer: 'dhi.io',
        usernameSecretId: 'https://shop-secrets.vault.azure.net/secrets/dhi-io-username',
        passwordSecretId: 'https://shop-secrets.vault.azure.net/secrets/dhi-io-password',
      },
      {
        name: 'docker-hub',
        loginServer: 'docker.io',
        usernameSecretId: 'https://shop-secrets.vault.azure.net/secrets/docker-hub-username',
        passwordSecretId: 'https://shop-secrets.vault.azure.net/secrets/docker-hub-password',
      },
    ]);
    const uri = planned(['nginx'], {}, { keyVault: 'https://shop.vault.azure.cn/' }).credentialSets[0];
    expect(uri?.credentialSet.usernameSecretId).toBe(
      'https://shop.vault.azure.cn/secrets/docker-hub-username',
    );
    const none = planned(['nginx']).credentialSets[0];
    expect(none?.keyVault).toBeUndefined();
    expect(none?.credentialSet.usernameSecretId).toContain('YOUR_KEY_VAULT');
  });

  it('uses the credential sets that exist, for upstreams where they are optional too', () => {
    const credentialSets = [
      { name: 'hub-two', loginServer: 'docker.io' },
      { name: 'hub-one', loginServer: 'docker.io' },
      { name: 'ghcr-team', loginServer: 'ghcr.io' },
      { name: 'mcr-set', loginServer: 'mcr.microsoft.com' },
    ];
    const result = planned(['nginx', 'ghcr.io/a/b', 'mcr.microsoft.com/a'], { credentialSets });
    expect(lines(result)).toEqual([
      'docker-hub-library docker.io/library/* docker-hub/library/* hub-one',
      'ghcr-a ghcr.io/a/* ghcr/a/* ghcr-team',
      'mcr-microsoft-com mcr.microsoft.com/* mcr/*',
    ]);
    expect(result.credentialSets).toEqual([]);
  });

  it('gives a new credential set a name that is free', () => {
    const result = planned(['nginx'], { credentialSets: [{ name: 'Docker-Hub', loginServer: 'quay.io' }] });
    expect(result.credentialSets[0]?.credentialSet.name).toMatch(/^docker-hub-[0-9a-f]{8}$/);
    expect(result.rules[0]?.rule.credentialSet).toBe(result.credentialSets[0]?.credentialSet.name);
  });

  it('keeps the rules that serve already, with what they serve', () => {
    const library = rule('hub', 'docker.io/library/*', 'docker-hub/*', 'docker-hub');
    const unused = rule('a-unused', 'quay.io/a/*', 'quay/a/*');
    const result = planned(['nginx', 'team.azurecr.io/docker-hub/redis'], { rules: [library, unused] });
    expect(result.rules).toEqual([]);
    expect(result.kept.map(({ rule: { name }, serves }) => [name, serves.map(formatReference)])).toEqual([
      ['a-unused', []],
      ['hub', ['docker.io/library/nginx', 'team.azurecr.io/docker-hub/redis']],
    ]);
  });

  it('gives a namespace a path of its own where its usual one lies within a wildcard', () => {
    const rules = [rule('docker-hub-cache', 'docker.io/library/*', 'docker-hub/*', 'docker-hub')];
    const result = planned(['grafana/loki', 'bitnami/redis'], { rules });
    expect(lines(result)).toEqual([
      'docker-hub-bitnami docker.io/bitnami/* docker-hub-bitnami/* docker-hub',
      'docker-hub-grafana docker.io/grafana/* docker-hub-grafana/* docker-hub',
    ]);
    expect(result.problems.map(({ code }) => code)).toEqual(['target-taken', 'target-taken']);
    expect(
      conflicts(
        registryOf({ rules }),
        result.rules.map((item) => item.rule),
      ),
    ).toEqual([]);
  });

  it('goes round repositories that exist', () => {
    const existingRepositories = [
      'k8s/tools',
      'quay/a',
      'ghcr/a/own',
      'ghcr-a/own',
      'docker-hub/library/nginx',
    ];
    const granularity = { 'docker.io': 'repository' } as const;
    const result = planned(
      ['registry.k8s.io/pause', 'quay.io/a/b', 'ghcr.io/a/b', 'nginx'],
      { existingRepositories },
      { granularity },
    );
    expect(lines(result)).toEqual([
      'docker-hub-library-nginx docker.io/library/nginx docker-hub-2/library/nginx docker-hub',
      'ghcr-a ghcr.io/a/* ghcr-a-2/*',
      'quay-a quay.io/a/* quay/a/*',
      'registry-k8s-io registry.k8s.io/* k8s-2/*',
    ]);
  });

  it('does not let a static rule take a path from a wildcard that serves another image there', () => {
    const rules = [rule('mirror', 'ghcr.io/acme/*', 'quay/*')];
    expect(lines(planned(['quay.io/a/b'], { rules }, { granularity: { 'quay.io': 'repository' } }))).toEqual([
      'quay-a-b quay.io/a/b quay-2/a/b',
    ]);
  });

  it('keeps the usual path of a static rule within docker-hub/*, where no official image can be', () => {
    const rules = [rule('docker-hub-cache', 'docker.io/library/*', 'docker-hub/*', 'docker-hub')];
    expect(
      lines(planned(['grafana/loki'], { rules }, { granularity: { 'docker.io': 'repository' } })),
    ).toEqual(['docker-hub-grafana-loki docker.io/grafana/loki docker-hub/grafana/loki docker-hub']);
  });

  it('does not put a wildcard around a static rule for another image', () => {
    const rules = [rule('other', 'ghcr.io/acme/b', 'quay/a/b'), rule('same-b', 'quay.io/c/d', 'quay/c/d')];
    expect(lines(planned(['quay.io/a/b', 'quay.io/c/e'], { rules }))).toEqual([
      'quay-a quay.io/a/* quay-a/*',
      'quay-c quay.io/c/* quay/c/*',
    ]);
  });

  it('opens repositories at the root of an upstream one by one', () => {
    expect(lines(planned(['quay.io/x', 'quay.io/x/y']))).toEqual([
      'quay-x quay.io/x/* quay/x/*',
      expect.stringMatching(/^quay-x-[0-9a-f]{8} quay\.io\/x quay\/x$/),
    ]);
  });

  it('writes static rules where a wildcard * leaves no room', () => {
    const rules = [rule('mcr-all', 'mcr.microsoft.com/*', '*')];
    const result = planned(['quay.io/a/b:1', 'quay.io/a/b:2', 'quay.io/a/c'], { rules });
    expect(lines(result)).toEqual(['quay-a-b quay.io/a/b quay/a/b', 'quay-a-c quay.io/a/c quay/a/c']);
    expect(result.problems.map(({ code }) => code)).toEqual(['static-instead']);
  });

  it('follows the policy, by host or by pattern', () => {
    const policy = {
      granularity: { 'docker.io': 'registry', '*.pkg.dev': 'repository' },
      targetPrefix: { 'docker.io': 'mirrors/hub', 'quay.io': 'Not A Path' },
    } as const;
    const result = planned(['nginx', 'us-docker.pkg.dev/p/r/i', 'quay.io/a/b'], {}, policy);
    expect(lines(result)).toEqual([
      'gar-us-docker-p-r-i us-docker.pkg.dev/p/r/i gar-us-docker/p/r/i gar-us-docker',
      'mirrors-hub docker.io/* mirrors/hub/* docker-hub',
      'quay-a quay.io/a/* quay/a/*',
    ]);
    expect(result.problems.map(({ code }) => code)).toEqual(['invalid-prefix']);
  });

  it('finds a way out of a wildcard around a prefix of several segments', () => {
    const rules = [rule('mirrors', 'ghcr.io/acme/*', 'mirrors/*')];
    const policy = { targetPrefix: { 'docker.io': 'mirrors/hub' } };
    expect(lines(planned(['nginx'], { rules }, policy))).toEqual([
      'mirrors-hub-library docker.io/library/* mirrors-hub-library/* docker-hub',
    ]);
  });

  it('reports what cannot be cached, once for each reason', () => {
    const result = planned(['lscr.io/a/b', 'lscr.io/a/c', 'localhost:5000/x']);
    expect(result.rules).toEqual([]);
    expect(result.problems.map(({ code, references }) => [code, references.map(formatReference)])).toEqual([
      ['unsupported-upstream', ['lscr.io/a/b', 'lscr.io/a/c']],
      ['unsupported-upstream', ['localhost:5000/x']],
    ]);
  });

  it('asks for an identity for another Azure registry', () => {
    const result = planned(['other.azurecr.io/team/app']);
    expect(lines(result)).toEqual(['acr-other-team other.azurecr.io/team/* acr-other/team/*']);
    expect(result.problems.map(({ code }) => code)).toEqual(['identity-needed']);
  });

  it('says what a coarser granularity would save beyond 1,000 rules', () => {
    const images = Array.from({ length: 1001 }, (_, i) => `team${i % 40}/app${i}`);
    const result = planned(images, {}, { granularity: { 'docker.io': 'repository' } });
    expect(result.rules).toHaveLength(1001);
    expect(result.problems).toMatchObject([{ code: 'too-many-rules' }]);
    expect(result.problems[0]?.message).toContain('with the granularity "namespace" it needs 40');
  });

  it('proposes no rule for a reference that would be too long to pull', () => {
    const long = `quay.io/a/${'b'.repeat(250)}`;
    const result = planned([long, 'quay.io/a/c']);
    expect(result.rules[0]?.serves.map(formatReference)).toEqual(['quay.io/a/c']);
    expect(result.problems).toMatchObject([{ code: 'name-too-long' }]);
    expect(planned([long]).rules).toEqual([]);
  });

  it('cuts long names to what Terraform takes, and keeps them apart', () => {
    const base = 'a'.repeat(60);
    const result = planned([`ghcr.io/${base}/x`, `ghcr.io/${base}b/x`]);
    const names = result.rules.map((item) => item.rule.name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^ghcr-a+-[0-9a-f]{8}$/);
    for (const name of names) expect(name.length).toBe(49);
  });
});
