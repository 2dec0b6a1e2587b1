import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { toolsElsewhere } from '../../../../src/sources/tools/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

const found = (path: string, text: string) =>
  extractImages(sourceText(path, text), [toolsElsewhere], { buildArgs: {} });

test('jobs of Prow and task definitions of ECS are known by their keys', () => {
  const jobs =
    'periodics:\n- name: nightly\n  spec:\n    initContainers: [{image: "busybox:1.36"}]\n    containers: [{image: golang, env: [{name: GO_IMAGE, value: "quay.io/shop/go:1"}, {name: A, value: "b:1"}]}]\n';
  expect(found('config/anything.yaml', jobs).uses.map(({ path, value }) => `${path} ${value}`)).toEqual([
    'periodics[0].spec.initContainers[0].image busybox:1.36',
    'periodics[0].spec.containers[0].image golang',
    'periodics[0].spec.containers[0].env[0].value quay.io/shop/go:1',
  ]);
  const task =
    '{"taskDefinition": {"containerDefinitions": [{"image": "nginx:1.27"}, {"image": "<IMAGE>"}]}}';
  const { uses, unresolved } = found('deploy.json', task);
  expect(uses.map(({ path }) => path)).toEqual(['taskDefinition.containerDefinitions[0].image']);
  expect(unresolved.map(({ code }) => code)).toEqual(['variable']);
});

test('a file that only speaks of such keys, and a Kubernetes object, are of another kind', () => {
  expect(found('a.yaml', 'image: nginx:1\ntext: presubmits\n').source).toBeUndefined();
  const object =
    'apiVersion: prow.k8s.io/v1\nkind: ProwJob\nperiodics: [{spec: {containers: [{image: nginx}]}}]\n';
  expect(found('a.yaml', object).source).toBeUndefined();
});
