import { describe, expect, test } from 'vitest';
import { extract, pieces } from './support.ts';

/** Charts that are pulled: their paths, what is pulled, whether the tag follows from elsewhere, and the texts of the pieces. */
function charts(text: string, path?: string): readonly unknown[] {
  const { uses } = extract(text, path);
  const texts = pieces(text, path);
  return [...uses.map((use) => [use.path, use.value, use.inheritsTag === true]), texts];
}

const object = (apiVersion: string, kind: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web}\nspec: ${spec}\n`;
const application = (source: string): string =>
  object('argoproj.io/v1alpha1', 'Application', `{source: ${source}}`);

describe('charts that a registry holds as OCI artifacts', () => {
  test.each([
    [
      'Argo CD: an address without a scheme',
      application('{repoURL: ghcr.io/a/charts, chart: web, targetRevision: 1.2.3}'),
      ['spec.source.chart', 'ghcr.io/a/charts/web:1.2.3', false],
      ['ghcr.io/a/charts', 'web', '1.2.3'],
    ],
    [
      'Argo CD: a range of versions',
      application('{repoURL: registry-1.docker.io/a, chart: web, targetRevision: "1.*"}'),
      ['spec.source.chart', 'registry-1.docker.io/a/web', true],
      ['registry-1.docker.io/a', 'web'],
    ],
    [
      'Argo CD: a chart’s own address',
      application('{repoURL: "oci://ghcr.io/a/web", path: ., targetRevision: 1.2.3}'),
      ['spec.source.repoURL', 'ghcr.io/a/web:1.2.3', false],
      ['ghcr.io/a/web', '1.2.3'],
    ],
    [
      'Sveltos: a trigger',
      object(
        'lib.projectsveltos.io/v1beta1',
        'EventTrigger',
        '{helmCharts: [{repositoryURL: "oci://ghcr.io/a/web", chartName: "oci://ghcr.io/a/web", chartVersion: 1.2.3}]}',
      ),
      ['spec.helmCharts[0].chartName', 'ghcr.io/a/web:1.2.3', false],
      ['ghcr.io/a/web', '1.2.3'],
    ],
    [
      'k3s',
      object('helm.cattle.io/v1', 'HelmChart', '{chart: "oci://ghcr.io/a/web", version: v1.0.0}'),
      ['spec.chart', 'ghcr.io/a/web:v1.0.0', false],
      ['ghcr.io/a/web', 'v1.0.0'],
    ],
    [
      'Crossplane: an address with its tag',
      object(
        'helm.crossplane.io/v1beta1',
        'Release',
        '{forProvider: {chart: {url: "oci://ghcr.io/a/web:1.0.0"}}}',
      ),
      ['spec.forProvider.chart.url', 'ghcr.io/a/web:1.0.0', false],
      ['ghcr.io/a/web:1.0.0'],
    ],
    [
      'Cluster API: build metadata, which has another spelling in tags',
      object(
        'addons.cluster.x-k8s.io/v1alpha1',
        'HelmChartProxy',
        '{repoURL: "oci://ghcr.io/a/", chartName: web, version: 1.0.0+b1}',
      ),
      ['spec.chartName', 'ghcr.io/a/web', true],
      ['ghcr.io/a/', 'web'],
    ],
  ])('%s', (_, text, use, texts) => {
    expect(charts(text)).toEqual([use, texts]);
  });

  test('Sveltos: the whole address in the name', () => {
    const text = object(
      'config.projectsveltos.io/v1beta1',
      'ClusterProfile',
      '{helmCharts: [{repositoryURL: "oci://ghcr.io/a", chartName: "oci://ghcr.io/a/web", chartVersion: 1.2.3}]}',
    );
    expect(charts(text)).toEqual([
      ['spec.helmCharts[0].chartName', 'ghcr.io/a/web:1.2.3', false],
      ['ghcr.io/a/web', '1.2.3'],
    ]);
  });

  test('Zarf: the whole address as the place', () => {
    const text =
      'kind: ZarfPackageConfig\ncomponents: [{name: a, charts: [{name: web, url: "oci://ghcr.io/a/web", version: 1.2.3}]}]\n';
    expect(charts(text, 'zarf.yaml')).toEqual([
      ['components[0].charts[0].url', 'ghcr.io/a/web:1.2.3', false],
      ['ghcr.io/a/web', '1.2.3'],
    ]);
  });

  test('Helmsman: below the repository that the name begins with', () => {
    const text = 'helmRepos: {hub: "oci://ghcr.io/a"}\napps: {web: {chart: hub/web, version: 1.2.3}}\n';
    expect(charts(text, 'helmsman.yaml')).toEqual([
      ['apps.web.chart', 'ghcr.io/a/web:1.2.3', false],
      ['ghcr.io/a', 'web', '1.2.3'],
    ]);
  });

  test('kustomize', () => {
    const text = 'helmCharts: [{name: web, repo: "oci://ghcr.io/a", version: 1.2.3}]\n';
    expect(charts(text, 'kustomization.yaml')).toEqual([
      ['helmCharts[0].name', 'ghcr.io/a/web:1.2.3', false],
      ['ghcr.io/a', 'web', '1.2.3'],
    ]);
  });

  test('Skaffold', () => {
    const text =
      'apiVersion: skaffold/v4beta1\nkind: Config\ndeploy: {helm: {releases: [{remoteChart: "oci://ghcr.io/a/web", version: 1.2.3}]}}\n';
    expect(charts(text, 'skaffold.yaml')).toEqual([
      ['deploy.helm.releases[0].remoteChart', 'ghcr.io/a/web:1.2.3', false],
      ['ghcr.io/a/web', '1.2.3'],
    ]);
  });

  test('Fleet: each target with the version of its own', () => {
    const text =
      'helm: {chart: "oci://ghcr.io/a/web", version: 1.0.0}\ntargetCustomizations: [{name: dev, helm: {chart: "oci://ghcr.io/a/web", version: 2.0.0}}]\n';
    const { uses } = extract(text, 'fleet.yaml');
    expect(uses.map(({ value, when }) => [value, when])).toEqual([
      ['ghcr.io/a/web:1.0.0', undefined],
      ['ghcr.io/a/web:2.0.0', 'the target dev'],
    ]);
  });

  test('helmfile: by the address, and by a repository that says so', () => {
    const text =
      'repositories: [{name: hub, url: registry-1.docker.io/a, oci: true}, {name: old, url: charts.example.com}]\n' +
      'releases:\n- {name: a, chart: hub/web, version: 1.2.3}\n- {name: b, chart: "oci://ghcr.io/a/b"}\n- {name: c, chart: old/web}\n';
    expect(charts(text, 'helmfile.yaml')).toEqual([
      ['releases[0].chart', 'registry-1.docker.io/a/web:1.2.3', false],
      ['releases[1].chart', 'ghcr.io/a/b', true],
      ['registry-1.docker.io/a', 'web', '1.2.3', 'ghcr.io/a/b'],
    ]);
  });

  test.each([
    application('{repoURL: "https://charts.example.com", chart: web, targetRevision: 1.2.3}'),
    application('{repoURL: charts, chart: web, targetRevision: 1.2.3}'),
    application('{repoURL: "git@example.com:a/b.git", path: charts/web, helm: {}}'),
    object('helm.cattle.io/v1', 'HelmChart', '{chart: web, repo: "https://charts.example.com"}'),
    object('helm.cattle.io/v1', 'HelmChart', '{chart: "oci://"}'),
  ])('nothing in %j', (text) => {
    expect(extract(text).uses).toEqual([]);
  });
});
