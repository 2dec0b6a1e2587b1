import { describe, expect, test } from 'vitest';
import { found, uses } from './extract.ts';

const pod = (name: string, image: string): string =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: ${name} }, spec: { containers: [{ image: ${image} }] } }`;

describe('lists', () => {
  test('a List gives each item its own identity and its own paths', () => {
    const text = `apiVersion: v1\nkind: List\nitems:\n  - ${pod('a', 'x:1')}\n  - ${pod('b', 'y:2')}\n`;
    expect(found(text).map(({ object, path, value }) => [object?.name, path, value])).toEqual([
      ['a', 'spec.containers[0].image', 'x:1'],
      ['b', 'spec.containers[0].image', 'y:2'],
    ]);
  });

  test('lists in lists', () => {
    const inner = `{ apiVersion: v1, kind: List, items: [${pod('a', 'x:1')}] }`;
    expect(uses(`apiVersion: v1\nkind: List\nitems: [${inner}]\n`)).toEqual([
      'spec.containers[0].image = x:1',
    ]);
  });

  test('the items of a typed list may leave out what the list says', () => {
    const text =
      'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n  - metadata: { name: web }\n    spec: { template: { spec: { containers: [{ image: a:1 }] } } }\n';
    expect(found(text).map(({ object, path }) => [object, path])).toEqual([
      [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, 'spec.template.spec.containers[0].image'],
    ]);
  });

  test('JSON, as kubectl prints it', () => {
    const text = JSON.stringify({
      apiVersion: 'v1',
      kind: 'PodList',
      items: [
        { metadata: { name: 'p' }, spec: { containers: [{ image: 'a:1' }] }, status: { image: 'no:1' } },
      ],
    });
    expect(uses(text, { path: 'pods.json' })).toEqual(['spec.containers[0].image = a:1']);
  });
});

describe('objects in objects', () => {
  test('the innermost object is named and the path begins at it', () => {
    const text = `
apiVersion: template.openshift.io/v1
kind: Template
metadata: { name: outer }
objects:
  - apiVersion: apps/v1
    kind: Deployment
    metadata: { name: inner }
    spec: { template: { spec: { containers: [{ image: a:1 }] } } }
`;
    expect(found(text).map(({ object, path }) => [object?.kind, object?.name, path])).toEqual([
      ['Deployment', 'inner', 'spec.template.spec.containers[0].image'],
    ]);
  });

  test('a Crossplane composition holds an object that holds an object', () => {
    const text = `
apiVersion: apiextensions.crossplane.io/v1
kind: Composition
spec:
  resources:
    - base:
        apiVersion: kubernetes.crossplane.io/v1alpha2
        kind: Object
        spec:
          forProvider:
            manifest:
              apiVersion: batch/v1
              kind: Job
              spec: { template: { spec: { containers: [{ image: seed:1 }] } } }
`;
    expect(uses(text)).toEqual(['spec.template.spec.containers[0].image = seed:1']);
  });

  test('a reference to an object is no object', () => {
    const text = `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
spec:
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  template: { spec: { containers: [{ name: a, image: a:1 }] } }
`;
    expect(found(text).map(({ object, path }) => `${object?.kind} ${path}`)).toEqual([
      'Rollout spec.template.spec.containers[0].image',
    ]);
  });
});
