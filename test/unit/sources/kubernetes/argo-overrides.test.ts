import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { argoOverrides } from '../../../../src/sources/kubernetes/argo-overrides.ts';
import { sourceText } from '../../../../src/text/index.ts';

test.each(['.argocd-source.yaml', 'apps/.argocd-source-shop.yml'])('%s is read', (path) => {
  expect(argoOverrides.claims(path, undefined)).toBe(true);
  const text =
    'kustomize:\n  images:\n    - ghcr.io/shop/web:2\n    - "db=docker.io/library/postgres:17"\n    - cache=\n';
  const { uses, unresolved } = extractImages(sourceText(path, text), [argoOverrides], { buildArgs: {} });
  expect(uses.map(({ path: at, raw, line }) => `${at} ${line} ${raw}`)).toEqual([
    'kustomize.images[0] 3 ghcr.io/shop/web:2',
    'kustomize.images[1] 4 docker.io/library/postgres:17',
  ]);
  expect(unresolved.map(({ raw }) => raw)).toEqual(['']);
});

test('a file without images of kustomize is another source’s', () => {
  const text = 'helm:\n  parameters:\n    - name: image.tag\n      value: "1"\n';
  const source = sourceText('.argocd-source.yaml', text);
  expect(extractImages(source, [argoOverrides], { buildArgs: {} }).source).toBeUndefined();
});
