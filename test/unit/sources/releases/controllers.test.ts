import { describe, expect, test } from 'vitest';
import { pieces, told } from './support.ts';

const absent =
  'is not in this repository: its default images are not visible; add its .tgz or folder under helm.dependencies';

describe('k3s and RKE2', () => {
  const chart = `apiVersion: helm.cattle.io/v1
kind: HelmChart
metadata: {name: web}
spec:
  repo: https://c.example
  chart: web
  version: 1.2.3
  jobImage: rancher/klipper-helm:v0.9
  set:
    sidecar.image.repository: quay.io/a/sidecar
    sidecar.image.tag: "2"
  valuesContent: |-
    image:
      repository: quay.io/a/b
      tag: "1"
`;
  test('HelmChart', () => {
    expect(told(chart)).toEqual([
      'spec.jobImage = rancher/klipper-helm:v0.9 (certain) from ',
      'spec.set["sidecar.image.repository"] = quay.io/a/sidecar:2 (likely) from sidecar.image.repository sidecar.image.tag',
      'spec.valuesContent.image = quay.io/a/b:1 (likely) from image.repository image.tag',
      `spec.chart: chart web 1.2.3 of https://c.example ${absent}`,
    ]);
    expect(pieces(chart)).toEqual([
      'rancher/klipper-helm:v0.9',
      'quay.io/a/sidecar',
      '2',
      'quay.io/a/b',
      '1',
    ]);
  });

  test('HelmChartConfig changes a chart that comes with the distribution', () => {
    const text =
      'apiVersion: helm.cattle.io/v1\nkind: HelmChartConfig\nmetadata: {name: traefik}\nspec:\n  valuesContent: "image: {tag: v3}"\n';
    expect(told(text)).toEqual([
      'spec.valuesContent.image: the repository is a default of chart traefik, which is not here',
    ]);
  });
});

test.each(['helm.crossplane.io/v1beta1', 'helm.m.crossplane.io/v1beta1'])('Release of %s', (version) => {
  const text = `apiVersion: ${version}
kind: Release
spec:
  forProvider:
    chart: {name: web, repository: https://c.example, version: 1.2.3}
    values: {image: {repository: quay.io/a/b, tag: "1"}}
    set: [{name: image.tag, value: "2"}]
`;
  expect(told(text)).toEqual([
    'spec.forProvider.values.image = quay.io/a/b:2 (likely) from image.repository image.tag',
    `spec.forProvider.chart.name: chart web 1.2.3 of https://c.example ${absent}`,
  ]);
});

test('HelmChartProxy of Cluster API, whose values are a template', () => {
  const text = `apiVersion: addons.cluster.x-k8s.io/v1alpha1
kind: HelmChartProxy
spec:
  repoURL: https://c.example
  chartName: web
  valuesTemplate: |
    {{- if .Cluster.spec.x }}
    name: {{ .Cluster.metadata.name }}
    {{- end }}
    image:
      repository: quay.io/a/b
      tag: "1"
    other: {image: "quay.io/a/c:{{ .Cluster.spec.version }}"}
`;
  expect(told(text)).toEqual([
    'spec.valuesTemplate.image = quay.io/a/b:1 (likely) from image.repository image.tag',
    `spec.chartName: chart web of https://c.example ${absent}`,
    'spec.valuesTemplate.other.image: the expression {{ .Cluster.spec.version }} has no value here',
  ]);
  expect(pieces(text)).toEqual(['quay.io/a/b', '1']);
});

test('a chart generator of kustomize', () => {
  const text = `apiVersion: builtin
kind: HelmChartInflationGenerator
metadata: {name: web}
name: web
repo: https://c.example
valuesInline: {image: {repository: quay.io/a/b, tag: "1"}}
`;
  expect(told(text)).toEqual([
    'valuesInline.image = quay.io/a/b:1 (likely) from image.repository image.tag',
    `name: chart web of https://c.example ${absent}`,
  ]);
});
