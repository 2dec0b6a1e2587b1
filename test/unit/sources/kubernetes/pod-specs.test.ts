import { describe, expect, test } from 'vitest';
import { extract, found, judged, uses } from './extract.ts';

const podSpec = (indent: string): string =>
  [
    'initContainers:',
    '  - name: init',
    '    image: busybox:1',
    'containers:',
    '  - name: app',
    '    image: nginx:1.27',
    '  - name: no-image',
    'ephemeralContainers:',
    '  - name: debug',
    '    image: netshoot:2',
    'volumes:',
    '  - name: data',
    '    image: { reference: ghcr.io/team/data:3, pullPolicy: Always }',
    '  - name: block',
    '    rbd: { image: disk-1, monitors: [a] }',
  ]
    .map((line) => indent + line)
    .join('\n');

const nested = (path: readonly string[]): string =>
  path.map((key, depth) => `${'  '.repeat(depth)}${key}:`).join('\n');

describe('every kind that carries a pod spec', () => {
  test.each([
    ['v1', 'Pod', 'spec'],
    ['v1', 'PodTemplate', 'template.spec'],
    ['v1', 'ReplicationController', 'spec.template.spec'],
    ['apps/v1', 'Deployment', 'spec.template.spec'],
    ['extensions/v1beta1', 'Deployment', 'spec.template.spec'],
    ['apps/v1', 'DaemonSet', 'spec.template.spec'],
    ['apps/v1', 'StatefulSet', 'spec.template.spec'],
    ['apps/v1', 'ReplicaSet', 'spec.template.spec'],
    ['batch/v1', 'Job', 'spec.template.spec'],
    ['batch/v1', 'CronJob', 'spec.jobTemplate.spec.template.spec'],
    ['batch/v1beta1', 'CronJob', 'spec.jobTemplate.spec.template.spec'],
    ['apps.openshift.io/v1', 'DeploymentConfig', 'spec.template.spec'],
    ['v1', 'DeploymentConfig', 'spec.template.spec'],
    ['apps.kruise.io/v1alpha1', 'CloneSet', 'spec.template.spec'],
    ['argoproj.io/v1alpha1', 'Rollout', 'spec.template.spec'],
    ['serving.knative.dev/v1', 'Service', 'spec.template.spec'],
    ['ray.io/v1', 'RayCluster', 'spec.headGroupSpec.template.spec'],
  ])('%s %s', (apiVersion, kind, path) => {
    const keys = path.split('.');
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web }\n${nested(keys)}\n${podSpec('  '.repeat(keys.length))}\n`;
    expect(judged(text)).toEqual([
      `${path}.initContainers[0].image = busybox:1 (certain)`,
      `${path}.containers[0].image = nginx:1.27 (certain)`,
      `${path}.ephemeralContainers[0].image = netshoot:2 (certain)`,
      `${path}.volumes[0].image.reference = ghcr.io/team/data:3 (certain)`,
    ]);
  });
});

test('a patch is an object like any other', () => {
  const patch =
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers: [{ image: a:1 }]\n';
  expect(judged(patch)).toEqual(['spec.template.spec.containers[0].image = a:1 (certain)']);
  expect(found(patch)[0]?.object).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment' });
});

test('kinds of Kubernetes without a pod spec hold no image', () => {
  const text = [
    'apiVersion: v1\nkind: Service\nspec: { image: nginx:1 }\n',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec: { image: nginx:1 }\n',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  default: { image: nginx:1 }\n',
  ].join('---\n');
  expect(extract(text)).toEqual({ found: [], problems: [] });
});

test('a container without an image is not reported, nor is null', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n    - { name: b, image: null }\n    - { name: c, image: }\n';
  expect(uses(text)).toEqual([]);
});

describe('identity', () => {
  test('has the namespace and the name', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [{ image: a }] }\n';
    expect(found(text)[0]?.object).toEqual({ apiVersion: 'v1', kind: 'Pod', name: 'web', namespace: 'shop' });
  });

  test('takes generateName where there is no name', () => {
    const text =
      'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: seed- }\nspec: { template: { spec: { containers: [{ image: a }] } } }\n';
    expect(found(text)[0]?.object?.name).toBe('seed-');
  });
});

describe('other files', () => {
  test.each([
    ['a compose file', 'services:\n  web:\n    image: nginx:1\n'],
    ['no API version', 'kind: Pod\nspec: { containers: [{ image: a }] }\n'],
    ['a chart', 'apiVersion: v2\nname: web\nimage: nginx:1\n'],
    [
      'kustomize',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{ name: nginx, newTag: "1" }]\n',
    ],
    [
      'a kustomize component',
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: [{ name: a }]\n',
    ],
    ['a sequence', '- apiVersion: v1\n  kind: Pod\n'],
    ['nothing', ''],
  ])('%s is not recognised', (_, text) => {
    expect(extract(text)).toBeUndefined();
  });

  test('documents that are no objects stand beside ones that are', () => {
    const text =
      'image: nginx:9\n---\napiVersion: v1\nkind: Pod\nspec: { containers: [{ image: a:1 }] }\n---\n- just a list\n';
    expect(uses(text)).toEqual(['spec.containers[0].image = a:1']);
  });
});
