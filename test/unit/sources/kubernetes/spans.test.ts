import { describe, expect, test } from 'vitest';
import { found, raws, uses } from './extract.ts';

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: ${image}\n      tty: true\n`;

describe('the span holds the reference and nothing around it', () => {
  test.each([
    ['plain', 'nginx:1.27', 'nginx:1.27'],
    ['single quotes', "'nginx:1.27'", 'nginx:1.27'],
    ['double quotes', '"nginx:1.27"', 'nginx:1.27'],
    ['a comment behind', 'nginx:1.27 # pinned', 'nginx:1.27'],
    ['a tag', '!!str nginx:1.27', 'nginx:1.27'],
    ['an anchor', '&web nginx:1.27', 'nginx:1.27'],
    ['a folded scalar', '>-\n        nginx:1.27', 'nginx:1.27'],
  ])('%s', (_, written, raw) => {
    expect(raws(pod(written))).toEqual([raw]);
    expect(found(pod(written))[0]?.value).toBe(raw);
    expect(found(pod(written))[0]?.pieces).toBeUndefined();
  });

  test('carriage returns', () => {
    expect(raws(pod('nginx:1.27').replaceAll('\n', '\r\n'))).toEqual(['nginx:1.27']);
  });

  test('flow style and JSON', () => {
    const text = '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","image":"nginx:1"}]}}';
    expect(raws(text)).toEqual(['nginx:1']);
  });

  test('a byte order mark moves nothing', () => {
    expect(raws(`\ufeff${pod('nginx:1')}`)).toEqual(['nginx:1']);
  });

  test('escapes are resolved in the value', () => {
    expect(uses(pod('"nginx:1\\u002e27"'))).toEqual(['spec.containers[0].image = nginx:1.27']);
  });
});

describe('aliases', () => {
  const twice = `apiVersion: v1
kind: Pod
spec:
  initContainers:
    - image: &app "shop/app:1"
  containers:
    - image: *app
`;

  test('the use stands at the alias, its piece at the anchored text', () => {
    expect(raws(twice)).toEqual(['shop/app:1', '*app']);
    const [literal, alias] = found(twice);
    expect(alias?.value).toBe('shop/app:1');
    expect(alias?.pieces).toEqual([{ role: 'reference', value: 'shop/app:1', span: literal?.span }]);
  });

  test('a whole container behind an alias or a merge key', () => {
    const text = `apiVersion: v1
kind: Pod
spec:
  initContainers:
    - &base { name: a, image: "a:1" }
  containers:
    - <<: *base
      name: b
    - *base
`;
    expect(raws(text)).toEqual(['a:1', '*base', '*base']);
    expect(uses(text)).toEqual([
      'spec.initContainers[0].image = a:1',
      'spec.containers[0].image = a:1',
      'spec.containers[1].image = a:1',
    ]);
  });

  test('the last of duplicate keys counts, as it does for kubectl', () => {
    expect(
      uses('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a:1\n      image: b:2\n'),
    ).toEqual(['spec.containers[0].image = b:2']);
  });
});
