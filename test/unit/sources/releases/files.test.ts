import { describe, expect, test } from 'vitest';
import { extract, pieces, told } from './support.ts';

const absent =
  'is not in this repository: its default images are not visible; add its .tgz or folder under helm.dependencies';

describe('helmfile', () => {
  const text = `repositories:
- {name: shop, url: https://c.example}
---
releases:
- name: web
  chart: shop/web
  version: ~1.2
  values:
  - web.yaml
  - image: {repository: quay.io/a/b, tag: "1"}
  - ../common/values.yaml.gotmpl
  set:
  - {name: sidecar.image, value: "quay.io/a/sidecar:2"}
- name: api
  chart: ./charts/api
`;
  test.each(['helmfile.yaml', 'ops/helmfile.prod.yaml.gotmpl', 'helmfile.d/10-web.yaml'])('%s', (path) => {
    expect(told(text, path)).toEqual([
      'releases[0].values[1].image = quay.io/a/b:1 (likely) from image.repository image.tag',
      'releases[0].set[0].value = quay.io/a/sidecar:2 (likely) from sidecar.image',
      `releases[0].chart: chart web ~1.2 of https://c.example ${absent}`,
      'releases[1].chart: the chart in ./charts/api cannot be read here: its default images are not visible; add its .tgz or folder under helm.dependencies',
    ]);
  });

  test('the files that it names', () => {
    expect(extract(text, 'ops/helmfile.yaml').valuesFiles.map(({ path }) => path)).toEqual([
      'ops/web.yaml',
      'common/values.yaml.gotmpl',
    ]);
  });

  test('as a template', () => {
    const template = `{{- if eq .Environment.Name "prod" }}
releases:
{{- range .Values.apps }}
- name: {{ .name }}
  chart: {{ .chart }}
  values:
  - image:
      repository: quay.io/a/b
      tag: {{ .tag | quote }}
{{- end }}
{{- end }}
`;
    expect(told(template, 'helmfile.yaml.gotmpl')).toEqual([
      'releases[0].chart: the expression {{ .chart }} has no value here',
      'releases[0].values[0].image: the expression {{ .tag | quote }} has no value here',
    ]);
  });

  test('what releases take from a template is told once', () => {
    const shared =
      'templates:\n  base: &base\n    values: [{image: "quay.io/a/b:1"}]\nreleases:\n- {name: a, chart: x/a, <<: *base}\n- {name: b, chart: x/b, <<: *base}\n';
    expect(told(shared, 'helmfile.yaml').filter((line) => line.includes('='))).toEqual([
      'templates.base.values[0].image = quay.io/a/b:1 (likely) from image',
    ]);
  });

  test('a file of that name that is none', () => {
    expect(extract('hello: world\n', 'helmfile.yaml').source).toBeUndefined();
  });
});

describe('fleet.yaml', () => {
  test('the chart, its values, and what targets change', () => {
    const text = `defaultNamespace: web
helm:
  repo: https://c.example
  chart: web
  version: 1.2.3
  values: {image: {repository: quay.io/a/b, tag: "1"}}
  valuesFiles: [more.yaml]
targetCustomizations:
- name: prod
  helm: {values: {image: {tag: "2"}}}
- name: test
  helm: {values: {replicas: 1}}
`;
    expect(told(text, 'apps/fleet.yaml')).toEqual([
      'helm.values.image = quay.io/a/b:1 (likely) from image.repository image.tag',
      'helm.values.image = quay.io/a/b:2 (likely) from image.repository image.tag',
      `helm.chart: chart web 1.2.3 of https://c.example ${absent}`,
    ]);
    expect(pieces(text, 'apps/fleet.yaml')).toEqual(['quay.io/a/b', '1', 'quay.io/a/b', '2']);
    const { uses, valuesFiles } = extract(text, 'apps/fleet.yaml');
    expect(uses.map(({ reach, when }) => [reach, when])).toEqual([
      ['default', undefined],
      ['conditional', 'the target prod'],
    ]);
    expect([...new Set(valuesFiles.map(({ path }) => path))]).toEqual(['apps/more.yaml']);
  });

  test('a target that names another chart', () => {
    const text = 'helm: {chart: ./base}\ntargetCustomizations: [{name: p, helm: {chart: web, repo: r}}]\n';
    expect(extract(text, 'fleet.yaml').unresolved.map(({ value }) => value)).toEqual(['./base', 'web']);
  });
});

describe('charts of a kustomization', () => {
  test('values in it, and files', () => {
    const text =
      'helmCharts:\n- {name: web, repo: "https://c.example", version: "1", valuesFile: v/web.yaml, valuesInline: {image: {repository: quay.io/a/b, tag: "1"}}}\n';
    expect(told(text, 'apps/kustomization.yaml')).toEqual([
      'helmCharts[0].valuesInline.image = quay.io/a/b:1 (likely) from image.repository image.tag',
      'helmCharts[0].name: helm renders this chart when kustomize builds',
    ]);
    expect(extract(text, 'apps/kustomization.yaml').valuesFiles).toEqual([
      { path: 'apps/v/web.yaml', chart: 'chart web 1 of https://c.example' },
    ]);
  });
});

describe('values files without a chart above them', () => {
  const values = 'image: {repository: quay.io/a/b, tag: "1"}\nweb: {image: {tag: "2"}}\n';
  test.each([
    'values.yaml',
    'apps/web/values-prod.yaml',
    'apps/redis-values.yml',
    'apps/redis.values.yaml',
    'tests/config/redis_override.yaml',
    'ops/values/redis/common.yaml',
    'helm-values/redis.yaml',
    'ops/values.yaml.gotmpl',
  ])('%s', (path) => {
    expect(told(values, path)).toEqual([
      'image = quay.io/a/b:1 (likely) from image.repository image.tag',
      'web.image: the repository is a default of the chart, which is not here',
    ]);
  });

  test.each(['config.yaml', 'values.json', 'values/readme.md'])('%s is none', (path) => {
    expect(extract(values, path).source).toBeUndefined();
  });

  test('a manifest of that name is read as one', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: "a/b:1"}]}\n';
    expect(extract(pod, 'values/pod.yaml').source).toBe('kubernetes');
  });
});
