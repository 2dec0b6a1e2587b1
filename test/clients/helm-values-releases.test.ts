import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type TestContext, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { pullthrough, repository } from '../support/cli.ts';
import { tar } from '../support/tar.ts';
import { builders, need, output } from './programs.ts';
import { helm } from './registry/programs.ts';

const chart = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.2.3\n',
  'web/values.yaml': `image: { registry: docker.io, repository: acme/web, tag: "1" }
proxy: { image: nginx:1.27 }
shell: { image: { repository: busybox, tag: "1.36" } }
`,
  'web/templates/pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: "{{ .Release.Name }}", labels: { tier: "{{ .Values.tier }}" } }
spec:
  containers:
    - name: web
      image: "{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}"
    - { name: proxy, image: "{{ .Values.proxy.image }}" }
    - { name: shell, image: "{{ .Values.shell.image.repository }}:{{ .Values.shell.image.tag }}" }
`,
};

const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: shop, namespace: apps }
spec:
  chart: { spec: { chart: web, version: 1.x, sourceRef: { kind: HelmRepository, name: acme } } }
  values:
    image: { tag: "2" }
    tier: front
`;

const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  source:
    repoURL: https://charts.example
    chart: web
    targetRevision: 1.2.3
    helm:
      valuesObject: { image: { tag: "2" }, tier: front }
      parameters: [{ name: shell.image.tag, value: "1.37" }]
`;

const settings = `registry: team.azurecr.io
rules: [{ name: docker-hub, source: docker.io/*, target: docker-hub/* }]
helm: { dependencies: vendor }
`;

interface Installed {
  readonly spec: {
    readonly values?: object;
    readonly source?: { readonly helm: { readonly valuesObject: object } };
  };
}

const cases = [
  {
    file: 'release.yaml',
    text: release,
    set: [] as string[],
    valuesOf: ({ spec }: Installed) => spec.values,
  },
  {
    file: 'application.yaml',
    text: application,
    set: ['--set', 'shell.image.tag=1.37'],
    valuesOf: ({ spec }: Installed) => spec.source?.helm.valuesObject,
  },
];

function render(context: TestContext, root: string, values: object, set: readonly string[]): string {
  writeFileSync(join(root, 'values.yaml'), stringify(values));
  const args = ['template', 'shop', 'vendor/web-1.2.3.tgz', '--values', 'values.yaml', ...set];
  const { status, stdout, stderr } = spawnSync(need(helm, context), args, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

test.for(cases)(
  'with the patch for $file laid over it by kustomize, helm renders cached images and nothing else anew',
  ({ file, text, set, valuesOf }, context) => {
    const builder = builders[0];
    if (builder === undefined) throw new Error('no kustomize');
    const packed = gzipSync(tar(Object.entries(chart).map(([path, content]) => ({ path, text: content }))));
    const root = repository({
      'vendor/web-1.2.3.tgz': packed,
      [file]: text,
      'kustomization.yaml': `resources: [${file}]\npatches: [{ path: images.yaml }]\n`,
      'pullthrough.yaml': settings,
    } as Record<string, string>);
    const { code } = pullthrough(['helm-values', file, '--quiet', '--output', 'images.yaml'], root);
    expect(code).toBe(0);
    const built = output(need(builder, context), [...builder.command, root], root);
    const before = render(context, root, valuesOf(parse(text) as Installed) ?? {}, set);
    const after = render(context, root, valuesOf(parse(built) as Installed) ?? {}, set);
    const cached = 'team.azurecr.io/docker-hub';
    expect(after).toBe(
      before
        .replace('docker.io/acme/web:2', `${cached}/acme/web:2`)
        .replace('nginx:1.27', `${cached}/library/nginx:1.27`)
        .replace('busybox:', `${cached}/library/busybox:`),
    );
  },
);
