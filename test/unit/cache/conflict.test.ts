import { describe, expect, it } from 'vitest';
import { type CacheRule, conflicts } from '../../../src/cache/index.ts';
import { registryOf, rule } from './registry.ts';

describe('conflicts', () => {
  it('refuses the set that guides print, and says what works', () => {
    const official = rule('docker-hub-cache', 'docker.io/library/*', 'docker-hub/*', 'hub');
    const grafana = rule('grafana-cache', 'docker.io/grafana/*', 'docker-hub/grafana/*', 'hub');
    const [conflict, ...others] = conflicts(registryOf({ rules: [official, grafana] }));
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ code: 'wildcard-overlap', rules: [official, grafana] });
    expect(conflict?.message).toContain('Give docker-hub-cache the target docker-hub/library/*');
    expect(conflict?.message).toContain('docker.io/library/IMAGE -> docker-hub/IMAGE');

    const advised = rule('docker-hub-cache', 'docker.io/library/*', 'docker-hub/library/*', 'hub');
    expect(conflicts(registryOf({ rules: [advised, grafana] }))).toEqual([]);
    const short = rule('docker-hub-nginx', 'docker.io/library/nginx', 'docker-hub/nginx', 'hub');
    expect(conflicts(registryOf({ rules: [short, grafana] }))).toEqual([]);
  });

  it('says that a rule within another one of the same upstream is not needed', () => {
    const all = rule('hub-all', 'docker.io/*', 'docker-hub/*');
    const grafana = rule('hub-grafana', 'docker.io/grafana/*', 'docker-hub/grafana/*');
    const [conflict] = conflicts(registryOf({ rules: [grafana, all] }));
    expect(conflict?.rules).toEqual([all, grafana]);
    expect(conflict?.message).toContain('hub-grafana is not needed');
  });

  it('moves the inner rule out where the outer one cannot be narrowed', () => {
    const all = rule('quay-all', 'quay.io/*', 'images/*');
    const other = rule('ghcr-acme', 'ghcr.io/acme/*', 'images/acme/*');
    expect(conflicts(registryOf({ rules: [all, other] }))[0]?.message).toContain(
      'Give ghcr-acme a target outside images/*, such as images-acme/*.',
    );
  });

  it('compares names without case', () => {
    const found = conflicts(
      registryOf({ rules: [rule('Quay-A', 'quay.io/a/*', 'a/*'), rule('quay-a', 'quay.io/b/*', 'b/*')] }),
    );
    expect(found.map(({ code }) => code)).toEqual(['duplicate-name']);
  });

  it('holds repositories against proposed rules, not against those that have cached them', () => {
    const wildcard = rule('quay-all', 'quay.io/*', 'quay/*');
    const fixed = rule('pause', 'registry.k8s.io/pause', 'pause');
    const existingRepositories = ['quay/a/b', 'quay/c', 'pause', 'quay'];
    expect(conflicts(registryOf({ rules: [wildcard, fixed], existingRepositories }))).toEqual([]);
    const found = conflicts(registryOf({ existingRepositories }), [wildcard, fixed]);
    expect(found.map(({ acr, rules }) => [acr, rules[0]])).toEqual([
      ['TargetRepositoryPrefixMatchesExistingRegistries', wildcard],
      ['TargetRepositoryAlreadyPresentInRegistry', fixed],
    ]);
    expect(found[0]?.message).toContain('2 repositories (quay/a/b, …)');
  });

  it('lets a wildcard stand beside a repository named as its path', () => {
    const registry = registryOf({ existingRepositories: ['quay', 'quay-old/app'] });
    expect(conflicts(registry, [rule('quay-all', 'quay.io/*', 'quay/*')])).toEqual([]);
  });

  it('lets no wildcard * into a registry that holds anything', () => {
    const registry = registryOf({ existingRepositories: ['shop/web'] });
    expect(conflicts(registry, [rule('mcr-all', 'mcr.microsoft.com/*', '*')])[0]?.acr).toBe(
      'TargetRepositoryPrefixMatchesExistingRegistries',
    );
  });

  it('reports invalid rules with the rule', () => {
    const found = conflicts(registryOf({ rules: [rule('bad', 'quay.io/a:1', 'a')] }));
    expect(found.map(({ code, acr }) => [code, acr])).toEqual([
      ['invalid-rule', undefined],
      ['invalid-rule', 'GenericRepositoryNameInvalid'],
    ]);
  });

  it('knows the limit, and stays linear in rules and messages', () => {
    const rules: CacheRule[] = [rule('all-of-quay', 'quay.io/*', 'q/*')];
    for (let i = 0; i < 5000; i++) rules.push(rule(`rule-${i}`, `quay.io/n${i}/*`, `q/n${i}/*`));
    const started = performance.now();
    const found = conflicts(registryOf({ rules }));
    expect(performance.now() - started).toBeLessThan(2000);
    expect(found.filter(({ code }) => code === 'wildcard-overlap')).toHaveLength(5000);
    const limit = found.find(({ code }) => code === 'too-many-rules');
    expect(limit?.rules).toHaveLength(4001);
    expect(conflicts(registryOf({ rules: rules.slice(1, 1001) }))).toEqual([]);
  });
});
