import { expect, test } from 'vitest';
import { auditReporters, scanReporters } from '../../../src/report/index.ts';
import type { ChartComparison } from '../../../src/sources/helm/chart-comparison.ts';
import { auditReport, options, scanReport } from './sample.ts';

const equal: ChartComparison = {
  chart: 'charts/web',
  version: '1.0.0',
  release: 'release-name',
  namespace: 'default',
  valuesFiles: [],
  equal: true,
  refusals: {},
  images: { missing: [], extra: [] },
  differences: [],
  count: 0,
  ignored: 3,
};
const object = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' };
const difference = { source: 'shop/templates/web.yaml', object, path: 'spec.replicas', ours: '1', helm: '2' };
const other: ChartComparison = {
  ...equal,
  chart: 'charts/shop',
  release: 'prod',
  valuesFiles: ['deploy/prod.yaml'],
  equal: false,
  images: { missing: ['nginx:1'], extra: ['nginx:2'] },
  differences: Array.from({ length: 11 }, () => difference),
  count: 25,
};
const refused: ChartComparison = {
  ...equal,
  chart: '',
  equal: false,
  refusals: { helm: 'Error:\nno\u001b[31m' },
};

const told = `Helm and pullthrough differ: charts/shop 1.0.0, release prod, with deploy/prod.yaml
  image of Helm alone: nginx:1
  image of pullthrough alone: nginx:2
${'  shop/templates/web.yaml Deployment shop  spec.replicas  Helm: 2  pullthrough: 1\n'.repeat(10)}  and 15 more differences

Helm and pullthrough differ: . 1.0.0
  Helm refuses to render it: Error:\\nno\\u001b[31m

Helm v4.2.3 renders 1 of 3 charts as pullthrough does.
`;

test('what differs from Helm stands below the text reports', () => {
  const helm = { version: 'v4.2.3', charts: [equal, other, refused] };
  const scanned = scanReporters.pretty(scanReport, options);
  expect(scanReporters.pretty({ ...scanReport, helm }, options)).toBe(`${scanned}\n${told}`);
  const audited = auditReporters.pretty(auditReport, options);
  expect(auditReporters.pretty({ ...auditReport, helm }, options)).toBe(`${audited}\n${told}`);
});

test.each([
  [[equal], 'Helm v4.2.3 renders 1 chart as pullthrough does.'],
  [[], 'Helm v4.2.3: there is no chart to compare.'],
])('one sentence is enough for %#', (charts, sentence) => {
  const text = scanReporters.pretty({ ...scanReport, helm: { version: 'v4.2.3', charts } }, options);
  expect(text.trimEnd().split('\n').at(-1)).toBe(sentence);
});

test('the JSON reports say all of it, and nothing where Helm was not asked', () => {
  const helm = { version: 'v4.2.3', charts: [equal, { ...refused, warnings: 'x' }] };
  for (const document of [
    scanReporters.json({ ...scanReport, helm }, options),
    auditReporters.json({ ...auditReport, helm }, options),
  ])
    expect(JSON.parse(document).helm).toEqual(helm);
  expect(JSON.parse(scanReporters.json(scanReport, options))).not.toHaveProperty('helm');
});
