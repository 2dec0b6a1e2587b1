import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Gunzip } from '../../src/helm/chart/archive.ts';
import { parseHelmIgnore } from '../../src/helm/chart/ignore.ts';
import { type LoadedChart, loadArchive, loadChart } from '../../src/helm/chart/load.ts';
import { emptyTable } from '../../src/helm/values/value.ts';
import { analyseChart } from '../../src/sources/helm/analyse.ts';
import { sourceText } from '../../src/text/index.ts';
import { tar } from '../support/tar.ts';
import { damaged } from './helm-arbitraries.ts';

/** `HELM_RUNS=20000` for a long search. */
const numRuns = Number(process.env.HELM_RUNS ?? 60);

const gunzip: Gunzip = (bytes, maxOutputLength) => {
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};

const metadata = (name: string, more = ''): string =>
  `apiVersion: v2\nname: ${name}\nversion: 1.0.0\nappVersion: "2.0"\n${more}`;

/** Something of everything that charts are made of. */
const files: Readonly<Record<string, string>> = {
  'Chart.yaml': metadata(
    'top',
    'kubeVersion: ">=1.20.0-0"\ndependencies:\n- {name: sub, version: 1.x.x, alias: one, condition: "one.on,sub.on", tags: [t], import-values: [data, {child: net, parent: net}]}\n- {name: sub, version: ">=1 <3 || ^1.0"}\n',
  ),
  'values.yaml':
    'base: &base {registry: quay.io, tag: "1.0"}\nimage:\n  <<: *base\n  repository: a/b\nlist: [1, 2.5, {a: null}]\none: {on: true}\ntags: {t: true}\nglobal: {registry: r.example}\ntext: "{{ .Values.image.tag }}"\n',
  'values.schema.json':
    '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {"t": {"type": "string", "pattern": "^[a-z/.0-9]+$"}}, "properties": {"image": {"properties": {"tag": {"$ref": "#/$defs/t"}}}, "list": {"uniqueItems": true, "minItems": 1}}}',
  'requirements.yaml': 'dependencies: [{name: sub, version: "1", alias: two, tags: [t]}]\n',
  '.helmignore': '# nothing\n*.bak\n/docs/\n!x[a-c]?\n',
  'data.toml':
    'a = 1\n[t.u]\nb = "x\\n"\nc = [1, 2.5, { d = true }]\n[[r]]\ne = 1979-05-27T07:32:00Z\n[[r]]\nf = """\nq\n"""\n',
  'data.yaml': 'a: &a [1, b]\nc: *a\n? d\n: |\n  e\n',
  'data.json': '{"a": [1, {"b": null}], "c": "\\u00e9"}',
  'templates/_help.tpl':
    '{{- define "image" -}}{{ .registry | default "docker.io" }}/{{ .repository }}:{{ .tag | default $.appVersion }}{{- end -}}',
  'templates/a.yaml':
    'kind: Pod\napiVersion: v1\nspec:\n  containers:\n  {{- range $i, $x := .Values.list }}\n  - name: {{ printf "c%d" $i | quote }}\n    image: {{ include "image" $.Values.image | quote }}\n  {{- else with .Values.none }}{{ . }}\n  {{- end }}\n',
  'templates/b.yaml':
    'a: {{ (.Files.Get "data.toml" | fromToml).t | toJson }}\nb: {{ .Files.Get "data.yaml" | fromYaml | toYaml | nindent 2 }}\nc: {{ .Files.Get "data.json" | fromJson | toToml | quote }}\nd: {{ (toDate "2006-01-02" "2024-02-29").Format "Jan _2" }}\ne: {{ tpl .Values.text . }} {{ (semver .Chart.Version).IncMinor }} {{ .Files.Glob "*.{toml,json}" | len }}\n',
};

const sub: Readonly<Record<string, string>> = {
  'sub/Chart.yaml': metadata('sub'),
  'sub/values.yaml': 'exports: {data: {x: 1}}\nnet: {port: 80}\nimage: c/d:1\n',
  'sub/templates/p.yaml': 'kind: Pod\nspec: {containers: [{image: {{ .Values.image }}}]}\n',
  'sub/crds/c.yaml': 'kind: CustomResourceDefinition\n',
};

const archive = tar(Object.entries(sub).map(([path, text]) => ({ path, text })));

/** Bytes that are put in place of others, and where it is cut off. */
const damagedBytes: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc
  .record({
    put: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 4 }),
    keep: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ put, keep }) => (bytes) => {
    const changed = Uint8Array.from(bytes);
    for (const [at, byte] of put) changed[Math.floor(at * (bytes.length - 1))] = byte;
    return changed.subarray(0, Math.ceil(keep * bytes.length));
  });

/** Up to three of the files damaged, and the archive, packed or in what it holds. */
const charts = fc.record({
  texts: fc.dictionary(
    fc.constantFrom(...Object.keys(files)),
    fc.array(damaged, { minLength: 1, maxLength: 3 }),
    {
      maxKeys: 3,
    },
  ),
  inside: damagedBytes,
  outside: fc.option(damagedBytes, { nil: undefined, freq: 4 }),
});

function analysed(loaded: LoadedChart): void {
  const sourceOf = (file: string) => sourceText(file, files[file.replace(/^top\//, '')] ?? '');
  analyseChart(loaded, { values: emptyTable, release: 'r', namespace: 'n', apiVersions: [], sourceOf });
}

describe('charts that are damaged anywhere', () => {
  test('are read, or refused in words', () => {
    fc.assert(
      fc.property(charts, ({ texts, inside, outside }) => {
        const packed = gzipSync(inside(archive));
        const raw = Object.entries(files).map(([path, text]) => ({
          path,
          bytes: Buffer.from((texts[path] ?? []).reduce((at, damage) => damage(at), text)),
        }));
        const bytes = outside === undefined ? packed : outside(packed);
        const rules = parseHelmIgnore(Buffer.from(raw[4]?.bytes ?? '').toString());
        if (rules.ok) for (const { path } of raw) rules.value(path, false);
        const loaded = loadChart('top', [...raw, { path: 'charts/sub-1.0.0.tgz', bytes }], gunzip);
        if (loaded.ok) analysed(loaded.value);
        else expect(loaded.error.message).not.toBe('');
        const alone = loadArchive('x.tgz', bytes, gunzip);
        if (alone.ok) analysed(alone.value);
      }),
      { numRuns },
    );
  });
});
