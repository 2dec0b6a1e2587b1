import { expect, test } from 'vitest';
import { extractImages } from '../../../src/sources/extract.ts';
import { kubernetes } from '../../../src/sources/kubernetes/index.ts';
import { sourceText } from '../../../src/text/source-text.ts';

function reasonOf(text: string): string | undefined {
  const { unresolved } = extractImages(sourceText('a.yaml', text), [kubernetes], { buildArgs: {} });
  return unresolved[0]?.reason;
}

test('a pattern in a policy is no mistake, the same text in a container is', () => {
  const policy = `apiVersion: kyverno.io/v1
kind: ClusterPolicy
spec:
  rules:
    - verifyImages:
        - imageReferences: ["ghcr.io/shop/web:*"]
`;
  expect(reasonOf(policy)).toBe('a pattern that images are held against, no image');
  const pod = `apiVersion: v1
kind: Pod
spec:
  containers:
    - image: ghcr.io/shop/web:*
`;
  expect(reasonOf(pod)).toMatch(/^A tag begins with/);
});
