import { describe, expect, test } from 'vitest';
import type { WalkedFile } from '../../../../src/host/index.ts';
import { collectUnits, isChartFile, outermostChart } from '../../../../src/scan/charts/units.ts';

describe('the outermost chart', () => {
  const charts = new Set([
    'app',
    'app/charts/redis',
    'app/charts/redis/charts/common',
    'app/charts/_old',
    '',
    '../x',
  ]);
  test.each([
    ['app', 'app'],
    ['app/charts/redis', 'app'],
    ['app/charts/redis/charts/common', 'app'],
    ['charts/lib', ''],
    // Helm leaves them out, so that they are charts of their own.
    ['app/charts/_old', 'app/charts/_old'],
    ['app/charts/.old', 'app/charts/.old'],
    ['app/ci/fixture', 'app/ci/fixture'],
    ['app/tests/charts/x', 'app/tests/charts/x'],
    ['app/charts/a/b', 'app/charts/a/b'],
    ['../x/charts/y', '../x'],
    ['../z/charts/y', '../z/charts/y'],
  ])('of %j is %j', (chart, expected) => {
    expect(outermostChart(chart, (folder) => charts.has(folder))).toBe(expected);
  });
});

test.each([
  ['Chart.yaml', true],
  ['requirements.yaml', true],
  ['values.yaml', true],
  ['templates/a/b.yaml', true],
  ['templates/NOTES.txt', true],
  ['crds/a.yaml', false],
  ['charts/redis-1.0.0.tgz', true],
  ['values-prod.yaml', false],
  ['ci/ha-values.yaml', false],
  ['files/job.yaml', false],
  ['Dockerfile', false],
  ['sub/templates/a.yaml', false],
  ['sub/values.yaml', false],
])('%s is said by the chart itself: %s', (path, expected) => {
  expect(isChartFile(path)).toBe(expected);
});

function file(path: string, chart: string | undefined): WalkedFile {
  return { kind: 'file', absolute: `/r/${path}`, path, chart };
}

describe('what a walk comes to', () => {
  test('is collected by charts, subcharts with the chart above', () => {
    const collector = collectUnits(() => false);
    const taken = [
      file('README.md', undefined),
      file('app/Chart.yaml', 'app'),
      file('app/Dockerfile', 'app'),
      file('app/charts/redis/Chart.yaml', 'app/charts/redis'),
      file('app/charts/redis/values-prod.yaml', 'app/charts/redis'),
      file('app/values.yaml', 'app'),
      file('other/values.yaml', 'other'),
    ].filter(collector.take);
    expect(taken.map(({ path }) => path)).toEqual([
      'app/Chart.yaml',
      'app/charts/redis/Chart.yaml',
      'app/values.yaml',
      'other/values.yaml',
    ]);
    expect(
      collector.units().map(({ path, absolute, files }) => [path, absolute, files.map((each) => each.path)]),
    ).toEqual([
      [
        'app',
        '/r/app',
        [
          'app/Chart.yaml',
          'app/Dockerfile',
          'app/charts/redis/Chart.yaml',
          'app/charts/redis/values-prod.yaml',
          'app/values.yaml',
        ],
      ],
      ['other', '/r/other', ['other/values.yaml']],
    ]);
  });

  test('of a subchart alone is part of the chart above, which is looked for on disk', () => {
    const asked: string[] = [];
    const collector = collectUnits((folder) => {
      asked.push(folder);
      return folder === '/r/app';
    });
    collector.take(file('app/charts/redis/values.yaml', 'app/charts/redis'));
    expect(collector.units()).toMatchObject([{ path: 'app', absolute: '/r/app' }]);
    expect(asked).toEqual(['/r/app']);
  });

  test('of a chart at the root has the root as its folder', () => {
    const collector = collectUnits(() => false);
    collector.take(file('Chart.yaml', ''));
    expect(collector.units()).toMatchObject([{ path: '', absolute: '/r' }]);
  });

  test('outside of the root', () => {
    const collector = collectUnits(() => false);
    const path = '../other/app/values.yaml';
    collector.take({ kind: 'file', absolute: '/other/app/values.yaml', path, chart: '../other/app' });
    expect(collector.units()).toMatchObject([{ path: '../other/app', absolute: '/other/app' }]);
  });

  test('without anything that a chart says is no unit', () => {
    const collector = collectUnits(() => false);
    collector.take(file('app/Dockerfile', 'app'));
    expect(collector.units()).toEqual([]);
  });
});
