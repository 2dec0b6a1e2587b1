import { describe, expect, it } from 'vitest';
import {
  applyImages,
  type FieldSpec,
  type ImageEntry,
  imagesAccess,
  matchesEntry,
  textsOfSpec,
} from '../../../src/kustomize/index.ts';
import { sourceText } from '../../../src/text/index.ts';

/**
 * The facts of kubernetes-sigs/kustomize's own tables at v5.8.1: api/filters/imagetag (imagetag_test.go, legacy_test.go),
 * api/internal/image, and api/krusty/transformersimage_test.go.
 */
const deployment = [
  'nginx:1.7.9',
  'nginx:latest',
  'foobar:1',
  'postgres:1.8.0',
  'nginx',
  'nginx@sha256:111111111111111111',
  'alpine:1.8.0',
];
const digest = 'sha256:222222222222222222';

describe('one entry on the images of a Deployment', () => {
  const others = (images: readonly string[]): readonly string[] => [
    ...images.slice(0, 2),
    'foobar:1',
    'postgres:1.8.0',
    ...images.slice(2),
    'alpine:1.8.0',
  ];
  const rows: readonly (readonly [Omit<ImageEntry, 'name'>, readonly string[]])[] = [
    [{ newTag: 'v2' }, ['nginx:v2', 'nginx:v2', 'nginx:v2', 'nginx:v2']],
    [
      { newName: 'busybox' },
      ['busybox:1.7.9', 'busybox:latest', 'busybox', 'busybox@sha256:111111111111111111'],
    ],
    [{ newName: 'busybox', newTag: 'v3' }, ['busybox:v3', 'busybox:v3', 'busybox:v3', 'busybox:v3']],
    [{ digest }, Array<string>(4).fill(`nginx@${digest}`)],
    [{ newName: 'busybox', digest }, Array<string>(4).fill(`busybox@${digest}`)],
  ];
  it.each(rows)('%j', (fields, expected) => {
    const entry = { name: 'nginx', ...fields };
    expect(deployment.map((image) => applyImages([entry], image))).toEqual(others(expected));
  });
});

describe('several entries on one object', () => {
  // TestTransformersImageDefaultConfig: three entries, applied in their order.
  const entries: readonly ImageEntry[] = [
    { name: 'nginx', newTag: 'v2' },
    { name: 'my-nginx', newTag: 'previous' },
    { name: 'myprivaterepohostname:1234/my/image', newTag: 'v1.0.1' },
    { name: 'foobar', digest: 'sha256:24a0c4b4' },
    { name: 'alpine', newName: 'myprivaterepohostname:1234/my/cool-alpine' },
    { name: 'gcr.io:8080/my-project/my-cool-app', newName: 'my-cool-app' },
    { name: 'postgres', newName: 'my-postgres', newTag: 'v3' },
    { name: 'docker', newName: 'my-docker', digest: 'sha256:25a0d4b4' },
  ];
  it.each([
    ['nginx:1.7.9', 'nginx:v2'],
    ['my-nginx:latest', 'my-nginx:previous'],
    ['myprivaterepohostname:1234/my/image:latest', 'myprivaterepohostname:1234/my/image:v1.0.1'],
    ['foobar:1', 'foobar@sha256:24a0c4b4'],
    ['alpine:1.8.0', 'myprivaterepohostname:1234/my/cool-alpine:1.8.0'],
    ['gcr.io:8080/my-project/my-cool-app:latest', 'my-cool-app:latest'],
    ['postgres:1.8.0', 'my-postgres:v3'],
    ['docker:17-git', 'my-docker@sha256:25a0d4b4'],
    ['myprivaterepohostname:1234/my/other:latest', 'myprivaterepohostname:1234/my/other:latest'],
  ])('%s becomes %s', (image, expected) => {
    expect(applyImages(entries, image)).toBe(expected);
  });
});

describe('later than 5.8.1', () => {
  // The tables of the next version have these matched, and an invalid name match nothing instead of a panic.
  it.each(['nginx@sha512:xyz', 'nginx:12345@sha512:xyz', 'nginx@multihash+base58:QmRZxt2b1FVZPNqd8hsi'])(
    '%s is matched, and up to it not',
    (image) => {
      expect(matchesEntry({ name: 'nginx' }, image)).toBe(false);
    },
  );
});

describe('where an entry looks', () => {
  const specs: readonly FieldSpec[] = [{ path: 'spec/image' }, { path: 'spec/sidecars/image', kind: 'Foo' }];
  const foo = { apiVersion: 'example.com/v1', kind: 'Foo' };
  it.each([
    ['spec.containers[0].image', foo, 2],
    ['spec.initContainers[1].image', foo, 2],
    ['spec.template.spec.initContainers[0].image', foo, 2],
    // The legacy pass alone: any list of the name, at any depth.
    ['spec.deep.er.containers[0].image', foo, 1],
    ['spec.image', foo, 1],
    ['spec.sidecars[0].image', foo, 1],
    ['spec.sidecars[0].image', { ...foo, kind: 'Bar' }, 0],
    ['spec.template.spec.volumes[0].image.reference', { apiVersion: 'apps/v1', kind: 'Deployment' }, 1],
    ['spec.volumes[0].image.reference', { apiVersion: 'v1', kind: 'Pod' }, 1],
    [
      'spec.containers[0].image',
      { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
      0,
    ],
  ])('%s of %j: %d passes', (path, object, passes) => {
    expect(imagesAccess({ path, object }, specs).passes).toBe(passes);
  });

  it('null in place of a list and an image is nothing', () => {
    const text = 'kind: Deployment\nspec: {containers: null, image: }\n';
    expect(textsOfSpec(sourceText('a.yaml', text), { path: 'spec/containers[]/image' })).toEqual({
      texts: [],
      breaks: false,
    });
  });
});
