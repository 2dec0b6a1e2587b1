import { gzipSync } from 'node:zlib';
import { expect, type TestContext, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';
import { tar } from '../support/tar.ts';
import { need } from './programs.ts';
import { helm } from './registry/programs.ts';

const pod = (name: string, image: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${more}spec: { containers: [{ name: x, image: "${image}" }] }\n`;

const redis = {
  'Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 18.2.0\n',
  'values.yaml': 'image: docker.io/bitnami/redis:7.2\n',
  'templates/pod.yaml': pod('redis', '{{ .Values.image }}'),
};

const packed = gzipSync(tar(Object.entries(redis).map(([path, text]) => ({ path: `redis/${path}`, text }))));

/** Kinds of numbers, random texts, checksums, hooks, notes, several documents in one file, a subchart with an alias. */
const app = {
  'app/Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
appVersion: 1.10
dependencies:
  - { name: redis, version: 18.x, repository: https://charts.example, alias: cache, condition: cache.enabled }
`,
  'app/values.yaml':
    'image: { repository: ghcr.io/acme/app, tag: 20240101 }\ncache: { enabled: true }\nreplicas: 1\n',
  'app/templates/_x.tpl':
    '{{ define "image" }}{{ .Values.image.repository }}:{{ .Values.image.tag }}{{ end }}',
  'app/templates/NOTES.txt': 'Hello {{ .Release.Name }}\n',
  'app/templates/pods.yaml': `{{ range $name := list "a" "b" }}
---
${pod('{{ $name }}-{{ $.Release.Name }}', '{{ include "image" $ }}', '  namespace: {{ $.Release.Namespace }}\n  annotations: { checksum/config: {{ include (print $.Template.BasePath "/config.yaml") $ | sha256sum }} }\n')}{{ end }}`,
  'app/templates/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: "{{ .Release.Name }}-{{ randAlphaNum 5 | lower }}" }
data:
  password: {{ randAlphaNum 12 | quote }}
  derived: {{ include "app.secret" . }}
  apis: {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" | quote }}
  kube: {{ .Capabilities.KubeVersion.Version }}
  replicas: {{ .Values.replicas | quote }}
  version: {{ .Chart.AppVersion | quote }}
---
# nothing
`,
  'app/templates/_secret.tpl': '{{ define "app.secret" }}{{ uuidv4 | b64enc }}{{ end }}',
  'app/templates/hook.yaml': pod('hook', 'busybox:1', '  annotations: { helm.sh/hook: "test" }\n'),
};

interface Comparison {
  readonly chart: string;
  readonly equal: boolean;
  readonly refusals: { readonly ours?: string; readonly helm?: string };
  readonly images: { readonly missing: readonly string[]; readonly extra: readonly string[] };
  readonly differences: readonly unknown[];
  readonly ignored: number;
}

function compare(context: TestContext, files: Readonly<Record<string, string | Buffer>>, ...args: string[]) {
  const program = need(helm, context);
  const root = repository(files);
  const { code, stdout, stderr } = pullthrough(['scan', '-o', 'json', `--helm=${program}`, ...args], root);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const { version, charts } = JSON.parse(stdout).helm as { version: string; charts: readonly Comparison[] };
  expect(version).toMatch(/^v[34]\./);
  return charts;
}

const same = { equal: true, refusals: {}, images: { missing: [], extra: [] }, differences: [] };

test('a chart with a packed subchart renders as helm renders it', (context) => {
  const [chart] = compare(context, { ...app, 'app/charts/redis-18.2.0.tgz': packed });
  expect(chart).toMatchObject({ chart: 'app', ...same });
  // Name, password, derived secret, and the checksums of both pods.
  expect(chart?.ignored).toBe(5);
});

test('in each of its deployments, with values files, --set, release, namespace and what the cluster knows', (context) => {
  const charts = compare(
    context,
    {
      ...app,
      'app/charts/redis-18.2.0.tgz': packed,
      'deploy/a,b.yaml': 'image: { tag: 1.20 }\nreplicas: 10000000\n',
      'pullthrough.yaml': `helm:
  kubeVersion: 1.31.2
  apiVersions: [monitoring.coreos.com/v1]
  charts:
    - { path: app, values: "deploy/a,b.yaml", release: prod, namespace: shop }
    - { path: app, set: ["image.tag=20240101,replicas=10000000"], setString: [cache.image=20240101] }
`,
    },
    '--helm-set',
    'cache.enabled=false',
  );
  expect(charts).toMatchObject([
    { release: 'prod', namespace: 'shop', valuesFiles: ['deploy/a,b.yaml'], ...same },
    { release: 'release-name', ...same },
  ]);
});

test('a dependency from elsewhere is lent to helm', (context) => {
  const charts = compare(context, {
    ...app,
    'vendor/redis-18.2.0.tgz': packed,
    'pullthrough.yaml': 'helm: { dependencies: vendor }\n',
  });
  expect(charts).toMatchObject([{ chart: 'app', ...same }]);
});

test('a packed chart is given to helm as it is', (context) => {
  const charts = compare(context, { 'redis-18.2.0.tgz': packed }, 'redis-18.2.0.tgz');
  expect(charts).toMatchObject([{ chart: 'redis-18.2.0.tgz', ...same }]);
});

test('that helm refuses what is read here, for want of a dependency, is told', (context) => {
  const [chart] = compare(context, app);
  expect(chart).toMatchObject({ equal: false, images: { missing: [], extra: [] }, differences: [] });
  expect(chart?.refusals.helm).toMatch(/missing in charts\/ directory: redis/);
  expect(chart?.refusals.ours).toBeUndefined();
});

test.for<[string, Readonly<Record<string, string>>, RegExp]>([
  ['a template that fails', { 'app/templates/x.yaml': '{{ fail "no" }}' }, /no/],
  ['a template that is none', { 'app/templates/x.yaml': '{{ if }}' }, /missing value for if/],
  ['values that the schema does not allow', { 'app/values.schema.json': '{"required":["nope"]}' }, /nope/],
  [
    'a library',
    { 'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\ntype: library\n' },
    /not installable/,
  ],
  [
    'another Kubernetes',
    { 'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\nkubeVersion: <1.20\n' },
    /incompatible/,
  ],
])('both refuse %s', ([, files, message], context) => {
  const [chart] = compare(context, { ...app, 'app/charts/redis-18.2.0.tgz': packed, ...files });
  expect(chart?.refusals.helm).toMatch(message);
  expect(chart?.refusals.ours).toMatch(message);
  expect(chart?.equal).toBe(true);
});
