import { describe, expect, test } from 'vitest';
import { loadChart } from '../../../../src/helm/chart/load.ts';
import type { Chart, ChartDependency } from '../../../../src/helm/chart/types.ts';
import { readValues } from '../../../../src/helm/values/read-values.ts';
import { gunzip } from '../../../../src/host/index.ts';
import { formatReference } from '../../../../src/image/index.ts';
import { completeChart, dependencyFinder } from '../../../../src/scan/charts/dependencies.ts';
import { missingCharts } from '../../../../src/scan/charts/missing.ts';
import { ociDependencies } from '../../../../src/scan/charts/oci-dependencies.ts';
import { createTexts } from '../../../../src/scan/charts/texts.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

const texts = createTexts(gunzip);

function chartOf(folder: string, files: Readonly<Record<string, string>>): Chart {
  const raw = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  for (const { path, bytes } of raw) texts.add(`${folder}/${path}`, bytes);
  const loaded = loadChart(folder, raw, gunzip);
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.value.chart;
}

function given(text: string) {
  const values = readValues(sourceText('given.yaml', text));
  if (!values.ok) throw new Error(values.error.message);
  return values.value;
}

const app = chartOf('app', {
  'Chart.yaml': `name: app
version: 1.0.0
dependencies:
  - name: redis
    version: 18.x
    repository: https://charts.example
    condition: redis.enabled, global.redis
  - name: web
    version: 1.x.x
  - { name: kafka, version: ">=1", repository: "oci://charts.example/x", tags: [a, b], alias: events }
`,
  'values.yaml': 'redis: { enabled: false }\n',
  'charts/web/Chart.yaml': 'name: web\nversion: 1.2.0\n',
  'charts/web/requirements.yaml': 'dependencies:\n- name: common\n  version: "2"\n',
});

describe('a chart without its dependencies', () => {
  const { chart, missing } = completeChart(app, () => undefined);

  test('names those that are missing, of subcharts too', () => {
    expect(
      missing.map(({ dependency, keys, metadataFile }) => [dependency.name, keys, metadataFile]),
    ).toEqual([
      ['common', 'web.', 'app/charts/web/Chart.yaml'],
      ['redis', '', 'app/Chart.yaml'],
      ['kafka', '', 'app/Chart.yaml'],
    ]);
  });

  test('says where they are listed, and what would switch them on', () => {
    const said = missingCharts(chart, missing, given('tags: { a: false }'), texts);
    expect(
      said.map(({ file, span, reach, when, reason }) => {
        const source = texts.at(file);
        return [file, source && slice(source, span), reach, when, reason.split(':')[0]];
      }),
    ).toEqual([
      [
        'app/charts/web/requirements.yaml',
        'name: common',
        'default',
        undefined,
        'chart common 2 is not vendored',
      ],
      ['app/Chart.yaml', 'name: redis', 'conditional', 'redis.enabled', 'chart redis 18.x of https'],
      [
        'app/Chart.yaml',
        '{ name: kafka, version: ">=1", repository: "oci://charts.example/x", tags: [a, b], alias: events }',
        'conditional',
        'tags.a or tags.b',
        'chart kafka >=1 of oci',
      ],
    ]);
    expect(said[1]?.reason).toBe(
      'chart redis 18.x of https://charts.example, which redis.enabled switches on, is not vendored: its images are not visible; run `helm dependency build`, or add its .tgz under helm.dependencies',
    );
  });

  test('given values switch them on', () => {
    const [, redis] = missingCharts(chart, missing, given('redis: { enabled: true }'), texts);
    expect(redis).toMatchObject({ reach: 'default' });
    expect(redis).not.toHaveProperty('when');
  });
});

test('what is found is put into the chart, with what it depends on in turn', () => {
  const redis = chartOf('vendor/redis', {
    'Chart.yaml': 'name: redis\nversion: 18.1.0\ndependencies: [{ name: common, version: 2.x }]\n',
  });
  const { chart, missing } = completeChart(app, ({ name }) => (name === 'redis' ? redis : undefined));
  expect(chart.dependencies.map(({ metadata }) => metadata.name)).toEqual(['web', 'redis']);
  expect(missing.map(({ dependency, keys }) => keys + dependency.name)).toEqual([
    'web.common',
    'redis.common',
    'kafka',
  ]);
});

test('a chart that depends on itself has an end', () => {
  const self = chartOf('self', {
    'Chart.yaml':
      'name: a\nversion: 1.0.0\ndependencies: [{ name: a, version: 1.x, repository: "file://." }]\n',
  });
  const { missing } = completeChart(self, () => self);
  expect(missing).toHaveLength(1);
});

describe('a dependency beside the chart', () => {
  const dependency = (repository: string): ChartDependency => ({
    name: 'common',
    version: '',
    repository,
    alias: '',
    condition: '',
    tags: [],
    importValues: [],
  });
  const lookedFor = (metadataFile: string, repository: string): readonly string[] => {
    const asked: string[] = [];
    const load = (path: string): undefined => {
      asked.push(path);
    };
    dependencyFinder('/root', [], { load, skipped: [], texts })(dependency(repository), metadataFile);
    return asked;
  };

  test.each([
    ['charts/app/Chart.yaml', 'file://../common', ['/root/charts/common']],
    ['app/Chart.yaml', 'file://./x//../common/', ['/root/app/common']],
    ['Chart.yaml', 'file://../common', []],
    // A chart that lies outside of the root, for which nothing is known of what is above it.
    ['../app/Chart.yaml', 'file://../common', ['/root/../common']],
    ['../app/Chart.yaml', 'file://../../common', []],
  ])('of %s at %s', (metadataFile, repository, expected) => {
    expect(lookedFor(metadataFile, repository)).toEqual(expected);
  });
});

describe('dependencies that registries of images hold', () => {
  const chart = chartOf('oci', {
    'Chart.yaml': `name: oci
version: 1.0.0
dependencies:
  - { name: web, version: 1.2.3, repository: "oci://charts.example/team" }
  - name: events
    version: ">=1"
    repository: oci://registry-1.docker.io/bitnamicharts
  - { name: there, version: 1.0.0, repository: "oci://charts.example/team" }
  - { name: page, version: 1.0.0, repository: "https://charts.example/team" }
`,
    'charts/there/Chart.yaml': 'name: there\nversion: 1.0.0\n',
  });

  test('are pulled where they lie in no charts/, whether their chart is at hand or not', () => {
    const web = chartOf('vendor/web', { 'Chart.yaml': 'name: web\nversion: 1.2.3\n' });
    const { fetched, missing } = completeChart(chart, ({ name }) => (name === 'web' ? web : undefined));
    expect(missing.map(({ dependency }) => dependency.name)).toEqual(['events', 'page']);
    const source = texts.at('oci/Chart.yaml');
    const uses = ociDependencies(fetched, texts);
    expect(
      uses.map((use) => [
        'reference' in use && formatReference(use.reference),
        use.file,
        use.path,
        source && slice(source, use.span),
        'isChart' in use && use.isChart,
        'inheritsTag' in use && use.inheritsTag,
      ]),
    ).toEqual([
      ['charts.example/team/web:1.2.3', 'oci/Chart.yaml', 'dependencies[0].name', 'web', true, false],
      ['docker.io/bitnamicharts/events', 'oci/Chart.yaml', 'dependencies[1].name', 'events', true, true],
    ]);
  });
});
