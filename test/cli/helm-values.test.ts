import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type CliResult, pullthrough, repository } from '../support/cli.ts';
import { tar } from '../support/tar.ts';

const chart = {
  'web/Chart.yaml': `apiVersion: v2
name: web
version: 1.2.3
dependencies:
  - { name: gone, version: 1.x, repository: https://charts.example, condition: gone.enabled }
`,
  'web/values.yaml':
    'image: { repository: acme/web, tag: "1" }\nproxy: { enabled: false, image: nginx:1.27 }\ngone: { enabled: false }\n',
  'web/templates/pods.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  initContainers: [{ name: init, image: "quay.io/acme/init:1" }]
  containers:
    - { name: web, image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}" }
{{- if .Values.proxy.enabled }}
    - { name: proxy, image: "{{ .Values.proxy.image }}" }
{{- end }}
`,
};

const settings = `registry: team.azurecr.io
rules:
  - { name: docker-hub, source: docker.io/*, target: docker-hub/* }
  - { name: quay-all, source: quay.io/*, target: quay/* }
`;

const values = `# Values for chart web 1.2.3 that pull its images through team.azurecr.io.
# Give them to helm after all other values files. Made by \`pullthrough helm-values\`: run it again when the
#   chart is another one.

image:
  repository: team.azurecr.io/docker-hub/acme/web
proxy:
  # Only when proxy.enabled.
  image: team.azurecr.io/docker-hub/library/nginx:1.27

# Not redirected; a post-renderer (\`pullthrough rewrite -\`) reaches them, or \`pullthrough rewrite\` where the
#   chart is your own:
# - quay.io/acme/init:1 (templates/pods.yaml:5): no value changes its name: it is written in a template
`;

const warnings = `warning: chart gone 1.x of https://charts.example, which gone.enabled switches on, is not vendored: its images are not visible; run \`helm dependency build\`, or add its .tgz under helm.dependencies
warning: 1 image is not redirected; a post-renderer (\`pullthrough rewrite -\`) reaches them, or \`pullthrough rewrite\` where the chart is your own: quay.io/acme/init:1 (templates/pods.yaml:5)
`;

const root = repository({ ...chart, 'pullthrough.yaml': settings });

function run(...args: readonly string[]): CliResult {
  return pullthrough(['helm-values', ...args], root);
}

describe('helm-values', () => {
  test('prints the values, and says what they do not reach', () => {
    expect(run('web')).toEqual({ code: 0, stdout: values, stderr: warnings });
  });

  test('the same of a packed chart', () => {
    const packed = gzipSync(tar(Object.entries(chart).map(([path, text]) => ({ path, text }))));
    writeFileSync(join(root, 'web-1.2.3.tgz'), packed);
    expect(run('web-1.2.3.tgz', '--quiet')).toEqual({ code: 0, stdout: values, stderr: '' });
  });

  test('writes a file, and checks it', () => {
    const file = join(root, 'out/images.yaml');
    const missing = run('web', '-q', '--output', 'out/images.yaml', '--check');
    expect(missing).toEqual({ code: 1, stdout: '', stderr: 'out/images.yaml: does not exist\n' });
    expect(existsSync(file)).toBe(false);
    expect(run('web', '-q', '--output', 'out/images.yaml').code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(values);
    expect(run('web', '-q', '--output', 'out/images.yaml', '--check').code).toBe(0);

    writeFileSync(file, values.replace('docker-hub/acme/web', 'hub/acme/web'));
    const diff = run('web', '-q', '--output', 'out/images.yaml', '--diff', '--check');
    expect(diff.code).toBe(1);
    expect(diff.stdout).toContain(
      '-  repository: team.azurecr.io/hub/acme/web\n+  repository: team.azurecr.io/docker-hub/acme/web\n',
    );
    expect(readFileSync(file, 'utf8')).toContain('/hub/acme');
    expect(run('web', '-q', '--output', 'out/images.yaml').code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(values);
  });

  test('with its own values there is nothing left to do', () => {
    expect(run('web', '--check', '-q')).toMatchObject({
      code: 1,
      stderr: 'web: does not send all of its images through the cache\n',
    });
    writeFileSync(join(root, 'given.yaml'), values);
    expect(run('web', '--check', '-q', '--values', 'given.yaml')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('what is given counts', () => {
    const { stdout } = run(
      'web',
      '-q',
      '--set',
      'image.repository=quay.io/acme/other',
      '--set-string',
      'image.tag=2',
    );
    expect(stdout).not.toContain('\nimage:');
    expect(stdout).toContain(
      '# - quay.io/acme/other:2 (templates/pods.yaml:7): --set gives its values, and no file is stronger\n',
    );
  });

  test('rules that are missing are named, or their images left out', () => {
    const bare = ['web', '--no-config', '--registry', 'team.azurecr.io'];
    expect(run(...bare).stderr).toContain(
      'create these cache rules before deploying (`pullthrough rules` prints the script), or use --existing-rules: docker-hub-acme, docker-hub-library\n',
    );
    const existing = run(...bare, '--existing-rules');
    expect(existing.stdout).not.toContain('repository:');
    expect(existing.stderr).toContain('3 images are not redirected; they need a cache rule first');
  });

  test('how the configuration deploys the chart', () => {
    const deployed = repository({
      ...chart,
      'prod.yaml': 'image: { repository: quay.io/acme/web }\n',
      'pullthrough.yaml': `${settings}helm:\n  charts:\n    - { path: web, values: [prod.yaml] }\n`,
    });
    const { stdout } = pullthrough(['helm-values', 'web', '-q'], deployed);
    expect(stdout).toContain('  repository: team.azurecr.io/quay/acme/web\n');
  });
});

describe('what cannot be done ends the command', () => {
  test.each<readonly [string, readonly string[], string]>([
    [
      'a chart in a registry',
      ['oci://charts.example/redis'],
      'error: oci://charts.example/redis is not at hand: a chart is read from a folder or a .tgz\n  Run `helm pull oci://charts.example/redis`, with --version, and name the .tgz.\n',
    ],
    [
      'a chart of a repository',
      ['bitnami/redis'],
      'error: bitnami/redis: there is no such folder or file\n  A chart of a repository is read once it is at hand: run `helm pull bitnami/redis` and name the .tgz.\n',
    ],
    [
      'a folder that is none',
      ['web/templates'],
      'error: web/templates is no chart: it has no Chart.yaml, and no file in it has a chart installed\n',
    ],
    [
      'a file that is none',
      ['web/values.yaml'],
      'error: web/values.yaml is no chart, and has none installed\n  Name a folder with a Chart.yaml, a .tgz, or a file with a HelmRelease, an Application or the like.\n',
    ],
    [
      'values that are not there',
      ['web', '--values', 'no.yaml'],
      'error: --values: no.yaml does not exist\n',
    ],
    [
      "somebody's own file",
      ['web', '--quiet', '--output', 'web/values.yaml'],
      'error: web/values.yaml was not made by `pullthrough helm-values`, and is left as it is\n  Name another file: helm takes any number of --values.\n',
    ],
    [
      'no file to compare with',
      ['web', '--diff'],
      'error: --diff compares with a file: name it with --output\n',
    ],
    [
      'no registry',
      ['web', '--no-config'],
      'error: no registry is configured, so there is nothing to redirect to\n  set `registry` in pullthrough.yaml, or --registry team.azurecr.io\n',
    ],
  ])('%s', (_, args, stderr) => {
    expect(run(...args)).toEqual({ code: 2, stdout: '', stderr });
  });

  test('a library', () => {
    const library = repository({
      'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
    });
    expect(pullthrough(['helm-values', 'lib', '--registry', 'team.azurecr.io'], library)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: lib: library charts are not installable\n',
    });
  });
});

const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: shop, namespace: apps }
spec:
  chart: { spec: { chart: web, version: 1.x, sourceRef: { kind: HelmRepository, name: acme } } }
  valuesFrom: [{ kind: ConfigMap, name: shop-values }]
  values:
    image: { tag: "2" }
`;

const application = (helm: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop }
spec:
  ${helm.startsWith('-') ? `sources:\n  ${helm}` : `source: { repoURL: "https://git.example/acme/shop", path: web, ${helm} }`}
`;

const patchHead = (owner: string, field: string): string =>
  `that pull its images through team.azurecr.io, for ${owner}.
# A patch for kustomize; or merge them into ${field}.
# Made by`;

describe('helm-values of what has charts installed', () => {
  const packed = gzipSync(tar(Object.entries(chart).map(([path, text]) => ({ path, text }))));
  const vendored = `${settings}helm: { dependencies: vendor }\n`;
  const flux: Readonly<Record<string, string | Buffer>> = {
    'vendor/web-1.2.3.tgz': packed,
    'apps/web.yaml': release,
    'pullthrough.yaml': vendored,
  };

  test('a HelmRelease gets a patch with its values', () => {
    const { code, stdout, stderr } = pullthrough(
      ['helm-values', 'apps/web.yaml'],
      repository(flux as Record<string, string>),
    );
    expect(code).toBe(0);
    expect(stdout.replaceAll('\n#  ', '')).toContain(
      patchHead('HelmRelease apps/shop of apps/web.yaml', 'spec.values'),
    );
    expect(stdout).toContain(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  values:
    image:
      repository: team.azurecr.io/docker-hub/acme/web
    proxy:
      # Only when proxy.enabled.
      image: team.azurecr.io/docker-hub/library/nginx:1.27
`);
    expect(stdout).toContain('# - quay.io/acme/init:1 (vendor/web-1.2.3.tgz!templates/pods.yaml:5)');
    expect(stderr).toContain(
      'warning: HelmRelease apps/shop: ConfigMap shop-values cannot be seen here: images that are named there are replaced by those of the chart\n',
    );
  });

  test('with the patch laid over it there is nothing left to do', () => {
    const done = release.replace(
      'image: { tag: "2" }',
      'image: { tag: "2", repository: team.azurecr.io/docker-hub/acme/web }\n    proxy: { image: "team.azurecr.io/docker-hub/library/nginx:1.27" }',
    );
    const both = repository({ ...flux, 'apps/done.yaml': done } as Record<string, string>);
    const check = (file: string): CliResult => pullthrough(['helm-values', file, '--check', '-q'], both);
    expect(check('apps/done.yaml')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(check('apps/web.yaml')).toMatchObject({
      code: 1,
      stderr: 'apps/web.yaml: does not send all of its images through the cache\n',
    });
  });

  test('an Application: in the object, in the text, in one of several sources; parameters are stronger', () => {
    const root = repository({
      ...chart,
      'apps/object.yaml': application('helm: { valuesObject: { image: { tag: "2" } } }'),
      'apps/text.yaml': application(
        'helm: { values: "image: { tag: \\"2\\" }", parameters: [{ name: image.repository, value: quay.io/acme/own }] }',
      ),
      'apps/several.yaml': application(
        '- { repoURL: "https://git.example/acme/shop", path: web, helm: { releaseName: shop } }',
      ),
      'pullthrough.yaml': settings,
    });
    const of = (file: string): string => pullthrough(['helm-values', file, '-q'], root).stdout;
    expect(of('apps/object.yaml')).toContain(
      '\nspec:\n  source:\n    helm:\n      valuesObject:\n        image:\n          repository: team.azurecr.io/docker-hub/acme/web\n',
    );
    expect(of('apps/text.yaml')).toContain('# Merge them into the text spec.source.helm.values.\n');
    expect(of('apps/text.yaml')).toContain('\nproxy:\n');
    expect(of('apps/text.yaml')).not.toContain('\nimage:\n');
    expect(of('apps/text.yaml')).toContain('quay.io/acme/own:2');
    expect(of('apps/several.yaml')).toContain('# Merge them into spec.sources[0].helm.valuesObject.\n');
    expect(of('apps/several.yaml')).toContain(
      '\nimage:\n  repository: team.azurecr.io/docker-hub/acme/web\n',
    );
  });

  test('a chart that is not at hand ends the command, with its address', () => {
    const source =
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: acme, namespace: apps }\nspec: { url: "https://charts.example" }\n';
    const root = repository({
      'apps/web.yaml': release,
      'sources.yaml': source,
      'pullthrough.yaml': settings,
    });
    expect(pullthrough(['helm-values', 'apps/web.yaml'], root)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: apps/web.yaml:5: chart web 1.x of https://charts.example is not at hand\n  Get it with `helm pull`, and list the .tgz, or the folder that it lies in, under helm.dependencies in pullthrough.yaml.\n',
    });
  });

  test('without a name: all charts of the repository, and all that has some installed', () => {
    const root = repository({
      ...chart,
      ...flux,
      'apps/gone.yaml': release.replace('chart: web', 'chart: gone'),
      'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
    } as Record<string, string>);
    const all = pullthrough(['helm-values'], root);
    expect(all.code).toBe(0);
    expect(all.stdout.split('\n---\n').map((text) => text.split('\n', 1)[0])).toEqual([
      '# Values for chart web 1.2.3 that pull its images through team.azurecr.io.',
      '# Values for chart web 1.2.3 that pull its images through team.azurecr.io, for HelmRelease apps/shop of',
    ]);
    expect(all.stderr).toContain('warning: web: chart gone 1.x of https://charts.example, which');
    expect(all.stderr).toContain(
      'warning: apps/gone.yaml:5: chart gone 1.x of HelmRepository acme is not at hand\n',
    );

    expect(pullthrough(['helm-values', '-q', '--output', 'out'], root).code).toBe(0);
    expect(readFileSync(join(root, 'out/web/values.yaml'), 'utf8')).toBe(values);
    expect(readFileSync(join(root, 'out/apps/web.yaml'), 'utf8')).toContain('\nkind: HelmRelease\n');
    expect(pullthrough(['helm-values', '-q', '--output', 'out', '--check'], root).code).toBe(0);
    expect(pullthrough(['helm-values', '-q', '--check'], root)).toMatchObject({
      code: 1,
      stderr:
        'web: does not send all of its images through the cache\napps/web.yaml: does not send all of its images through the cache\n',
    });
    expect(pullthrough(['helm-values', '--set', 'a=b'], root)).toMatchObject({ code: 2 });
  });
});
