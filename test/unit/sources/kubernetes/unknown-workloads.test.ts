import { expect, test } from 'vitest';
import { kubernetes } from '../../../../src/sources/kubernetes/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

function values(apiVersion: string, kind: string): readonly string[] {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: nginx:1\n`;
  return (kubernetes.extract(sourceText('a.yaml', text), { buildArgs: {} })?.found ?? []).map(
    ({ value }) => value,
  );
}

test('a kind that nobody knows, in the groups of workloads, is read like a custom resource', () => {
  expect(values('apps/v1alpha1', 'PetSet')).toEqual(['nginx:1']);
  expect(values('batch/v3', 'ArrayJob')).toEqual(['nginx:1']);
  expect(values('apps/v1', 'ControllerRevision')).toEqual([]);
});
