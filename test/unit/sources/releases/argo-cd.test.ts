import { describe, expect, test } from 'vitest';
import { extract, indented, pieces, requests, told } from './support.ts';

const application = (source: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\nspec:\n  source:\n${indented(source, 4)}`;

const web = 'repoURL: https://c.example\nchart: web\ntargetRevision: 1.2.3\n';

const absent =
  'spec.source.chart: chart web 1.2.3 of https://c.example is not in this repository: its default images are not visible; add its .tgz or folder under helm.dependencies';

describe('values in a string', () => {
  const image = 'spec.source.helm.values.image = quay.io/a/b:1.20 (likely) from image.repository image.tag';
  test.each([
    [
      'a literal block',
      'helm:\n  values: |\n    # of the shop\n\n    image:\n      repository: quay.io/a/b\n      tag: 1.20\n',
    ],
    [
      'one with an indentation of its own',
      'helm:\n  values: |2-\n      image:\n        repository: quay.io/a/b\n        tag: 1.20\n',
    ],
    ['a folded one', 'helm:\n  values: >\n    image: {repository: quay.io/a/b,\n    tag: 1.20}\n'],
    ['single quotes', "helm:\n  values: 'image: {repository: \"quay.io/a/b\", tag: ''1.20''}'\n"],
    ['double quotes', 'helm:\n  values: "image:\\n  repository: quay.io/a/b\\n  tag: 1.20\\n"\n'],
    ['JSON', 'helm:\n  values: \'{"image": {"repository": "quay.io/a/b", "tag": "1.20"}}\'\n'],
    ['flow style', 'helm:\n  values: "{image: {repository: quay.io/a/b, tag: 1.20}}"\n'],
  ])('%s', (_, helm) => {
    const text = application(web + helm);
    expect(told(text)).toEqual([image, absent]);
    expect(pieces(text)).toEqual(['quay.io/a/b', '1.20']);
  });

  test('lines that end with CRLF', () => {
    const text = application(
      `${web}helm:\n  values: |\n    image:\n      repository: quay.io/a/b\n      tag: 1.20\n`,
    ).replaceAll('\n', '\r\n');
    expect(told(text)).toEqual([image, absent]);
    expect(pieces(text)).toEqual(['quay.io/a/b', '1.20']);
  });

  test('anchors within it', () => {
    const text = application(
      `${web}helm:\n  values: |\n    base: &base {repository: quay.io/a/b, tag: "1"}\n    image: *base\n`,
    );
    expect(told(text)).toEqual([
      'spec.source.helm.values.base = quay.io/a/b:1 (likely) from base.repository base.tag',
      'spec.source.helm.values.image = quay.io/a/b:1 (likely) from image.repository image.tag',
      absent,
    ]);
    expect(extract(text).uses.map(({ raw }) => raw)).toEqual(['quay.io/a/b', '*base']);
  });

  test('an anchor that stands in itself has an end', () => {
    const text = application(`${web}helm:\n  values: |\n    a: &a {b: *a, image: "a/b:1"}\n`);
    expect(told(text)).toEqual(['spec.source.helm.values.a.image = a/b:1 (likely) from a.image', absent]);
  });

  test('what is no YAML is told where it stands', () => {
    const text = application(`${web}helm:\n  values: |\n    image: [\n`);
    const { problems } = extract(text);
    expect(problems[0]?.message).toMatch(/^in spec\.source\.helm\.values: /);
    expect(problems[0]?.span.start).toBeGreaterThan(text.indexOf('values: |'));
  });

  test('a template in it', () => {
    const text = application(
      `${web}helm:\n  values: |\n    {{- if .x }}\n    image: {repository: quay.io/a/b, tag: "{{ .tag }}"}\n    {{- end }}\n`,
    );
    expect(told(text)).toEqual(
      ['spec.source.helm.values.image: the expression {{ .tag }} has no value here', absent].sort(),
    );
  });
});

describe('other ways to give values', () => {
  test('an object, before which a string is left out', () => {
    const text = application(
      `${web}helm:\n  values: "image: a/old:1"\n  valuesObject: {image: {repository: quay.io/a/b, tag: "1"}}\n`,
    );
    expect(told(text)).toEqual([
      'spec.source.helm.valuesObject.image = quay.io/a/b:1 (likely) from image.repository image.tag',
      absent,
    ]);
  });

  test('parameters with one parent are one image', () => {
    const text = application(
      `${web}helm:\n  parameters:\n  - {name: image.tag, value: v2}\n  - {name: image.repository, value: quay.io/a/b}\n  - {name: image.pullPolicy, value: Always}\n`,
    );
    expect(told(text)).toEqual([
      'spec.source.helm.parameters[1].value = quay.io/a/b:v2 (likely) from image.repository image.tag',
      absent,
    ]);
    expect(pieces(text)).toEqual(['quay.io/a/b', 'v2']);
  });

  test('parameters stand over values', () => {
    const text = application(
      `${web}helm:\n  parameters: [{name: image.tag, value: v2}]\n  values: |\n    image: {repository: quay.io/a/b, tag: v1}\n`,
    );
    expect(told(text)).toEqual([
      'spec.source.helm.values.image = quay.io/a/b:v2 (likely) from image.repository image.tag',
      absent,
    ]);
    expect(pieces(text)).toEqual(['quay.io/a/b', 'v2']);
  });

  test('a tag alone', () => {
    expect(told(application(`${web}helm: {parameters: [{name: image.tag, value: v2}]}\n`))).toEqual([
      absent,
      'spec.source.helm.parameters[0].value: the repository is a default of chart web 1.2.3 of https://c.example, which is not here',
    ]);
  });

  test('a dot in a key', () => {
    const text = application(
      `${web}helm: {parameters: [{name: 'nodes.a\\.b.image', value: "quay.io/a/b:1"}]}\n`,
    );
    expect(told(text)[0]).toBe(
      'spec.source.helm.parameters[0].value = quay.io/a/b:1 (likely) from nodes["a.b"].image',
    );
  });

  test('files of the folder, and of a source with a name', () => {
    const folder = application(
      'repoURL: https://g.example\npath: charts/web\nhelm: {valueFiles: [prod.yaml, ../base.yaml]}\n',
    );
    expect(extract(folder).valuesFiles.map(({ path }) => path)).toEqual([
      'charts/web/prod.yaml',
      'charts/base.yaml',
    ]);
    const named = application(`${web}helm: {valueFiles: ["$values/apps/web.yaml", in-the-chart.yaml]}\n`);
    expect(extract(named).valuesFiles).toEqual([
      { path: 'apps/web.yaml', chart: 'chart web 1.2.3 of https://c.example' },
    ]);
  });
});

test('several sources', () => {
  const text = `apiVersion: argoproj.io/v1alpha1
kind: Application
spec:
  sources:
  - {repoURL: https://g.example, ref: values}
  - {repoURL: https://c.example, chart: a, targetRevision: "1", helm: {valuesObject: {image: "a/b:1"}}}
  - {repoURL: https://g.example, path: kustomize}
`;
  expect(told(text)).toEqual([
    'spec.sources[1].helm.valuesObject.image = a/b:1 (likely) from image',
    'spec.sources[1].chart: chart a 1 of https://c.example is not in this repository: its default images are not visible; add its .tgz or folder under helm.dependencies',
  ]);
});

test('templates of an ApplicationSet, and those of its generators', () => {
  const text = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
spec:
  generators:
  - matrix:
      generators:
      - list:
          template: {spec: {source: {repoURL: r, chart: b, helm: {values: "image: a/b:2"}}}}
  template:
    spec:
      source: {repoURL: r, chart: a, helm: {values: "image: a/b:1"}}
`;
  expect(told(text).filter((line) => line.includes('='))).toEqual([
    'spec.generators[0].matrix.generators[0].list.template.spec.source.helm.values.image = a/b:2 (likely) from image',
    'spec.template.spec.source.helm.values.image = a/b:1 (likely) from image',
  ]);
});

test('requests: the chart, the values as nodes, the weakest first', () => {
  const [request] = requests(
    application(
      `${web}helm:\n  valueFiles: [a.yaml]\n  values: |\n    image: a/b:1\n  parameters: [{name: x, value: "1"}]\n`,
    ),
  );
  expect(request?.chart).toEqual({ name: 'web', version: '1.2.3', repository: 'https://c.example' });
  expect(request?.values.map(({ kind, path }) => [kind, path])).toEqual([
    ['file', 'spec.source.helm.valueFiles[0]'],
    ['map', 'spec.source.helm.values'],
    ['setting', 'spec.source.helm.parameters[0].value'],
  ]);
});
