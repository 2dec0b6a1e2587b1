import { describe, expect, test } from 'vitest';
import { extract, pieces, requests, told } from './support.ts';

const release = (spec: string, apiVersion = 'helm.toolkit.fluxcd.io/v2'): string =>
  `apiVersion: ${apiVersion}\nkind: HelmRelease\nmetadata: {name: web, namespace: shop}\nspec:\n${spec}`;

const podinfo = `  chart:
    spec: {chart: podinfo, version: 6.x, sourceRef: {kind: HelmRepository, name: podinfo}}
`;

const absent =
  'is not in this repository: its default images are not visible; add its .tgz or folder under helm.dependencies';

describe('HelmRelease', () => {
  test('the images of its values, and once that those of the chart are not known', () => {
    const text = release(`${podinfo}  values:\n    image: {repository: ghcr.io/a/podinfo, tag: 6.7.0}\n`);
    expect(told(text)).toEqual([
      'spec.values.image = ghcr.io/a/podinfo:6.7.0 (likely) from image.repository image.tag',
      `spec.chart.spec.chart: chart podinfo 6.x of HelmRepository podinfo ${absent}`,
    ]);
    expect(pieces(text)).toEqual(['ghcr.io/a/podinfo', '6.7.0']);
    const { uses, unresolved } = extract(text);
    expect(uses[0]?.object).toEqual({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      namespace: 'shop',
      name: 'web',
    });
    expect(unresolved.map(({ raw, purpose, code }) => [raw, purpose, code])).toEqual([
      ['podinfo', 'mention', 'not-visible'],
    ]);
  });

  test.each(['helm.toolkit.fluxcd.io/v2beta1', 'helm.toolkit.fluxcd.io/v2beta2'])('in %s', (version) => {
    expect(told(release(podinfo, version))).toEqual([
      `spec.chart.spec.chart: chart podinfo 6.x of HelmRepository podinfo ${absent}`,
    ]);
  });

  test('a tag without a repository is told with the chart', () => {
    expect(told(release(`${podinfo}  values: {image: {tag: 6.7.0}}\n`))).toEqual([
      `spec.chart.spec.chart: chart podinfo 6.x of HelmRepository podinfo ${absent}`,
      'spec.values.image: the repository is a default of chart podinfo 6.x of HelmRepository podinfo, which is not here',
    ]);
  });

  test('a repository without a tag takes that of the chart', () => {
    const { uses } = extract(release(`${podinfo}  values: {image: {repository: ghcr.io/a/b}}\n`));
    expect(uses.map(({ inheritsTag }) => inheritsTag)).toEqual([true]);
  });

  test('a chart that another object names', () => {
    expect(told(release('  chartRef: {kind: OCIRepository, name: web}\n'))).toEqual([
      `spec.chartRef.name: the chart of OCIRepository web ${absent}`,
    ]);
  });

  test('a chart in a Git repository', () => {
    const chart = '  chart: {spec: {chart: ./charts/web, sourceRef: {kind: GitRepository, name: shop}}}\n';
    expect(told(release(chart))).toEqual([
      'spec.chart.spec.chart: the chart in ./charts/web of GitRepository shop cannot be read here: its default images are not visible; add its .tgz or folder under helm.dependencies',
    ]);
    expect(requests(release(chart))[0]?.chart).toEqual({
      folder: './charts/web',
      repository: 'GitRepository shop',
    });
  });

  test('without a chart it is a piece of one elsewhere', () => {
    expect(told(release('  values: {image: {tag: 6.7.0}, web: {image: "a/b:1"}}\n'))).toEqual([
      'spec.values.web.image = a/b:1 (likely) from web.image',
    ]);
  });

  test('images of post renderers', () => {
    const text = release(
      '  postRenderers: [{kustomize: {images: [{name: a, newName: ghcr.io/x/a, newTag: "2"}]}}]\n',
    );
    expect(told(text)).toEqual([
      'spec.postRenderers[0].kustomize.images[0].newName = ghcr.io/x/a:2 (certain) from ',
    ]);
  });
});

describe('HelmRelease of the Helm operator', () => {
  test('names the chart and its repository', () => {
    const spec =
      '  chart: {repository: "https://c.example", name: web, version: 1.2.3}\n  values: {image: "a/b:1"}\n';
    expect(told(release(spec, 'helm.fluxcd.io/v1'))).toEqual([
      'spec.values.image = a/b:1 (likely) from image',
      `spec.chart.name: chart web 1.2.3 of https://c.example ${absent}`,
    ]);
  });

  test('or a folder in Git', () => {
    const spec = '  chart: {git: "git@g.example:a/b", path: charts/web}\n';
    expect(requests(release(spec, 'helm.fluxcd.io/v1'))[0]?.chart).toEqual({
      folder: 'charts/web',
      repository: 'git@g.example:a/b',
    });
  });
});

describe('values in a ConfigMap', () => {
  const map = (key: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: v}\ndata:\n  ${key}: |\n    image:\n      repository: ghcr.io/a/b\n      tag: "1"\n`;

  test('as files of values', () => {
    expect(told(map('values.yaml'))).toEqual([
      'data["values.yaml"].image = ghcr.io/a/b:1 (likely) from image.repository image.tag',
    ]);
    expect(pieces(map('web-values.yaml'))).toEqual(['ghcr.io/a/b', '1']);
  });

  test('other keys are no values of a chart, but texts like any other', () => {
    expect(told(map('config.yaml'))).toEqual(['data["config.yaml"]!image = ghcr.io/a/b:1 (likely) from ']);
  });
});

test('a patch of a release in a kustomization', () => {
  const patch = `patches:\n- patch: |\n${release('  values:\n    image: {repository: ghcr.io/a/b, tag: "1"}\n').replace(/^(?=.)/gm, '    ')}`;
  expect(told(patch, 'apps/kustomization.yaml')).toEqual([
    'patches[0].patch.spec.values.image = ghcr.io/a/b:1 (likely) from image.repository image.tag',
  ]);
  expect(pieces(patch, 'apps/kustomization.yaml')).toEqual(['ghcr.io/a/b', '1']);
});
