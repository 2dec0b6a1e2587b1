import { expect, test } from 'vitest';
import { loadChart } from '../../../../src/helm/chart/load.ts';
import { analyseChart } from '../../../../src/sources/helm/analyse.ts';

/** Containers that are off, each in a file of its own and with so much work around it. */
function analysed(count: number) {
  const switches = Array.from({ length: 60 }, (_, i) => `a${i}`);
  const templates = switches.map((name): [string, string] => [
    `templates/${name}.yaml`,
    `{{ if .Values.${name} }}{{ range until ${count} }}{{ $x := . }}{{ end }}
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers:
    - image: docker.io/a/${name}:1
{{ end }}`,
  ]);
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'values.yaml': switches.map((name) => `${name}: false\n`).join(''),
    ...Object.fromEntries(templates),
  };
  const bytes = Object.entries(files).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
  const chart = loadChart('web', bytes, () => undefined);
  if (!chart.ok) throw new TypeError(chart.error.message);
  return analyseChart(chart.value, {
    values: { kind: 'table', entries: new Map() },
    release: 'web',
    namespace: 'default',
    apiVersions: [],
    sourceOf: () => undefined,
  });
}

test('all conditions of a chart are explored', () => {
  const { images, problems } = analysed(10);
  expect(images).toHaveLength(60);
  expect(problems).toEqual([]);
});

test('a chart that does too much under its conditions is left, and says so', () => {
  const { images, problems } = analysed(30_000);
  expect(images.length).toBeGreaterThan(0);
  expect(problems).toContainEqual({
    file: 'web/Chart.yaml',
    span: { start: 0, end: 0 },
    message: 'not every condition was explored: the chart does more than any real one',
  });
});
