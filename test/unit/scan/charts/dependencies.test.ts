import { describe, expect, test } from 'vitest';
import { loadChart } from '../../../../src/helm/chart/load.ts';
import type { Chart } from '../../../../src/helm/chart/types.ts';
import { readValues } from '../../../../src/helm/values/read-values.ts';
import { gunzip } from '../../../../src/host/index.ts';
import { completeChart } from '../../../../src/scan/charts/dependencies.ts';
import { missingCharts } from '../../../../src/scan/charts/missing.ts';
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
