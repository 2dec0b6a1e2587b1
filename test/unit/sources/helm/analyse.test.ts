import { expect, test } from 'vitest';
import { analyseChart } from '../../../../src/sources/helm/analyse.ts';
import type { ChartAnalysis } from '../../../../src/sources/helm/chart-analysis.ts';
import { sourceText } from '../../../../src/text/index.ts';
import { chartOf, valuesOf } from '../../../support/helm-chart.ts';

function analyse(files: Readonly<Record<string, string>>, values = ''): ChartAnalysis {
  const texts: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`top/${path}`, text])),
    'values.yaml': values,
  };
  return analyseChart(
    { chart: chartOf(files), problems: [] },
    {
      values: valuesOf(values),
      release: 'x',
      namespace: 'default',
      apiVersions: [],
      sourceOf: (file) => (texts[file] === undefined ? undefined : sourceText(file, texts[file])),
    },
  );
}

function told({ images }: ChartAnalysis): readonly string[] {
  return images.map(({ file, value, reach, confidence, when }) =>
    [file, value, reach, confidence, ...(when === undefined ? [] : [when])].join(' '),
  );
}

const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: top\nversion: 1.0.0\n',
  'values.yaml': 'image: { repository: ghcr.io/acme/web, tag: "1.0" }\nmode: plain\n',
  'templates/pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: x }
spec: { containers: [{ name: x, image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}" }] }
`,
};

test('a chart for other versions of Kubernetes keeps what its values name', () => {
  const analysis = analyse(
    {
      ...chart,
      'Chart.yaml': `${chart['Chart.yaml']}kubeVersion: "<1.20"\n`,
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'image: { repository: docker.io/acme/sub, tag: "2" }\n',
    },
    'sidecar: { image: docker.io/acme/side:3 }\n',
  );
  expect(told(analysis)).toEqual([
    'top/values.yaml ghcr.io/acme/web:1.0 default likely',
    'top/charts/sub/values.yaml docker.io/acme/sub:2 default likely',
    'values.yaml docker.io/acme/side:3 default likely',
  ]);
  expect(analysis.images[1]?.origin).toEqual(['sub.image.repository', 'sub.image.tag']);
  expect(analysis.problems.map(({ message }) => message)).toEqual([
    'chart requires kubeVersion: <1.20 which is incompatible with Kubernetes v1.36.0',
  ]);
  expect(analysis.unrendered).toBe(true);
});

test('so does one whose subchart is given no map', () => {
  const analysis = analyse(
    { ...chart, 'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n' },
    'sub: text\n',
  );
  expect(told(analysis)).toEqual(['top/values.yaml ghcr.io/acme/web:1.0 default likely']);
  expect(analysis.problems).toHaveLength(1);
});

test('a library pulls nothing, and that is no problem', () => {
  const analysis = analyse({ ...chart, 'Chart.yaml': `${chart['Chart.yaml']}type: library\n` });
  expect(analysis).toEqual({ images: [], unresolved: [], problems: [] });
});

const schema = JSON.stringify({
  properties: {
    image: { properties: { tag: { type: 'string' } } },
    mode: { enum: ['plain', 'cluster'] },
  },
});

test('values that the schema refuses are a problem where they stand, and the images are known', () => {
  const analysis = analyse({ ...chart, 'values.schema.json': schema }, 'image:\n  tag: 2\nmode: "none"\n');
  expect(told(analysis)).toEqual(['top/values.yaml ghcr.io/acme/web:2 default certain']);
  expect(analysis.problems).toEqual([
    {
      file: 'values.yaml',
      span: { start: 14, end: 14 },
      message: "values.schema.json of top refuses the values: at '/image/tag': got number, want string",
    },
    {
      file: 'values.yaml',
      span: { start: 22, end: 22 },
      message: expect.stringContaining("at '/mode': value must be one of 'plain', 'cluster'"),
    },
  ]);
});

test('a schema that is none is a problem of the chart', () => {
  const { problems } = analyse({ ...chart, 'values.schema.json': '{' });
  expect(problems).toMatchObject([
    { file: 'top/Chart.yaml', message: expect.stringContaining('values.schema.json of top cannot be used') },
  ]);
});

test('what a schema knows of a key is tried', () => {
  const guarded = {
    ...chart,
    'templates/pod.yaml': `{{- if ne .Values.mode "plain" }}
apiVersion: v1
kind: Pod
metadata: { name: x }
spec: { containers: [{ name: x, image: {{ get (dict "cluster" "docker.io/acme/node:1") .Values.mode }} }] }
{{- end }}
`,
  };
  const expected = [expect.stringMatching(/docker.io\/acme\/node:1 conditional certain .*mode/)];
  expect(told(analyse(guarded))).toEqual([]);
  expect(told(analyse({ ...guarded, 'values.schema.json': schema }))).toEqual(expected);
  const sub = Object.fromEntries(
    Object.entries({ ...guarded, 'values.schema.json': schema }).map(([path, text]) => [
      `charts/sub/${path}`,
      text.replace('name: top', 'name: sub'),
    ]),
  );
  const top = {
    'Chart.yaml': `${chart['Chart.yaml']}dependencies: [{ name: sub, version: 1.x, repository: "", alias: other }]\n`,
  };
  expect(told(analyse({ ...top, ...sub }))).toEqual(expected);
});

test('what fails in a helper is reported where the helper fails', () => {
  const helper = '{{ define "tag" }}{{ required "image.tag is needed" .Values.none }}{{ end }}';
  const { problems } = analyse({
    ...chart,
    'templates/_helpers.tpl': helper,
    'templates/other.yaml': 'tag: {{ include "tag" . }}\n',
  });
  expect(problems).toEqual([
    {
      file: 'top/templates/_helpers.tpl',
      span: expect.objectContaining({ start: helper.indexOf('required') }) as unknown,
      message: expect.stringContaining('image.tag is needed') as unknown,
    },
  ]);
});
