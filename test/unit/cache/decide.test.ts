import { describe, expect, it } from 'vitest';
import { type CacheRegistry, type Decision, decide } from '../../../src/cache/index.ts';
import { formatReference } from '../../../src/image/index.ts';
import { image, registryOf, rule } from './registry.ts';

const team = 'team.azurecr.io';
const library = rule('docker-hub-library', 'docker.io/library/*', 'docker-hub/library/*', 'docker-hub');
const k8s = rule('kubernetes', 'registry.k8s.io/*', 'k8s/*');

function brief(decision: Decision): string {
  switch (decision.status) {
    case 'covered':
      return `covered ${decision.rule.name} ${formatReference(decision.cached)}`;
    case 'cached':
      return `cached ${decision.rule.name} ${formatReference(decision.upstream)}`;
    case 'uncovered':
      return `uncovered ${decision.proposed?.source} ${decision.cached && formatReference(decision.cached)}`;
    case 'own':
      return 'own';
    default:
      return `${decision.status}: ${decision.reason}`;
  }
}
const decided = (text: string, parts: Partial<CacheRegistry> = {}): string =>
  brief(decide(image(text), registryOf({ rules: [library, k8s], ...parts })));

describe('decide', () => {
  it.each([
    ['nginx:1.25', `covered docker-hub-library ${team}/docker-hub/library/nginx:1.25`],
    ['registry-1.docker.io/library/nginx', `covered docker-hub-library ${team}/docker-hub/library/nginx`],
    ['k8s.gcr.io/pause:3.9', `covered kubernetes ${team}/k8s/pause:3.9`],
    ['grafana/grafana:10', `uncovered docker.io/grafana/* ${team}/docker-hub/grafana/grafana:10`],
    ['quay.io/prometheus/prometheus', `uncovered quay.io/prometheus/* ${team}/quay/prometheus/prometheus`],
    ['mcr.microsoft.com/dotnet/sdk:8.0', `uncovered mcr.microsoft.com/* ${team}/mcr/dotnet/sdk:8.0`],
    [
      'europe-docker.pkg.dev/acme/apps/web',
      `uncovered europe-docker.pkg.dev/acme/* ${team}/gar-europe-docker/acme/apps/web`,
    ],
    [`${team}/docker-hub/library/nginx:1`, 'cached docker-hub-library docker.io/library/nginx:1'],
    ['TEAM.azurecr.io/docker-hub/library/nginx:1', 'cached docker-hub-library docker.io/library/nginx:1'],
    [`${team}/k8s/ingress-nginx/controller`, 'cached kubernetes registry.k8s.io/ingress-nginx/controller'],
    [`${team}/shop/web:1`, 'own'],
  ])('%s: %s', (text, expected) => {
    expect(decided(text)).toBe(expected);
  });

  it('calls a path near the cache dangling, and names the neighbour', () => {
    expect(decided(`${team}/docker-hub/grafana/loki`)).toBe(
      'dangling: no cache rule serves docker-hub/grafana/loki; the nearest, docker-hub-library, serves docker-hub/library/*',
    );
    expect(decided(`${team}/ghcr/acme/app`)).toMatch(/^dangling: .* ghcr\/ is where/);
    expect(decided(`${team}/gar-us-docker/acme/app`)).toMatch(/^dangling/);
    expect(decided(`${team}/k8s`)).toMatch(/^dangling/);
    expect(decided(`${team}/ghcr-tools/app`)).toBe('own');
  });

  it('takes what exists in the registry for own', () => {
    expect(decided(`${team}/ghcr/acme/app`, { existingRepositories: ['ghcr/acme/app'] })).toBe('own');
  });

  it('knows the other registries of the team by host globs', () => {
    const own = ['*.corp.example:5000', '[::1]:5000', 'Registry.Example.com'];
    expect(decided('images.corp.example:5000/shop/web', { own })).toBe('own');
    expect(decided('[::1]:5000/shop/web', { own })).toBe('own');
    expect(decided('registry.example.com/shop/web', { own })).toBe('own');
    expect(decided('images.corp.example/shop/web', { own })).toMatch(/^unsupported/);
  });

  it('exempts before any rule, until the day the exemption ends', () => {
    const exempt = [
      { image: 'docker.io/library/busybox', reason: 'tiny', expires: '2026-06-30' },
      { image: 'ghcr.io/acme/**', reason: 'ours' },
    ];
    const on = (text: string, today?: string): string =>
      decided(text, { exempt, ...(today === undefined ? {} : { today }) });
    expect(on('busybox:1')).toBe('exempt: tiny');
    expect(on('busybox:1', '2026-06-30')).toBe('exempt: tiny');
    expect(on('busybox:1', '2026-07-01')).toMatch(/^covered/);
    expect(on('ghcr.io/acme/a/b:1', '2030-01-01')).toBe('exempt: ours');
    expect(on('ghcr.io/acme2/a')).toMatch(/^uncovered/);
  });

  it('looks for a longer exemption behind an expired one', () => {
    const exempt = [
      { image: 'docker.io/library/busybox', reason: 'old', expires: '2026-01-01' },
      { image: 'docker.io/library/*', reason: 'new' },
    ];
    expect(decided('busybox', { exempt, today: '2026-02-01' })).toBe('exempt: new');
  });

  it.each([
    ['lscr.io/linuxserver/swag', /ghcr\.io\/linuxserver/],
    ['docker.elastic.co/beats/filebeat', /docker\.io\/elastic/],
    ['registry.gitlab.com/a/b', /az acr import/],
    ['us.gcr.io/a/b', /only gcr\.io and eu\.gcr\.io/],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/a', /public\.ecr\.aws/],
    ['docker.pkg.github.com/a/b/c', /ghcr\.io/],
    ['localhost:5000/a', /the machine that pulls/],
    ['127.0.0.1:5000/a', /the machine that pulls/],
    ['[::1]:5000/a', /the machine that pulls/],
    ['10.1.2.3/a', /private network/],
    ['172.20.0.1:443/a', /private network/],
    ['registry.kube-system.svc.cluster.local/a', /known only inside/],
    ['registry:5000/a', /without a domain/],
    ['harbor.acme.com/a/b', /as of 2026-11-23/],
  ])('%s cannot be cached', (text, reason) => {
    const decision = decided(text);
    expect(decision).toMatch(/^unsupported: /);
    expect(decision).toMatch(reason);
  });

  it('believes a rule that exists for an upstream the catalogue does not know', () => {
    expect(decided('reg.mini.dev/node:22', { rules: [rule('minimus', 'reg.mini.dev/*', 'mini/*')] })).toBe(
      `covered minimus ${team}/mini/node:22`,
    );
  });

  it('never names a real registry where none is configured', () => {
    const { loginServer: _, ...registry } = registryOf({ rules: [k8s] });
    expect(brief(decide(image('registry.k8s.io/pause:3'), registry))).toBe(
      'covered kubernetes your-registry.invalid/k8s/pause:3',
    );
  });

  it('proposes a static rule where a wildcard * keeps every other wildcard out', () => {
    const decision = decide(
      image('quay.io/a/b:1'),
      registryOf({ rules: [rule('mcr-all', 'mcr.microsoft.com/*', '*')] }),
    );
    expect(decision).toMatchObject({ proposed: { source: 'quay.io/a/b', target: 'quay/a/b' } });
  });
});
