import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unresolvedText } from '../../../src/sources/unresolved-text.ts';

describe('unresolvedText', () => {
  test.each([
    'nginx',
    'nginx:1.27',
    'ghcr.io/a/b_c:1.2_3@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'registry.example:5000/a/b__c/d:V1.2_RC',
    'myRegistry/app',
    'a:PLACEHOLDERS',
    'a:BASE_IMAGE',
    'BASEIMAGE/web',
    'MY-REGISTRY/web',
    'NGINX',
  ])('%s is whole', (text) => {
    expect(unresolvedText(text)).toBeUndefined();
  });

  test.each([
    ['a:{{ .tag }}', 'template'],
    ['a:${{ env.TAG }}', 'template'],
    ['$[[ inputs.image ]]', 'template'],
    ['((image))', 'template'],
    ['a:${TAG}', 'variable'],
    ['a:$TAG', 'variable'],
    ['a:$(TAG)', 'variable'],
    ['a:%TAG%', 'variable'],
    ['@IMAGE@', 'variable'],
    ['{docker_user}/web:1', 'variable'],
    ['{IMAGE}', 'variable'],
    ['IMAGE_REGISTRY/web:1', 'variable'],
    ['ghcr.io/MY_TEAM/web', 'variable'],
    ['BASEIMAGE', 'variable'],
    ['ghcr.io/shop/IMAGE:1', 'variable'],
    ['CHANGE_ME', 'variable'],
  ])('%s is not', (text, code) => {
    expect(unresolvedText(text)?.code).toBe(code);
  });

  test('takes linear time', () => {
    for (const piece of [
      '{{',
      '${',
      '$(',
      '((',
      '#{',
      '<',
      '__a',
      '%a',
      '@A',
      '$[[',
      '__a_',
      '{',
      '{a',
      'A_',
      'AIMAGE',
      '/A',
    ]) {
      const started = performance.now();
      unresolvedText(piece.repeat(100_000));
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });

  test('never takes a reference of plain words for unresolved', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,10}$/);
    fc.assert(
      fc.property(word, word, word, (a, b, tag) => unresolvedText(`${a}.io/${b}:${tag}`) === undefined),
    );
  });
});
