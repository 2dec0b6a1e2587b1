import { describe, expect, test } from 'vitest';
import { helm } from '../../../../src/sources/helm/index.ts';
import { slice, sourceText } from '../../../../src/text/source-text.ts';

const source = (text: string) => sourceText('charts/web/values.yaml', text);

function judged(text: string): readonly string[] {
  const extraction = helm.extract(source(text), { buildArgs: {}, chart: 'charts/web' });
  return (extraction?.found ?? []).map(({ path, value, confidence, unresolved }) => {
    return `${path} = ${value} (${unresolved === undefined ? confidence : `${confidence}, ${unresolved.code}`})`;
  });
}

describe('claims', () => {
  test.each([
    ['charts/web/values.yaml', true],
    ['charts/web/values-prod.yml', true],
    ['charts/web/ci/ha-values.yaml', true],
    ['charts/web/templates/values.yaml', false],
    ['charts/web/Chart.yaml', false],
    ['charts/web/values.schema.json', false],
  ])('%s: %s', (path, expected) => {
    expect(helm.claims(path, 'charts/web')).toBe(expected);
  });

  test('a chart at the root', () => {
    expect(helm.claims('values.yaml', '')).toBe(true);
    expect(helm.claims('templates/values.yaml', '')).toBe(false);
  });

  test('nothing outside charts', () => {
    expect(helm.claims('values.yaml', undefined)).toBe(false);
  });
});

describe('shapes of images in values', () => {
  const hex = 'a'.repeat(64);
  test.each([
    ['image: { repository: ghcr.io/a/b, tag: v1 }', 'image = ghcr.io/a/b:v1 (likely)'],
    [
      'image: { registry: docker.io, repository: a/b, tag: "1", digest: "" }',
      'image = docker.io/a/b:1 (likely)',
    ],
    [
      `image: { registry: docker.io, repository: a/b, tag: "1", sha: ${hex} }`,
      `image = docker.io/a/b:1@sha256:${hex} (likely)`,
    ],
    [`image: { repository: a/b, digest: "sha256:${hex}" }`, `image = a/b@sha256:${hex} (likely)`],
    ['image: { repository: quay.io/a/b, tag: "" }', 'image = quay.io/a/b (likely)'],
    ['image: { repository: a/b }', 'image = a/b (likely)'],
    ['image: { repository: nginx }', 'image = nginx (possible)'],
    ['image: { name: a/b, tag: "1" }', 'image = a/b:1 (likely)'],
    ['proxy: { image: { name: ghcr.io/a/b, version: v2 } }', 'proxy.image = ghcr.io/a/b:v2 (likely)'],
    ['exporter: { image: a/b, tag: v1 }', 'exporter.image = a/b:v1 (likely)'],
    [
      'controller: { image: { registry: registry.k8s.io, image: a/b, tag: v1 } }',
      'controller.image = registry.k8s.io/a/b:v1 (likely)',
    ],
    [
      'pilot: { hub: docker.io/istio, image: pilot, tag: 1.20 }',
      'pilot.image = docker.io/istio/pilot:1.20 (likely)',
    ],
    [
      'pilot: { hub: docker.io/istio, image: gcr.io/x/pilot, tag: "1" }',
      'pilot.image = gcr.io/x/pilot:1 (likely)',
    ],
    ['cloudsql: { imageName: a/b, imageTag: "1" }', 'cloudsql.imageName = a/b:1 (likely)'],
    [
      'a: { web_image: shop/web, web_registry: ghcr.io, web_tag: "4" }',
      'a.web_image = ghcr.io/shop/web:4 (likely)',
    ],
    ['a: { webImage: quay.io/a/b, webTag: "4", tag: "5" }', 'a.webImage = quay.io/a/b:4 (likely)'],
    ['proxy: { repo: gcr.io/a/b, tag: "1" }', 'proxy = gcr.io/a/b:1 (likely)'],
    ['kubectlImage: { repository: a/kubectl, tag: 1.30 }', 'kubectlImage = a/kubectl:1.30 (likely)'],
    ['image: ghcr.io/a/b:1', 'image = ghcr.io/a/b:1 (likely)'],
    ['defaultImage: foo', 'defaultImage = foo (possible)'],
    ['extraContainers: [{ name: a, image: "a/b:1" }]', 'extraContainers[0].image = a/b:1 (likely)'],
    [
      'image: { repository: a/b, tag: "{{ .Chart.AppVersion }}" }',
      'image = a/b:{{ .Chart.AppVersion }} (possible, template)',
    ],
  ])('%s', (text, expected) => {
    expect(judged(text)).toEqual([expected]);
  });

  test('an image map may hold further images', () => {
    expect(
      judged('image: { web: { repository: a/b, tag: "1" }, ui: { repository: c/d, tag: "2" } }'),
    ).toEqual(['image.web = a/b:1 (likely)', 'image.ui = c/d:2 (likely)']);
  });
});

describe('what is no image', () => {
  test.each([
    'graphdb: { repository: my-repo }',
    'source: { repository: "https://github.com/a/b.git", tag: v1 }',
    'source: { repository: github.com/a/b, tag: v1 }',
    'chart: { repository: ghcr.io/a/charts, version: "1", chart: web }',
    'image: { tag: "1" }',
    'global: { imageRegistry: ghcr.io }',
    'image: { repository: "", tag: "" }',
    'image: { pullPolicy: Always }',
    'logo: { image: "/static/logo.png" }',
    'persistence: { name: data, version: "1" }',
  ])('%s', (text) => {
    expect(judged(text)).toEqual([]);
  });
});

test('the pieces are the texts to edit, the use stands at the first', () => {
  const text = 'image:\n  registry: "docker.io"\n  repository: a/b\n  tag: 1.20 # pinned\n';
  const [image] = helm.extract(source(text), { buildArgs: {}, chart: 'charts/web' })?.found ?? [];
  expect(image?.pieces?.map(({ role, value, span }) => [role, value, slice(source(text), span)])).toEqual([
    ['registry', 'docker.io', 'docker.io'],
    ['repository', 'a/b', 'a/b'],
    ['tag', '1.20', '1.20'],
  ]);
  expect(image && slice(source(text), image.span)).toBe('docker.io');
});

test('an object in a file called values is read as one', () => {
  expect(
    helm.extract(source('apiVersion: v1\nkind: ConfigMap\n'), { buildArgs: {}, chart: 'charts/web' }),
  ).toBeUndefined();
});
