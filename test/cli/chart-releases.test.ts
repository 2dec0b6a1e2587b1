import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';
import { tar } from '../support/tar.ts';

interface Entry {
  readonly image?: string;
  readonly file: string;
  readonly line: number;
  readonly reach?: string;
  readonly when?: string;
  readonly reason?: string;
  readonly object?: { readonly namespace?: string; readonly name?: string };
  readonly span: { readonly start: number; readonly end: number };
  readonly pieces?: readonly {
    readonly file?: string;
    readonly key?: string;
    readonly value: string;
    readonly span: { readonly start: number; readonly end: number };
  }[];
}

interface ScanDocument {
  readonly uses: readonly Entry[];
  readonly unresolved: readonly Entry[];
  readonly skipped: readonly { readonly file: string; readonly line?: number; readonly reason: string }[];
}

type Files = Readonly<Record<string, string | Buffer>>;

function scan(files: Files, ...args: readonly string[]): ScanDocument {
  const { code, stdout, stderr } = pullthrough(
    ['scan', '--output', 'json', ...args],
    repository(files as Record<string, string>),
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as ScanDocument;
}

function found({ uses }: ScanDocument): readonly string[] {
  return uses.map(
    ({ file, line, image, reach, when }) =>
      `${file}:${line} ${image}${reach === 'conditional' ? ` if ${when}` : ''}`,
  );
}

function reasons({ unresolved }: ScanDocument): readonly string[] {
  return unresolved.map(({ file, line, reason }) => `${file}:${line} ${reason}`);
}

const web: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.2.3\n',
  'values.yaml': `image:
  repository: ghcr.io/acme/web
  tag: "1.0"
metrics:
  enabled: false
  image: docker.io/prom/exporter:v1
`,
  'templates/pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: "{{ .Release.Name }}-web", namespace: "{{ .Release.Namespace }}" }
spec:
  containers:
    - name: web
      image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
    {{- if .Values.metrics.enabled }}
    - name: metrics
      image: {{ .Values.metrics.image }}
    {{- end }}
`,
};

function below(folder: string, files = web): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

function packed(files = web): Buffer {
  return gzipSync(tar(Object.entries(files).map(([path, text]) => ({ path: `web/${path}`, text }))));
}

const vendored = {
  'vendor/web-1.2.3.tgz': packed(),
  'pullthrough.yaml': 'helm: { dependencies: vendor }\n',
};

const helmRelease = (chart: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: shop, namespace: apps }
spec:
  chart:
    spec:
      ${chart}
  values:
    image: { repository: quay.io/acme/web, tag: "2.0" }
    metrics:
      enabled: true
    unused: { image: { repository: docker.io/acme/dead, tag: "1" } }
`;

const byName = helmRelease(
  'chart: web\n      version: 1.x\n      sourceRef: { kind: HelmRepository, name: acme }',
);

describe('a HelmRelease', () => {
  test('whose chart is packed at hand pulls what the chart renders', () => {
    const document = scan({ ...vendored, 'apps/web.yaml': byName });
    expect(found(document)).toEqual([
      'apps/web.yaml:11 quay.io/acme/web:2.0',
      'vendor/web-1.2.3.tgz!values.yaml:6 docker.io/prom/exporter:v1',
    ]);
    expect(document.unresolved).toEqual([]);
    expect(document.uses[0]?.object).toMatchObject({ namespace: 'apps', name: 'shop-web' });
    const pieces = document.uses[0]?.pieces ?? [];
    expect(pieces.map(({ key }) => key)).toEqual(['image.repository', 'image.tag']);
    expect(pieces.map(({ span }) => byName.slice(span.start, span.end))).toEqual(['quay.io/acme/web', '2.0']);
  });

  test('for another version than that at hand is told by the shape of its values', () => {
    const document = scan({ ...vendored, 'apps/web.yaml': byName.replace('1.x', '2.x') });
    expect(found(document)).toEqual([
      'apps/web.yaml:11 quay.io/acme/web:2.0',
      'apps/web.yaml:14 docker.io/acme/dead:1',
    ]);
    expect(reasons(document)).toEqual([
      'apps/web.yaml:7 chart web 2.x of HelmRepository acme is not in this repository: its default images are not visible; add its .tgz or folder under helm.dependencies',
    ]);
  });

  test('names the address of its repository', () => {
    const source = (kind: string, name: string, url: string): string =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: apps }\nspec: { url: "${url}" }\n`;
    const oci = helmRelease('{}').replace(
      'chart:\n    spec:\n      {}',
      'chartRef: { kind: OCIRepository, name: api }',
    );
    const document = scan({
      'apps/web.yaml': byName,
      'apps/api.yaml': oci,
      'sources/acme.yaml': source('HelmRepository', 'acme', 'https://charts.example'),
      'sources/api.yaml': source('OCIRepository', 'api', 'oci://charts.example/api'),
    });
    const [first, second] = document.unresolved
      .filter(({ file }) => file.startsWith('apps/'))
      .map(({ reason }) => reason);
    expect(first).toMatch(/^the chart of oci:\/\/charts\.example\/api is not in this repository/);
    expect(second).toMatch(/^chart web 1\.x of https:\/\/charts\.example is not in this repository/);
  });

  test('by an OCIRepository finds the chart that the address ends with', () => {
    const document = scan({
      ...vendored,
      'apps/web.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: anything, namespace: apps }
spec: { url: "oci://charts.example/web", ref: { semver: ">=1.0.0" } }
---
${helmRelease('{}').replace('chart:\n    spec:\n      {}', 'chartRef: { kind: OCIRepository, name: anything }')}`,
    });
    expect(found(document)).toContain('vendor/web-1.2.3.tgz!values.yaml:6 docker.io/prom/exporter:v1');
  });

  test('of a folder of the repository: its values beside the defaults of the chart, each place once', () => {
    const inTree = helmRelease(
      'chart: ./charts/web\n      sourceRef: { kind: GitRepository, name: flux-system }',
    );
    const document = scan({ ...below('charts/web'), 'apps/web.yaml': inTree });
    expect(found(document)).toEqual([
      'apps/web.yaml:10 quay.io/acme/web:2.0',
      'charts/web/values.yaml:2 ghcr.io/acme/web:1.0',
      'charts/web/values.yaml:6 docker.io/prom/exporter:v1',
    ]);
  });

  test('of which alone is asked says what stands in it', () => {
    const document = scan({ ...vendored, 'apps/web.yaml': byName }, 'apps/web.yaml');
    expect(found(document)).toEqual(['apps/web.yaml:11 quay.io/acme/web:2.0']);
  });

  test('of a chart that Helm refuses to render keeps what its values say', () => {
    const chart = { ...web, 'Chart.yaml': `${web['Chart.yaml']}kubeVersion: "<1.20"\n` };
    const document = scan({ ...vendored, 'vendor/web-1.2.3.tgz': packed(chart), 'apps/web.yaml': byName });
    expect(found(document)).toEqual([
      'apps/web.yaml:11 quay.io/acme/web:2.0',
      'apps/web.yaml:14 docker.io/acme/dead:1',
    ]);
    expect(document.skipped.map(({ reason }) => reason)).toEqual([
      'chart requires kubeVersion: <1.20 which is incompatible with Kubernetes v1.36.0',
    ]);
  });
});

const application = (source: string, kind = 'Application'): string => `apiVersion: argoproj.io/v1alpha1
kind: ${kind}
metadata: { name: shop }
spec:
  destination: { namespace: apps }
  source:
    repoURL: https://git.example/acme/shop.git
${source.replace(/^(?=.)/gm, '    ')}`;

describe('an Argo CD Application', () => {
  test('by path, with values in a string, parameters and a file of the chart', () => {
    const text = application(`path: charts/web
helm:
  valueFiles: [values-prod.yaml, ../../env/prod.yaml, absent.yaml]
  values: |
    image:
      tag: "2.0"
  parameters:
    - { name: metrics.enabled, value: "true" }
    - { name: metrics.image, value: "docker.io/prom/exporter:v2" }
`);
    const files = {
      ...below('charts/web'),
      'charts/web/values-prod.yaml':
        'image: { repository: quay.io/acme/web }\nold: { image: docker.io/acme/dead:1 }\n',
      'env/prod.yaml': 'image: { tag: "1.9" }\n',
      'apps/shop.yaml': text,
    };
    const document = scan(files);
    expect(found(document)).toEqual([
      'apps/shop.yaml:16 docker.io/prom/exporter:v2',
      'charts/web/values-prod.yaml:1 quay.io/acme/web:2.0',
      'charts/web/values.yaml:2 ghcr.io/acme/web:1.0',
      'charts/web/values.yaml:6 docker.io/prom/exporter:v1 if metrics.enabled',
    ]);
    expect(reasons(document)).toEqual([
      'apps/shop.yaml:10 these values are not in this repository: what they change in the chart is not visible',
    ]);
    const [repositoryPiece, tag] = document.uses[1]?.pieces ?? [];
    expect([repositoryPiece?.file, tag?.file]).toEqual(['charts/web/values-prod.yaml', 'apps/shop.yaml']);
    expect(text.slice(tag?.span.start, tag?.span.end)).toBe('2.0');
  });

  test('of another repository is not that of a folder of the same name', () => {
    const text = application('path: charts/web\nhelm: { values: "image: { tag: x }" }\n');
    const files = { ...below('charts/web'), 'apps/shop.yaml': text };
    const remote = (name: string): Files => ({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/config': `[remote "origin"]\n\turl = git@git.example:acme/${name}.git\n`,
    });
    expect(reasons(scan({ ...files, ...remote('other') }))).toEqual([
      'apps/shop.yaml:8 the chart in charts/web of https://git.example/acme/shop.git cannot be read here: its default images are not visible; add its .tgz or folder under helm.dependencies',
      expect.stringContaining('apps/shop.yaml:9 '),
    ]);
    expect(reasons(scan({ ...files, ...remote('shop') }))).toEqual([]);
  });

  test('what a generator fills in is not known', () => {
    const text = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop }
spec:
  generators: [{ list: { elements: [] } }]
  template:
    spec:
      source:
        path: charts/web
        repoURL: https://git.example/acme/shop.git
        helm:
          valuesObject: { image: { tag: "{{ tag }}" } }
`;
    const document = scan({ ...below('charts/web'), 'apps/shop.yaml': text });
    expect(reasons(document)).toEqual(["apps/shop.yaml:12 depends on the user's values at image.tag"]);
  });
});

describe('other requests', () => {
  test('a helmfile with charts beside it, and values of several files', () => {
    const document = scan({
      ...below('deploy/charts/web'),
      'deploy/helmfile.yaml': `releases:
  - name: a
    chart: charts/web
    values: [values/a.yaml, { image: { tag: "3" } }]
  - name: b
    chart: ./charts/web
    values: [values/b.yaml]
    setString: [{ name: image.tag, value: "20240101" }]
`,
      'deploy/values/a.yaml': 'image: { repository: quay.io/acme/a }\n',
      'deploy/values/b.yaml': 'image: { repository: quay.io/acme/b }\n',
    });
    expect(found(document)).toEqual([
      'deploy/charts/web/values.yaml:2 ghcr.io/acme/web:1.0',
      'deploy/charts/web/values.yaml:6 docker.io/prom/exporter:v1 if metrics.enabled',
      'deploy/values/a.yaml:1 quay.io/acme/a:3',
      'deploy/values/b.yaml:1 quay.io/acme/b:20240101',
    ]);
    expect(document.unresolved).toEqual([]);
  });

  test('a helm_release of Terraform, with documents, a file and settings', () => {
    const text = `variable "tag" {
  default = "4.0"
}

resource "helm_release" "shop" {
  name      = "shop"
  chart     = "\${path.module}/charts/web"
  namespace = "apps"
  values = [
    file("\${path.module}/values.yaml"),
    yamlencode({ metrics = { image = "docker.io/prom/exporter:v3" } }),
    templatefile("elsewhere.tpl", {}),
  ]
  set {
    name  = "image.tag"
    value = var.tag
  }
  set {
    name  = "metrics.enabled"
    value = "false"
  }
}
`;
    const document = scan({
      ...below('infra/charts/web'),
      'infra/main.tf': text,
      'infra/values.yaml': 'image: { repository: quay.io/acme/tf }\n',
    });
    expect(found(document)).toEqual([
      'infra/charts/web/values.yaml:2 ghcr.io/acme/web:1.0',
      'infra/charts/web/values.yaml:6 docker.io/prom/exporter:v1 if metrics.enabled',
      'infra/main.tf:11 docker.io/prom/exporter:v3 if metrics.enabled',
      'infra/values.yaml:1 quay.io/acme/tf:4.0',
    ]);
    expect(reasons(document)).toEqual([
      'infra/main.tf:12 these values are not in this repository: what they change in the chart is not visible',
    ]);
    const [, tag] = document.uses[3]?.pieces ?? [];
    expect(text.slice(tag?.span.start, tag?.span.end)).toBe('4.0');
  });

  test('a kustomization with the chart in its chartHome', () => {
    const document = scan({
      ...below('app/charts/web-1.2.3/web'),
      'app/kustomization.yaml': `helmCharts:
  - name: web
    repo: https://charts.example
    version: 1.2.3
    releaseName: shop
    valuesInline: { image: { tag: "2.0" } }
`,
    });
    expect(found(document)).toContain('app/charts/web-1.2.3/web/values.yaml:2 ghcr.io/acme/web:2.0');
    expect(document.unresolved).toEqual([]);
  });
});

describe('values.schema.json', () => {
  const schema = {
    ...web,
    'values.schema.json':
      '{"properties":{"image":{"properties":{"tag":{"type":"string"}}},"replicas":{"type":"integer"}}}',
  };

  test('values that it refuses are told at their place, and the images all the same', () => {
    const text = byName.replace('tag: "2.0"', 'tag: 2.0');
    const document = scan({ ...vendored, 'vendor/web-1.2.3.tgz': packed(schema), 'apps/web.yaml': text });
    expect(found(document)).toContain('apps/web.yaml:11 quay.io/acme/web:2');
    expect(document.skipped).toEqual([
      {
        file: 'apps/web.yaml',
        line: 11,
        column: 49,
        reason: "values.schema.json of web refuses the values: at '/image/tag': got number, want string",
      },
    ]);
  });
});
