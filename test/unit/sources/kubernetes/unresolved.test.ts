import { describe, expect, test } from 'vitest';
import { extract, found, judged, raws } from './extract.ts';

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`;

describe('values that are not known yet', () => {
  test.each([
    ['${REGISTRY}/web:1', 'variable', 'variable REGISTRY has no value here'],
    ['${TAG:-1.2}', 'variable', 'variable TAG has no value here'],
    ['$(params.image)', 'variable', 'variable params.image has no value here'],
    ['web:$TAG', 'variable', 'variable TAG has no value here'],
    ['"{{ .Values.image }}"', 'template', 'the expression {{ .Values.image }} has no value here'],
    ['web:__TAG__', 'variable', '__TAG__ is a placeholder that something else fills in'],
    ['<your-image>', 'variable', '<your-image> is a placeholder that something else fills in'],
    ['web:REPLACE_ME', 'variable', 'REPLACE_ME is a placeholder that something else fills in'],
    ['web:#{tag}#', 'variable', '#{tag}# is a placeholder that something else fills in'],
    ['ko://example.com/cmd/web', 'not-visible', 'ko builds this image from source at deployment'],
    ['""', 'not-visible', 'the image is empty: something else sets it at deployment'],
    ['" "', 'not-visible', 'the image is empty: something else sets it at deployment'],
    ['1.5', 'invalid', 'the value is no string, and an image is one'],
    ['true', 'invalid', 'the value is no string, and an image is one'],
  ])('%s', (written, code, reason) => {
    expect(found(pod(written)).map(({ unresolved }) => unresolved)).toEqual([{ code, reason }]);
  });

  test('a quoted number is a string', () => {
    expect(judged(pod('"15"'))).toEqual(['spec.containers[0].image = 15 (certain)']);
  });

  test('what is no reference at all is left to the judgement of the reference grammar', () => {
    expect(judged(pod('Not An Image'))).toEqual(['spec.containers[0].image = Not An Image (certain)']);
  });
});

describe('templates outside charts', () => {
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
spec:
  {{- if .replicas }}
  replicas: {{ .replicas }}
  {{- end }}
  template:
    spec:
      containers:
        - name: a
          image: ghcr.io/shop/a:{{ .tag }}
        - name: b
          image: "quay.io/shop/b:1"
        - name: c
          image: {{ .c | quote }}
`;

  test('literal images are read and templated ones reported with their text', () => {
    expect(judged(deployment)).toEqual([
      'spec.template.spec.containers[0].image = ghcr.io/shop/a:{{ .tag }} (certain, template)',
      'spec.template.spec.containers[1].image = quay.io/shop/b:1 (certain)',
      'spec.template.spec.containers[2].image = {{ .c | quote }} (certain, template)',
    ]);
    expect(raws(deployment)).toEqual(['ghcr.io/shop/a:{{ .tag }}', 'quay.io/shop/b:1', '{{ .c | quote }}']);
    expect(extract(deployment)?.problems).toEqual([]);
  });

  test('a name that a template writes is left out', () => {
    expect(found(deployment)[0]?.object).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment' });
  });

  test('an expression that happens to be YAML', () => {
    expect(judged(pod('{{ .Values.image }}'))).toEqual([
      'spec.containers[0].image = {{ .Values.image }} (certain, template)',
    ]);
  });

  test('an expression that is YAML beside the name that it completes', () => {
    const resource = `apiVersion: shop.example/v1
kind: Shop
spec:
  web: {replicas: 1}
  api:
    imageRepository: docker.io/shop/api
    imageTag: {{ image_tag }}
`;
    expect(judged(resource)).toEqual(['spec.api = docker.io/shop/api:{{ image_tag }} (possible, template)']);
  });

  test('in the templates of a chart only what the values do not say is reported', () => {
    expect(judged(deployment, { path: 'charts/web/templates/web.yaml', chart: 'charts/web' })).toEqual([
      'spec.template.spec.containers[0].image = ghcr.io/shop/a:{{ .tag }} (certain, template)',
      'spec.template.spec.containers[1].image = quay.io/shop/b:1 (certain)',
    ]);
  });
});

describe('files that cannot be read', () => {
  test('a manifest too broken to show an object is reported', () => {
    const extraction = extract('apiVersion: v1\n kind: Pod\nspec: [\n');
    expect(extraction?.found).toEqual([]);
    expect(extraction?.problems.length).toBeGreaterThan(0);
  });

  test('what stands before the damage is read', () => {
    const extraction = extract(`${pod('a:1')}---\nfoo: [\n`);
    expect(extraction?.found.map(({ value }) => value)).toEqual(['a:1']);
    expect(extraction?.problems.length).toBeGreaterThan(0);
  });
});
