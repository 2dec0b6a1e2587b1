import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cachedReference } from '../../src/cache/match.ts';
import { formatReference, normalizeReference } from '../../src/image/index.ts';
import { analyseChart } from '../../src/sources/helm/analyse.ts';
import { chartOf, valuesOf } from '../support/helm-chart.ts';
import { overlayOf, registry, valuesIn } from '../support/helm-overlay.ts';

/** How an image stands in values, and in a template; `v` leads to its values. */
interface Style {
  readonly values: (host: string, path: string, tag: string) => string;
  readonly image: (v: string) => string;
}

const styles: readonly Style[] = [
  {
    values: (host, path, tag) => `{ repository: ${host}/${path}, tag: "${tag}" }`,
    image: (v) => `{{ ${v}.repository }}:{{ ${v}.tag }}`,
  },
  {
    values: (host, path, tag) => `{ registry: ${host}, repository: ${path}, tag: "${tag}" }`,
    image: (v) => `{{ printf "%s/%s:%s" ${v}.registry ${v}.repository ${v}.tag }}`,
  },
  {
    values: (host, path, tag) => `{ registry: ${host}, repository: ${path}, tag: "${tag}" }`,
    image: (v) => `{{ include "image" (dict "root" ${v} "global" .Values.global) }}`,
  },
  { values: (host, path, tag) => `{ image: "${host}/${path}:${tag}" }`, image: (v) => `{{ ${v}.image }}` },
  {
    values: (host, path, tag) =>
      `{ list: [{ image: "${host}/${path}:${tag}" }, { image: "registry.acme.example/x:1" }] }`,
    image: (v) => `{{ (index ${v}.list 0).image }}`,
  },
  {
    values: (host, path, tag) => `{ hub: ${host}, path: ${path}, tag: "${tag}" }`,
    image: (v) => `{{ join "/" (list ${v}.hub ${v}.path) }}:{{ ${v}.tag }}`,
  },
];

const helpers = `{{ define "image" }}{{ $registry := .root.registry }}{{ if .global.imageRegistry }}{{ $registry = .global.imageRegistry }}{{ end }}{{ $registry }}/{{ .root.repository }}:{{ .root.tag }}{{ end }}`;

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/);
const image = fc.record({
  style: fc.constantFrom(...styles),
  host: fc.constantFrom('docker.io', 'quay.io', 'registry.acme.example'),
  path: fc.tuple(name, name).map((parts) => parts.join('/')),
  tag: fc.stringMatching(/^[0-9]\.[0-9]{1,2}$/),
  isConditional: fc.boolean(),
  isInSubchart: fc.boolean(),
});

const charts = fc.array(image, { minLength: 1, maxLength: 5 }).map((images) => {
  const part = (isInSubchart: boolean): Readonly<Record<string, string>> => {
    const own = images
      .map((each, index) => ({ ...each, key: `c${index}` }))
      .filter((each) => each.isInSubchart === isInSubchart);
    const values = own.map(
      ({ key, style, host, path, tag, isConditional }) =>
        `${key}: { enabled: ${!isConditional}, image: ${style.values(host, path, tag)} }\n`,
    );
    const pods = own.map(
      ({ key, style }) => `{{ if .Values.${key}.enabled }}
---
apiVersion: v1
kind: Pod
metadata: { name: ${key} }
spec:
  containers:
    - name: x
      image: "${style.image(`.Values.${key}.image`)}"
{{ end }}
`,
    );
    const folder = isInSubchart ? 'charts/sub/' : '';
    return {
      [`${folder}Chart.yaml`]: `apiVersion: v2\nname: ${isInSubchart ? 'sub' : 'top'}\nversion: 1.0.0\n`,
      [`${folder}values.yaml`]: `${isInSubchart ? '' : 'global: { imageRegistry: "" }\n'}${values.join('')}`,
      [`${folder}templates/pods.yaml`]: pods.join(''),
    };
  };
  return { ...part(true), ...part(false), 'templates/_helpers.tpl': helpers };
});

function imagesOf(files: Readonly<Record<string, string>>, values: string): readonly string[] {
  const { images } = analyseChart(
    { chart: chartOf(files), problems: [] },
    {
      values: valuesOf(values),
      release: 'x',
      namespace: 'default',
      apiVersions: [],
      sourceOf: () => undefined,
    },
  );
  return images.map(({ value, when = 'always' }) => `${value} ${when}`);
}

/** What the rules make of an image. */
function cached(text: string): string {
  const [value = '', when] = text.split(' ', 2);
  const parsed = normalizeReference(value);
  if (!parsed.ok) return text;
  const { reference } = parsed.value;
  const served = registry.rules.flatMap((rule) => cachedReference(reference, rule, 'team.azurecr.io') ?? []);
  const [first] = served;
  return first === undefined ? text : `${formatReference(first)} ${when}`;
}

test('with the values of its plan a chart pulls every image through the cache, and no other image has changed', () => {
  fc.assert(
    fc.property(charts, (files) => {
      const plan = overlayOf(files);
      expect(plan.left).toEqual([]);
      const before = imagesOf(files, '');
      const after = imagesOf(files, valuesIn(files, plan));
      expect([...after].sort()).toEqual(before.map(cached).toSorted());
    }),
    { numRuns: 40 },
  );
});
