import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';
import { need } from './programs.ts';
import { helm } from './registry/programs.ts';

const pod = (name: string, images: readonly string[]): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec:\n  containers:\n${images.map((image, index) => `    - { name: c${index}, image: ${image} }\n`).join('')}`;

/** A subchart with an alias, a global registry, a helper, a list, a whole reference, an own registry, a switch and a literal. */
const files = {
  'app/Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies:
  - { name: redis, version: 1.x, repository: "", alias: cache, condition: cache.enabled }
`,
  'app/values.yaml': `image: { registry: docker.io, repository: nginx, tag: 20240101 }
own: registry.acme.example/app:1
whole: quay.io/acme/whole@sha256:${'0'.repeat(64)}
sidecars:
  - { name: a, image: "acme/side:1.20", port: 80 }
  - { name: b, image: "registry.acme.example/b:1" }
metrics: { enabled: false, image: { registry: quay.io, repository: acme/exporter, tag: "1" } }
cache: { enabled: false, metrics: { enabled: false } }
`,
  'app/templates/_helpers.tpl':
    '{{ define "image" }}{{ printf "%s/%s:%v" .registry .repository (.tag | int) }}{{ end }}',
  'app/templates/pods.yaml': `${pod('app', [
    '{{ include "image" .Values.image }}',
    '{{ .Values.own }}',
    '{{ .Values.whole | quote }}',
    'busybox:1.36',
  ])}{{ toYaml .Values.sidecars | indent 4 }}
{{- if .Values.metrics.enabled }}
${pod('metrics', ['{{ with .Values.metrics.image }}{{ .registry }}/{{ .repository }}:{{ .tag }}{{ end }}'])}{{ end }}
`,
  'app/templates/config.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, annotations: { sum: {{ .Values.image | toYaml | sha256sum }} } }\ndata: { tag: "{{ .Values.image.tag | int }}" }\n',
  'app/charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n',
  'app/charts/redis/values.yaml':
    'image: acme/redis\nmetrics: { enabled: false, image: acme/redis-exporter }\n',
  'app/charts/redis/templates/pods.yaml': `${pod('redis', ['"{{ .Values.image }}:{{ .Chart.Version }}"'])}{{ if .Values.metrics.enabled }}
${pod('exporter', ['"{{ .Values.metrics.image }}:1"'])}{{ end }}
`,
  'pullthrough.yaml': `registry: team.azurecr.io
rules:
  - { name: docker-hub, source: docker.io/*, target: docker-hub/* }
  - { name: quay-all, source: quay.io/*, target: quay/* }
own: [registry.acme.example]
`,
};

function render(context: TestContext, root: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(need(helm, context), ['template', 'r', 'app', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n');
}

/** What has changed, as `from -> to`. */
function changes(before: readonly string[], after: readonly string[]): readonly string[] {
  expect(after.length).toBe(before.length);
  const image = (line: string | undefined): string =>
    /image: "?([^"} ]+)/.exec(line ?? '')?.[1] ?? line ?? '';
  return before.flatMap((line, index) =>
    line === after[index] ? [] : [`${image(line)} -> ${image(after[index])}`],
  );
}

test('helm renders the same with the values, but for the images that they redirect', (context) => {
  const root = repository(files);
  const { code, stdout } = pullthrough(['helm-values', 'app', '--quiet'], root);
  expect(code).toBe(0);
  writeFileSync(join(root, 'images.yaml'), stdout);
  const switched = ['--set', 'metrics.enabled=true,cache.enabled=true,cache.metrics.enabled=true'];
  const cached = 'team.azurecr.io/docker-hub';
  const always = [
    `docker.io/nginx:20240101 -> ${cached}/library/nginx:20240101`,
    `quay.io/acme/whole@sha256:${'0'.repeat(64)} -> team.azurecr.io/quay/acme/whole@sha256:${'0'.repeat(64)}`,
    `acme/side:1.20 -> ${cached}/acme/side:1.20`,
  ];
  const isChecksum = (change: string): boolean => change.includes('sum:');
  const given = changes(render(context, root, []), render(context, root, ['--values', 'images.yaml']));
  expect(given.filter((change) => !isChecksum(change)).toSorted()).toEqual(always.toSorted());

  const all = changes(
    render(context, root, switched),
    render(context, root, [...switched, '--values', 'images.yaml']),
  );
  expect(all.filter((change) => !isChecksum(change)).toSorted()).toEqual(
    [
      ...always,
      'quay.io/acme/exporter:1 -> team.azurecr.io/quay/acme/exporter:1',
      `acme/redis:1.0.0 -> ${cached}/acme/redis:1.0.0`,
      `acme/redis-exporter:1 -> ${cached}/acme/redis-exporter:1`,
    ].toSorted(),
  );
  expect(stdout).toContain('# - busybox:1.36 (templates/pods.yaml:');
});
