import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { pullthrough } from '../support/cli.ts';
import { type Builder, builders, need, type Run, run } from './programs.ts';

type Files = Readonly<Record<string, string>>;

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'pullthrough-reach-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function tree(name: string, files: Files): string {
  const folder = join(work, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function build(builder: Builder, folder: string, context: TestContext): Run {
  return run(need(builder, context), [...builder.command, folder], work);
}

function write(folder: string, ...args: readonly string[]): void {
  const { code, stderr } = pullthrough(
    ['kustomize', '--registry', 'team.azurecr.io', '--write', ...args],
    folder,
  );
  if (code !== 0) throw new Error(stderr);
}

/** The lines that differ, without their indentation. */
function changes(before: string, after: string): readonly (readonly [string, string])[] {
  const old = before.split('\n');
  const lines = after.split('\n');
  expect(lines).toHaveLength(old.length);
  return lines.flatMap((line, index) => {
    const from = old[index] ?? '';
    return line === from ? [] : [[from.trim(), line.trim()] as const];
  });
}

/** One object a field that `images:` alone leaves as it is, or only since version 5.7. */
const fields: Files = {
  'kustomization.yaml': `resources: [objects.yaml]
configMapGenerator:
- name: settings
  literals: [IMAGE=quay.io/c/m:3]
generatorOptions: {disableNameSuffixHash: true}
`,
  'objects.yaml': `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: a}
spec:
  image: quay.io/prometheus/prometheus:v2
  thanos: {baseImage: quay.io/thanos/thanos, tag: v1}
---
apiVersion: example.com/v1
kind: Foo
metadata: {name: b}
spec:
  image: {repository: quay.io/p/q, tag: v2}
  sidecars: [{image: "quay.io/l/m:2"}, {name: none}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data: {IMAGE: "quay.io/c/m:1"}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: d}
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers: [{name: a, image: team.azurecr.io/own}]
          volumes: [{name: v, image: {reference: "quay.io/v/v:1"}}]
---
apiVersion: v1
kind: Pod
metadata: {name: e, annotations: {sidecar.istio.io/proxyImage: "quay.io/an/an:1"}}
spec:
  containers: [{name: a, image: team.azurecr.io/own}]
  ephemeralContainers: [{name: a, image: "quay.io/e/e:1"}]
`,
};

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "${image}"}]}\n`;

const resource = (entries: string, image: string): Files => ({
  'kustomization.yaml': `resources: [p.yaml]\nimages:\n${entries}`,
  'p.yaml': pod(image),
});

describe.each(builders)('$name', (builder) => {
  it('looks for images in the fields that the configuration file names', (context) => {
    const folder = tree(`fields ${builder.name}`, fields);
    const before = build(builder, folder, context).stdout;
    write(folder);
    const after = build(builder, folder, context);
    const cached = (text: string): readonly [string, string] => [
      text,
      text.replace('quay.io/', 'team.azurecr.io/quay/'),
    ];
    expect(changes(before, after.stdout).toSorted()).toEqual(
      [
        'IMAGE: quay.io/c/m:1',
        'IMAGE: quay.io/c/m:3',
        'baseImage: quay.io/thanos/thanos',
        'image: quay.io/prometheus/prometheus:v2',
        '- image: quay.io/e/e:1',
        '- image: quay.io/l/m:2',
        'reference: quay.io/v/v:1',
        'repository: quay.io/p/q',
        'sidecar.istio.io/proxyImage: quay.io/an/an:1',
      ]
        .map(cached)
        .toSorted(),
    );
  });

  it('builds what includes a base or a component with entries as before, through the cache', (context) => {
    const files = {
      'base/kustomization.yaml': 'resources: [p.yaml]\n',
      'base/p.yaml': pod('nginx:1'),
      'cache/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {by: team}\n',
      'one/kustomization.yaml': 'resources: [../base]\ncomponents: [../cache]\n',
      'two/kustomization.yaml': 'resources: [../base]\nimages: [{name: nginx, newTag: "2"}]\n',
    };
    for (const roots of [
      ['--root', 'every'],
      ['--root', 'base'],
      ['--root', 'cache', '--root', 'two'],
    ]) {
      const folder = tree(`roots ${builder.name} ${roots.join(' ')}`, files);
      const images = (): readonly string[] =>
        ['one', 'two'].map(
          (root) => /image: (\S+)/.exec(build(builder, join(folder, root), context).stdout)?.[1] ?? '',
        );
      expect(images()).toEqual(['nginx:1', 'nginx:2']);
      write(folder, ...roots);
      const hub = 'team.azurecr.io/docker-hub/library/nginx';
      const kept = roots[1] === 'base';
      expect(images()).toEqual(kept ? ['nginx:1', 'nginx:2'] : [`${hub}:1`, `${hub}:2`]);
    }
  });

  it('takes one pattern for all spellings of an image, and for no other image', (context) => {
    const library = ['nginx:1', 'docker.io/nginx:1', 'index.docker.io/library/nginx:1', 'library/nginx'];
    const others = ['dockerXio/nginx:1', 'a/nginx:1', 'docker.io/a/nginx:1'];
    const files = [...library, ...others].map((image, index) => [
      `${index}.yaml`,
      pod(image).replace('{name: a}', `{name: a${index}}`),
    ]);
    const folder = tree(`pattern ${builder.name}`, {
      ...Object.fromEntries(files),
      'kustomization.yaml': `resources: [${files.map(([name]) => name).join(', ')}]\n`,
    });
    const before = build(builder, folder, context).stdout;
    write(folder);
    const changed = changes(before, build(builder, folder, context).stdout);
    const to = (repository: string): ((image: string) => readonly [string, string]) => {
      const newName = `team.azurecr.io/docker-hub/${repository}/nginx`;
      return (image) => [`- image: ${image}`, `- image: ${newName}${image.endsWith(':1') ? ':1' : ''}`];
    };
    expect(changed.toSorted()).toEqual(
      [...library.map(to('library')), ...others.slice(1).map(to('a'))].toSorted(),
    );
  });

  it.for<readonly [code: string, files: Files, expected: RegExp]>([
    ['PT013', resource('- {name: quay.io/c++/x, newTag: "2"}\n', 'nginx:1'), /panic: runtime error/],
    [
      'PT013',
      resource('- {name: nginx, newTag: 1.25}\n', 'nginx:1'),
      /cannot unmarshal number into Go struct field Image\.images\.newTag/,
    ],
    [
      'PT014',
      resource('- {name: nginx, newName: acr/nginx}\n- {name: nginx, newTag: "2"}\n', 'nginx:1'),
      /image: acr\/nginx:1\n/,
    ],
    ['PT015', resource('- {name: docker.io/library/nginx, newTag: "2"}\n', 'nginx:1'), /image: nginx:1\n/],
    [
      'PT016',
      {
        ...resource('- {name: nginx, newTag: "2"}\n', 'nginx:1'),
        'p.yaml': 'apiVersion: a/v1\nkind: Fleet\nmetadata: {name: a}\nspec: {containers: [web]}\n',
      },
      /wrong node kind: expected MappingNode/i,
    ],
    ['PT017', resource('- {name: web, newName: "acr/web:2"}\n', 'web:1'), /image: acr\/web:2:1\n/],
  ])('does what %s says', ([code, files, expected], context) => {
    const folder = tree(`${code} ${builder.name} ${files['kustomization.yaml']?.length}`, files);
    const { stdout, stderr } = build(builder, folder, context);
    expect(
      (stdout + stderr).replace(
        'wrong Node Kind for  expected: MappingNode',
        'wrong node kind: expected MappingNode',
      ),
    ).toMatch(expected);
    const audited = pullthrough(['audit', '--output', 'json'], folder);
    const { findings } = JSON.parse(audited.stdout) as {
      readonly findings: readonly { readonly check: string }[];
    };
    expect(findings.map(({ check }) => check)).toContain(code);
  });
});
