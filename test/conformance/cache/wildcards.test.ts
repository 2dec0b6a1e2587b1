import { describe, expect, it } from 'vitest';
import { conflicts, matchRule, upstreamReference } from '../../../src/cache/index.ts';
import { formatReference } from '../../../src/image/index.ts';
import { image, registryOf, rule } from '../../unit/cache/registry.ts';

/** learn.microsoft.com/azure/container-registry/wildcards-artifact-cache: the tables and examples of the page. */
describe('mapping of wildcards', () => {
  it.each([
    ['*', 'mcr.microsoft.com/*', 'myapp/image1', 'mcr.microsoft.com/myapp/image1'],
    ['*', 'mcr.microsoft.com/*', 'myapp/image2', 'mcr.microsoft.com/myapp/image2'],
    ['dotnet/*', 'mcr.microsoft.com/dotnet/*', 'dotnet/sdk', 'mcr.microsoft.com/dotnet/sdk'],
    ['dotnet/*', 'mcr.microsoft.com/dotnet/*', 'dotnet/runtime', 'mcr.microsoft.com/dotnet/runtime'],
    [
      'library/dotnet/*',
      'mcr.microsoft.com/dotnet/*',
      'library/dotnet/app1',
      'mcr.microsoft.com/dotnet/app1',
    ],
    [
      'library/python/*',
      'docker.io/library/python/*',
      'library/python/app3',
      'docker.io/library/python/app3',
    ],
    // Azure/acr#772: the wildcard stands for the whole remainder.
    [
      'docker.io/*',
      'docker.io/library/*',
      'docker.io/pulumi/pulumi-dotnet',
      'docker.io/library/pulumi/pulumi-dotnet',
    ],
    // Azure/acr#740: a static rule is one repository under another name.
    [
      'ingress-nginx',
      'registry.k8s.io/ingress-nginx/controller',
      'ingress-nginx',
      'registry.k8s.io/ingress-nginx/controller',
    ],
  ])('%s => %s serves %s from %s', (target, source, path, upstream) => {
    const origin = upstreamReference(image(`team.azurecr.io/${path}:1`), [rule('rule-one', source, target)]);
    expect(origin && formatReference(origin.upstream)).toBe(`${upstream}:1`);
  });

  it.each([
    ['dotnet/*', 'dotnet'],
    ['dotnet/*', 'dotnet-sdk/app'],
    ['ingress-nginx', 'ingress-nginx/controller'],
    ['ingress-nginx', 'ingress'],
  ])('%s does not serve %s', (target, path) => {
    const source = target.endsWith('*')
      ? 'mcr.microsoft.com/dotnet/*'
      : 'registry.k8s.io/ingress-nginx/controller';
    expect(matchRule(path, [rule('rule-one', source, target)])).toBeUndefined();
  });
});

describe('overlap of targets', () => {
  it.each([
    ['*', 'library/*', 'wildcard-overlap'],
    ['library/*', '*', 'wildcard-overlap'],
    ['library/*', 'library/dotnet/*', 'wildcard-overlap'],
    ['*', '*', 'same-target'],
    ['library/dotnet', 'library/dotnet', 'same-target'],
    ['*', 'library/dotnet', undefined],
    ['library/*', 'library/dotnet', undefined],
    ['library/*', 'library', undefined],
    ['library/*', 'library-two/*', undefined],
    ['library/dotnet', 'library/dotnet/sdk', undefined],
  ])('%s beside %s: %s', (first, second, code) => {
    const source = (target: string): string =>
      target.endsWith('*') ? 'mcr.microsoft.com/*' : 'docker.io/library/dotnet';
    const found = conflicts(
      registryOf({
        rules: [rule('rule-one', source(first), first), rule('rule-two', source(second), second)],
      }),
    );
    expect(found.map((conflict) => conflict.code)).toEqual(code === undefined ? [] : [code]);
  });
});
