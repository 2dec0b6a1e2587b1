import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { helmsman } from '../../../../src/sources/helm/index.ts';
import { kubernetes } from '../../../../src/sources/kubernetes/index.ts';
import type { Source } from '../../../../src/sources/source.ts';
import { sourceText } from '../../../../src/text/index.ts';

function told(source: Source, path: string, text: string): readonly string[] {
  const { uses, unresolved } = extractImages(sourceText(path, text), [source], { buildArgs: {} });
  return [
    ...uses.map((use) => `${use.path} ${use.value} ${use.confidence}`),
    ...unresolved.map((use) => `${use.path} ${use.reason.replace(/ is not in.*| cannot be.*/, '')}`),
  ];
}

test('charts of Sveltos with their values', () => {
  const text = `apiVersion: config.projectsveltos.io/v1beta1
kind: ClusterPromotion
metadata: {name: a}
spec:
  profileSpec:
    helmCharts:
      - repositoryURL: oci://ghcr.io/shop/charts
        repositoryName: shop
        chartName: shop/web
        chartVersion: 1.2.3
        releaseName: web
        values: |
          image: {repository: ghcr.io/shop/web, tag: "1"}
`;
  expect(told(kubernetes, 'a.yaml', text)).toEqual([
    'spec.profileSpec.helmCharts[0].chartName ghcr.io/shop/charts/web:1.2.3 certain',
    'spec.profileSpec.helmCharts[0].values.image ghcr.io/shop/web:1 likely',
    'spec.profileSpec.helmCharts[0].chartName chart web 1.2.3 of oci://ghcr.io/shop/charts',
  ]);
});

test('what vendir fetches: charts, images, bundles', () => {
  const text = `apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
  - path: vendor
    contents:
      - path: redis
        helmChart: {name: redis, version: "20.1", repository: {url: oci://registry-1.docker.io/bitnamicharts}}
      - path: bundle
        imgpkgBundle: {image: ghcr.io/shop/bundle:1}
      - path: image
        image: {url: ghcr.io/shop/files:2}
`;
  expect(told(kubernetes, 'vendir.yml', text)).toEqual([
    'directories[0].contents[0].helmChart.name registry-1.docker.io/bitnamicharts/redis certain',
    'directories[0].contents[1].imgpkgBundle.image ghcr.io/shop/bundle:1 certain',
    'directories[0].contents[2].image.url ghcr.io/shop/files:2 certain',
    'directories[0].contents[0].helmChart.name chart redis 20.1 of oci://registry-1.docker.io/bitnamicharts',
  ]);
});

test("charts of Helmsman's desired state, from the repositories that it names", () => {
  const text = `helmRepos: {shop: "https://charts.example.org"}
apps:
  web:
    chart: shop/web
    version: 1.2.3
    set: {"image.repository": ghcr.io/shop/web, "image.tag": "1"}
  local: {chart: ./charts/local, version: 0.1.0}
  other: {chart: elsewhere/other, version: "2"}
`;
  expect(told(helmsman, 'helmsman.yaml', text)).toEqual([
    'apps.web.set["image.repository"] ghcr.io/shop/web:1 likely',
    'apps.web.chart chart web 1.2.3 of https://charts.example.org',
    'apps.local.chart the chart in ./charts/local',
    'apps.other.chart chart elsewhere/other 2',
  ]);
});
