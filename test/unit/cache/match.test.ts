import { describe, expect, it } from 'vitest';
import { cachedReference, coveringRule, matchRule, upstreamReference } from '../../../src/cache/index.ts';
import { formatReference } from '../../../src/image/index.ts';
import { image, rule } from './registry.ts';

const team = 'team.azurecr.io';
const cached = (text: string, source: string, target: string): string | undefined => {
  const found = cachedReference(image(text), rule('rule-one', source, target), team);
  return found && formatReference(found);
};

describe('cachedReference', () => {
  it.each([
    ['nginx:1.25', 'docker.io/*', 'docker-hub/*', 'docker-hub/library/nginx:1.25'],
    ['nginx:1.25', 'docker.io/library/*', 'docker-hub/*', 'docker-hub/nginx:1.25'],
    ['nginx:1.25', 'docker.io/library/*', 'docker-hub/library/*', 'docker-hub/library/nginx:1.25'],
    ['nginx:1.25', 'docker.io/library/nginx', 'docker-hub/nginx', 'docker-hub/nginx:1.25'],
    ['nginx:1.25', 'docker.io/nginx', 'docker-hub/nginx', 'docker-hub/nginx:1.25'],
    ['grafana/loki', 'docker.io/grafana/*', 'docker-hub/grafana/*', 'docker-hub/grafana/loki'],
    ['quay.io/a/b/c:1', 'quay.io/a/*', 'quay/a/*', 'quay/a/b/c:1'],
    ['quay.io/a/b:1', 'quay.io/*', '*', 'a/b:1'],
    ['k8s.gcr.io/pause:3.9', 'registry.k8s.io/*', 'k8s/*', 'k8s/pause:3.9'],
  ])('%s through %s -> %s is %s', (text, source, target, expected) => {
    expect(cached(text, source, target)).toBe(`${team}/${expected}`);
  });

  it.each([
    ['grafana/loki', 'docker.io/library/*', 'docker-hub/*'],
    ['quay.io/a', 'quay.io/a/*', 'quay/a/*'],
    ['quay.io/ab/c', 'quay.io/a/*', 'quay/a/*'],
    ['quay.io/a/b/c', 'quay.io/a/b', 'quay/b'],
    ['quay.io/a/b', 'quay.io/a/*', 'quay/a'],
  ])('%s is not held by %s -> %s', (text, source, target) => {
    expect(cached(text, source, target)).toBeUndefined();
  });

  it('keeps tag and digest', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(cached(`nginx:1@${digest}`, 'docker.io/library/*', 'hub/*')).toBe(`${team}/hub/nginx:1@${digest}`);
  });
});

describe('coveringRule', () => {
  const wide = rule('wide', 'docker.io/*', 'wide/*');
  const narrow = rule('narrow', 'docker.io/library/*', 'narrow/*');
  const single = rule('single', 'docker.io/library/nginx', 'single');

  it('prefers static rules, then the longest source, then the name', () => {
    expect(coveringRule(image('nginx'), [wide, narrow, single])).toBe(single);
    expect(coveringRule(image('redis'), [wide, narrow, single])).toBe(narrow);
    const other = rule('abc-first', 'docker.io/library/*', 'other/*');
    expect(coveringRule(image('redis'), [wide, narrow, other])).toBe(other);
  });

  it('passes over a rule whose path a static rule takes for another image', () => {
    const quay = rule('quay-all', 'quay.io/*', 'quay/*');
    const thief = rule('thief', 'docker.io/library/nginx', 'quay/team/app');
    expect(coveringRule(image('quay.io/team/app'), [quay, thief])).toBeUndefined();
    expect(coveringRule(image('quay.io/team/other'), [quay, thief])).toBe(quay);
    const second = rule('quay-team', 'quay.io/team/*', 'second/*');
    expect(coveringRule(image('quay.io/team/app'), [quay, thief, second])).toBe(second);
  });

  it('serves nothing by a rule with a wildcard on one side alone', () => {
    expect(coveringRule(image('quay.io/a/b'), [rule('half-a-rule', 'quay.io/a/*', 'quay')])).toBeUndefined();
  });

  it('does not serve what no client could pull: more than 255 characters', () => {
    const long = `quay.io/a/${'b'.repeat(250)}`;
    expect(coveringRule(image(long), [rule('quay-a', 'quay.io/a/*', 'a/*')])?.name).toBe('quay-a');
    expect(coveringRule(image(long), [rule('quay-a', 'quay.io/a/*', 'quay/a/*')])).toBeUndefined();
  });
});

describe('matchRule', () => {
  it('takes the static rule before the wildcard around it', () => {
    const all = rule('mcr-all', 'mcr.microsoft.com/*', '*');
    const dotnet = rule('dotnet', 'docker.io/library/dotnet', 'library/dotnet');
    expect(matchRule('library/dotnet', [all, dotnet])).toBe(dotnet);
    expect(matchRule('library/python', [all, dotnet])).toBe(all);
  });
});

describe('upstreamReference', () => {
  it('adds library/ to a Docker Hub image of one segment, as ACR does', () => {
    const origin = upstreamReference(image(`${team}/docker-hub/nginx:1`), [
      rule('hub-all', 'docker.io/*', 'docker-hub/*'),
    ]);
    expect(origin && formatReference(origin.upstream)).toBe('docker.io/library/nginx:1');
  });

  it('is undefined where no rule serves the path', () => {
    expect(
      upstreamReference(image(`${team}/shop/web`), [rule('hub-all', 'docker.io/*', 'docker-hub/*')]),
    ).toBeUndefined();
  });
});
