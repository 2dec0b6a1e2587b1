import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';
import { tar } from '../support/tar.ts';

interface Entry {
  readonly image?: string;
  readonly raw: string;
  readonly file: string;
  readonly line: number;
  readonly reach?: string;
  readonly when?: string;
  readonly reason?: string;
  readonly pieces?: readonly { readonly file: string; readonly key?: string; readonly value: string }[];
}

interface ScanDocument {
  readonly uses: readonly Entry[];
  readonly unresolved: readonly Entry[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly files: { readonly seen: number; readonly read: number };
}

function scan(root: string, ...args: readonly string[]): ScanDocument {
  const { code, stdout, stderr } = pullthrough(['scan', '--output', 'json', ...args], root);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as ScanDocument;
}

/** `file:line image`, with the condition behind it. */
function found({ uses }: ScanDocument): readonly string[] {
  return uses.map(
    ({ file, line, image, when }) => `${file}:${line} ${image}${when === undefined ? '' : ` if ${when}`}`,
  );
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  template:
    spec:
      initContainers:
        - name: init
          image: docker.io/library/busybox:1.36
      containers:
        - name: app
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
`;

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: x }\nspec: { containers: [{ name: x, image: "${image}" }] }\n`;

const redis = {
  'Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 18.2.0\n',
  'values.yaml': 'image:\n  registry: docker.io\n  repository: bitnami/redis\n  tag: "7.2"\n',
  'templates/pod.yaml': pod(
    '{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}',
  ),
};

function below(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

function packed(name: string, files: Readonly<Record<string, string>>): Buffer {
  return gzipSync(tar(Object.entries(files).map(([path, text]) => ({ path: `${name}/${path}`, text }))));
}

const app = {
  'app/Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies:
  - name: redis
    version: 18.x
    repository: https://charts.example
    condition: redis.enabled
`,
  'app/values.yaml': 'image:\n  repository: ghcr.io/acme/app\n  tag: "1.0"\nredis:\n  enabled: false\n',
  'app/values-prod.yaml': 'image:\n  tag: "2.0"\n',
  'app/templates/deployment.yaml': deployment,
};

const ofApp = [
  'app/templates/deployment.yaml:10 docker.io/library/busybox:1.36',
  'app/values.yaml:2 ghcr.io/acme/app:1.0',
];

describe('a chart', () => {
  test('is read as a whole, and each place once', () => {
    const document = scan(repository(app));
    expect(found(document)).toEqual(ofApp);
    expect(document.files).toEqual({ seen: 4, read: 4 });
    expect(document.uses[1]?.pieces?.map(({ key }) => key)).toEqual(['image.repository', 'image.tag']);
  });

  test('what lies in crds/ is no template, and is read as it stands', () => {
    const operator =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: x, image: ghcr.io/acme/crd-job:1}]}\n';
    const document = scan(repository({ ...app, 'app/crds/job.yaml': operator }));
    expect(found(document)).toContain('app/crds/job.yaml:4 ghcr.io/acme/crd-job:1');
  });

  test('what lies in crds/ of packed charts, and of those packed within them, is read likewise', () => {
    const inner = packed('inner', {
      'Chart.yaml': 'apiVersion: v2\nname: inner\nversion: 1.0.0\n',
      'crds/pod.yaml': pod('ghcr.io/acme/inner:1'),
    });
    const outer = gzipSync(
      tar([
        { path: 'outer/Chart.yaml', text: 'apiVersion: v2\nname: outer\nversion: 1.0.0\n' },
        { path: 'outer/crds/pod.yaml', text: pod('ghcr.io/acme/outer:1') },
        { path: 'outer/crds/README.md', text: 'image: ghcr.io/acme/text:1\n' },
        { path: 'outer/crds/broken.yaml', text: 'apiVersion: v1\nkind: Pod\nimage: [\n' },
        { path: 'outer/charts/inner-1.0.0.tgz', text: inner },
      ]),
    );
    const document = scan(repository({ ...app, 'app/charts/outer-1.0.0.tgz': outer }));
    const archive = 'app/charts/outer-1.0.0.tgz!';
    expect(found(document).filter((line) => line.includes('crds/'))).toEqual([
      `${archive}charts/inner-1.0.0.tgz!crds/pod.yaml:4 ghcr.io/acme/inner:1`,
      `${archive}crds/pod.yaml:4 ghcr.io/acme/outer:1`,
    ]);
    expect(document.skipped).toMatchObject([{ file: `${archive}crds/broken.yaml`, line: 4 }]);
  });

  test('at the root of the repository', () => {
    const files = Object.entries(app).map(([path, text]) => [path.slice('app/'.length), text] as const);
    const document = scan(repository(Object.fromEntries(files)));
    expect(found(document)).toEqual(ofApp.map((line) => line.slice('app/'.length)));
    expect(document.unresolved[0]?.file).toBe('Chart.yaml');
  });

  test('tells which dependency is missing', () => {
    const { unresolved } = scan(repository(app));
    expect(unresolved).toMatchObject([
      { file: 'app/Chart.yaml', line: 5, raw: 'name: redis', code: 'not-visible', when: 'redis.enabled' },
    ]);
    expect(unresolved[0]?.reason).toContain('chart redis 18.x of https://charts.example');
  });

  test('is read with dependencies that are packed and that git ignores', () => {
    const root = repository({
      ...app,
      'app/charts/redis-18.2.0.tgz': packed('redis', redis),
      '.gitignore': '*.tgz\n',
    });
    const document = scan(root);
    expect(document.unresolved).toEqual([]);
    expect(found(document)).toEqual([
      'app/charts/redis-18.2.0.tgz!values.yaml:3 docker.io/bitnami/redis:7.2 if redis.enabled',
      ...ofApp,
    ]);
    expect(found(scan(root, '--exclude', '**/*.tgz'))).toEqual(ofApp);
  });

  test('and with those that a link leads to', () => {
    const root = repository({ ...app, ...below('lib/redis', redis) });
    mkdirSync(join(root, 'app/charts'));
    symlinkSync('../../lib/redis', join(root, 'app/charts/redis'));
    expect(found(scan(root, 'app'))[0]).toBe(
      'app/charts/redis/values.yaml:3 docker.io/bitnami/redis:7.2 if redis.enabled',
    );
  });

  test('of which one file is named is read whole, and reported as far as it was named', () => {
    const root = repository(app);
    expect(found(scan(root, 'app/values.yaml'))).toEqual([ofApp[1]]);
    expect(found(scan(root, 'app/templates/deployment.yaml'))).toEqual([ofApp[0]]);
    expect(found(scan(root, '--include', '**/values.yaml'))).toEqual([ofApp[1]]);
  });

  test('in the folder of another one is a chart of its own', () => {
    const root = repository({
      ...app,
      'app/tests/Chart.yaml': 'name: t\nversion: 0.1.0\n',
      'app/tests/templates/pod.yaml': pod('{{ .Values.image }}'),
      'app/tests/values.yaml': 'image: quay.io/acme/tests:1\n',
    });
    expect(found(scan(root))).toContain('app/tests/values.yaml:1 quay.io/acme/tests:1');
  });

  test('that cannot be read is said to be, and its files are read as what they are', () => {
    const document = scan(repository({ ...app, 'app/Chart.yaml': 'name: app\nversion: one\n' }));
    expect(document.skipped).toEqual([
      { file: 'app/Chart.yaml', reason: '"one" is no semantic version', line: 2, column: 10 },
    ]);
    expect(found(document)).toEqual(ofApp);
  });

  test('with a subchart that cannot be read is read without it', () => {
    const document = scan(repository({ ...app, 'app/charts/redis-18.2.0.tgz': Buffer.from('no archive') }));
    expect(document.skipped).toMatchObject([{ file: 'app/charts/redis-18.2.0.tgz' }]);
    expect(found(document)).toEqual(ofApp);
  });

  test('with an archive that leads out of itself is read without it', () => {
    const evil = gzipSync(tar([{ path: 'redis/../../../x', text: 'x' }]));
    const document = scan(repository({ ...app, 'app/charts/redis-18.2.0.tgz': evil }));
    expect(document.skipped).toMatchObject([
      { file: 'app/charts/redis-18.2.0.tgz', reason: expect.stringContaining('leads out of the chart') },
    ]);
    expect(found(document)).toEqual(ofApp);
  });

  test('leaves out what .helmignore names', () => {
    const root = repository({ ...app, 'app/.helmignore': 'templates/deployment.yaml\n*-x.tgz\n' });
    expect(found(scan(root))).toEqual([]);
  });
});

describe('a packed chart', () => {
  const files = { 'vendor/redis-18.2.0.tgz': packed('redis', redis) };

  test('is read where it is named', () => {
    const root = repository(files);
    expect(found(scan(root))).toEqual([]);
    const document = scan(root, 'vendor/redis-18.2.0.tgz');
    expect(found(document)).toEqual(['vendor/redis-18.2.0.tgz!values.yaml:3 docker.io/bitnami/redis:7.2']);
    expect(document.files).toEqual({ seen: 1, read: 1 });
  });

  test.each(['vendor', 'vendor/redis-18.2.0.tgz'])('or where the configuration names %s', (path) => {
    const root = repository({ ...files, 'pullthrough.yaml': `helm: { charts: [{ path: ${path} }] }\n` });
    expect(found(scan(root))).toEqual(['vendor/redis-18.2.0.tgz!values.yaml:3 docker.io/bitnami/redis:7.2']);
  });

  test('does not hide findings by its own comments', () => {
    const own = { ...redis, 'values.yaml': `# pullthrough-ignore-file\n${redis['values.yaml']}` };
    const root = repository({ 'redis.tgz': packed('redis', own), ...below('redis', own) });
    const { stdout } = pullthrough(['audit', '--output', 'json', 'redis.tgz', 'redis'], root);
    const { findings, suppressed } = JSON.parse(stdout);
    expect(findings.map(({ file }: Entry) => file)).toContain('redis.tgz!values.yaml');
    expect(suppressed.map(({ file }: Entry) => file)).toContain('redis/values.yaml');
  });
});

describe('how charts are deployed', () => {
  test('values files and --helm-set replace what the chart says', () => {
    const root = repository(app);
    expect(found(scan(root, '--helm-values', 'app/values-prod.yaml'))[1]).toBe(
      'app/values.yaml:2 ghcr.io/acme/app:2.0',
    );
    const document = scan(
      root,
      '--helm-values',
      'app/values-prod.yaml',
      '--helm-set',
      'image.tag=3,redis.enabled=true',
    );
    expect(found(document)[1]).toBe('app/values.yaml:2 ghcr.io/acme/app:3');
    expect(document.unresolved[0]).not.toHaveProperty('when');
  });

  test('each deployment counts', () => {
    const root = repository({
      ...app,
      'deploy/prod.yaml': 'image: { tag: "4.0" }\n',
      'pullthrough.yaml': `helm:
  charts:
    - { path: app, values: deploy/prod.yaml, release: prod }
    - { path: app, setString: [image.tag=5] }
`,
    });
    const document = scan(root);
    expect(found(document).filter((line) => line.includes('ghcr.io'))).toEqual([
      'app/values.yaml:2 ghcr.io/acme/app:4.0',
      'app/values.yaml:2 ghcr.io/acme/app:5',
    ]);
    const tag = document.uses.find(({ image }) => image?.endsWith(':4.0'))?.pieces?.[1];
    expect(tag).toMatchObject({ file: 'deploy/prod.yaml', key: 'image.tag', value: '4.0' });
  });

  test('dependencies are found where the configuration says, the newest that fits', () => {
    const version = (number: string, tag: string) => ({
      ...redis,
      'Chart.yaml': redis['Chart.yaml'].replace('18.2.0', number),
      'values.yaml': redis['values.yaml'].replace('7.2', tag),
    });
    const root = repository({
      ...app,
      'vendor/redis-18.1.0.tgz': packed('redis', version('18.1.0', 'old')),
      'vendor/redis-18.9.0.tgz': packed('redis', version('18.9.0', 'new')),
      'vendor/redis-19.0.0.tgz': packed('redis', version('19.0.0', 'other')),
      'pullthrough.yaml': 'helm: { dependencies: vendor }\n',
    });
    const document = scan(root, 'app');
    expect(document.unresolved).toEqual([]);
    expect(found(document)).toEqual([
      ...ofApp,
      'vendor/redis-18.9.0.tgz!values.yaml:3 docker.io/bitnami/redis:new if redis.enabled',
    ]);
    expect(found(scan(root))).toEqual(found(document));
  });

  test('a dependency beside the chart needs no configuration', () => {
    const chart = app['app/Chart.yaml'].replace('https://charts.example', 'file://../redis');
    const root = repository({ ...app, 'app/Chart.yaml': chart, ...below('redis', redis) });
    const document = scan(root);
    expect(document.unresolved).toEqual([]);
    // The chart by itself pulls it in any case.
    expect(found(document)).toContain('redis/values.yaml:3 docker.io/bitnami/redis:7.2');
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'a values file that is not there',
      ['--helm-values', 'none.yaml'],
      /--helm-values: none.yaml does not exist/,
    ],
    ['a values file that is no YAML', ['--helm-values', 'bad.yaml'], /bad.yaml:1:\d+: /],
    ['a values file that is no map', ['--helm-values', 'list.yaml'], /list.yaml:1:1: values are not a map/],
    ['an assignment without =', ['--helm-set', 'a'], /--helm-set: .* an assignment such as image.tag=1.2/],
    ['an assignment that is none', ['--helm-set', 'a[=1'], /helm set "a\[=1"/],
  ])('%s ends the command', (_, args, message) => {
    const root = repository({ 'bad.yaml': 'a: "', 'list.yaml': '- a\n' });
    const { code, stdout, stderr } = pullthrough(['scan', ...args], root);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  test('so does a chart of the configuration that is not there', () => {
    const root = repository({ 'pullthrough.yaml': 'helm: { charts: [{ path: nowhere }] }\n' });
    const { code, stderr } = pullthrough(['scan'], root);
    expect(code).toBe(2);
    expect(stderr).toContain('helm.charts: nowhere does not exist');
  });
});

test('nothing of Helm is loaded where there is no chart', () => {
  const root = repository({
    'pod.yaml': 'apiVersion: v1\nkind: Pod\n',
    'app/values.yaml': app['app/values.yaml'],
  });
  const probe = join(root, 'probe.cjs');
  writeFileSync(
    probe,
    `process.on('exit', () => console.error(Object.keys(require.cache).filter((name) => name.endsWith('helm-charts.cjs')).length));\n`,
  );
  const loaded = (folder: string): string =>
    pullthrough(['scan', folder], root, { NODE_OPTIONS: `--require ${probe}` }).stderr.trim();
  expect(loaded('app')).toBe('0');
  writeFileSync(join(root, 'app/Chart.yaml'), app['app/Chart.yaml']);
  expect(loaded('app')).toBe('1');
});

test('rules covers what charts pull', () => {
  const { stdout } = pullthrough(
    ['rules', '--registry', 'team.azurecr.io', '--output', 'json'],
    repository(app),
  );
  expect(stdout).toContain('ghcr.io/acme/*');
});
