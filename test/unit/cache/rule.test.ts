import { describe, expect, it } from 'vitest';
import { validateRule } from '../../../src/cache/index.ts';
import { rule } from './registry.ts';

const codes = (name: string, source: string, target: string): readonly string[] =>
  validateRule(rule(name, source, target)).map(({ code, severity }) => `${severity} ${code}`);

describe('validateRule', () => {
  it.each([
    ['docker.io/library/*', 'docker-hub/*'],
    ['docker.io/*', 'docker.io/*'],
    ['registry.k8s.io/pause', 'pause'],
    ['mcr.microsoft.com/dotnet/sdk', 'a__b/c-d/e.f'],
    ['us-docker.pkg.dev/project/images/*', 'gar/*'],
    ['other.azurecr.io/team/*', 'other/*'],
  ])('accepts %s -> %s', (source, target) => {
    expect(codes('rule-1', source, target)).toEqual([]);
  });

  it.each([
    ['four', ['error name-length']],
    ['', ['error name-length']],
    ['a'.repeat(50), []],
    ['a'.repeat(51), ['error name-length']],
    ['docker_hub', ['error name-characters']],
    ['naïve-rule', ['error name-characters']],
  ])('judges the name %s', (name, expected) => {
    expect(codes(name, 'quay.io/a/b', 'b')).toEqual(expected);
  });

  it.each([
    ['quay.io/a/*/b', 'quay/b', ['error wildcard-position']],
    ['quay.io/a*', 'quay/*', ['error wildcard-position']],
    ['quay.io/*/*', 'quay/*', ['error wildcard-position']],
    ['quay.io/**', 'quay/*', ['error wildcard-position']],
    ['quay.io/a/*', 'quay/a', ['error wildcard-mismatch']],
    ['quay.io/a', 'quay/*', ['error wildcard-mismatch']],
    ['mcr.microsoft.com/oss/pause:3.9', 'pause', ['error tag']],
    ['quay.io/a/b@sha256:00', 'b', ['error tag']],
    ['quay.io/a/b', 'b:1', ['error tag']],
    ['quay.io/A/b', 'b', ['error source-path']],
    ['quay.io/a//b', 'b', ['error source-path']],
    ['quay.io/', 'b', ['error source-path']],
    ['quay.io//*', 'b/*', ['error source-path']],
    ['quay.io/*', '/*', ['error target-path']],
    ['quay.io/a/b', 'B', ['error target-path']],
    ['quay.io/a/b', '/b', ['error target-path']],
    ['quay.io/a/b', 'b/', ['error target-path']],
    ['quay.io/a/b', '-b', ['error target-path']],
    ['quay.io/a/b', '', ['error target-path']],
    ['quay.io/a/b', 'a..b', ['error target-path']],
    ['quay.io/a/b', 'a___b', ['error target-path']],
    ['quay.io/a/b', 'x'.repeat(256), ['error target-path']],
    ['quay.io/a/b', 'team.azurecr.io/b', ['error target-registry']],
    ['nginx', 'nginx', ['error source-registry']],
    ['library/nginx', 'nginx', ['error source-registry']],
    ['', 'nginx', ['error source-registry']],
    ['docker.io/nginx', 'nginx', ['warning library-missing']],
    ['lscr.io/linuxserver/*', 'lscr/*', ['warning unknown-upstream']],
    ['mcr.microsoft.com/*', '*', ['warning catch-all']],
  ])('judges %s -> %s', (source, target, expected) => {
    expect(codes('rule-1', source, target)).toEqual(expected);
  });

  it("names ACR's own codes", () => {
    expect(validateRule(rule('rule-1', 'quay.io/a/b:1', 'b'))[0]?.acr).toBe('GenericRepositoryNameInvalid');
    expect(validateRule(rule('rule-1', 'cgr.dev/chainguard/*', 'cgr/*'))[0]?.acr).toBe(
      'UpstreamNotSupported',
    );
  });

  it('stays fast on hostile input', () => {
    const started = performance.now();
    validateRule(rule('a'.repeat(1e6), `quay.io/${'a-'.repeat(5e5)}`, `${'a/'.repeat(5e5)}*`));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
