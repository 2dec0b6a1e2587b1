import { describe, expect, it } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';

const annotated = (what: string): string =>
  `apiVersion: example.org/v1\nkind: Anything\nmetadata:\n  name: a\n  annotations:\n    config.kubernetes.io/function: |\n      ${what}\n`;
const exec = annotated('exec: {path: ./rewrite}');
const legacy = 'apiVersion: pullthrough.dev/v1\nkind: ImageCache\nmetadata: {name: a}\nspec: {config: a}\n';

const config = 'registry: team.azurecr.io\n';

/** `file:line message` of each finding of the check. */
function findings(files: Readonly<Record<string, string>>): readonly string[] {
  const root = repository({ 'pullthrough.yaml': config, ...files });
  const { stdout } = pullthrough(['audit', '--output', 'json', '--fail-on', 'never'], root);
  const report = JSON.parse(stdout) as {
    findings: readonly { check: string; file: string; line: number; message: string }[];
  };
  return report.findings
    .filter(({ check }) => check === 'PT018')
    .map(({ file, line, message }) => `${file}:${line} ${message}`);
}

const kustomized = (plugin: string, field = 'transformers'): Record<string, string> => ({
  'k8s/kustomization.yaml': `resources: []\n${field}:\n  - plugin.yaml\n`,
  'k8s/plugin.yaml': plugin,
});

describe('a program that kustomize would leave out without a word', () => {
  const message =
    'plugin.yaml has kustomize run a program, and no build command in this repository has --enable-exec: kustomize does not run it, and does not say so.';

  it.each(['transformers', 'validators', 'generators'])('in %s', (field) => {
    expect(findings(kustomized(exec, field))).toEqual([`k8s/kustomization.yaml:3 ${message}`]);
  });

  it('written into the kustomization itself, or built by a directory', () => {
    const inline = `transformers:\n  - |-\n${exec.replace(/^(?=.)/gm, '    ')}`;
    expect(findings({ 'k8s/kustomization.yaml': inline })).toHaveLength(1);
    expect(
      findings({
        'k8s/kustomization.yaml': 'transformers: [../plugins]\n',
        'plugins/kustomization.yaml': 'resources: [a.yaml]\n',
        'plugins/a.yaml': exec,
      }),
    ).toHaveLength(1);
  });

  it('though a build command has the other flag', () => {
    const files = { ...kustomized(exec), Makefile: 'all:\n\tkustomize build --enable-alpha-plugins k8s\n' };
    expect(findings(files)).toEqual([
      `k8s/kustomization.yaml:3 ${message.replace('--enable-exec:', '--enable-exec (Makefile has --enable-alpha-plugins alone):')}`,
    ]);
  });

  it.each([
    [
      'a pipeline',
      '.github/workflows/a.yaml',
      'run: kustomize build --enable-alpha-plugins --enable-exec k8s\n',
    ],
    ['a Makefile', 'Makefile', 'FLAGS := --enable-alpha-plugins \\\n  --enable-exec\n'],
    [
      'the options of Argo CD',
      'argocd/cm.yaml',
      'kind: ConfigMap\ndata:\n  kustomize.buildOptions: --enable-alpha-plugins --enable-exec\n',
    ],
  ])('not where %s enables it', (_, path, text) => {
    expect(findings({ ...kustomized(exec), [path]: text })).toEqual([]);
  });

  it.each([
    ['a comment', 'Makefile', '# kustomize build --enable-exec\n'],
    ['what is written for people', 'README.md', 'kustomize build --enable-exec\n'],
    ['a flag that is off', 'Makefile', 'kustomize build --enable-exec=false k8s\n'],
  ])('but %s enables nothing', (_, path, text) => {
    expect(findings({ ...kustomized(exec), [path]: text })).toHaveLength(1);
  });

  it('a comment in the kustomization suppresses it', () => {
    const files = kustomized(exec);
    const ignored = `transformers:\n  # pullthrough-ignore: plugin-not-enabled -- built elsewhere\n  - plugin.yaml\n`;
    expect(findings({ ...files, 'k8s/kustomization.yaml': ignored })).toEqual([]);
  });
});

describe('an ImageCache as a plugin of the older form', () => {
  it('stops the build', () => {
    expect(findings(kustomized(legacy))).toEqual([
      'k8s/kustomization.yaml:3 plugin.yaml is an ImageCache, and no build command in this repository has --enable-alpha-plugins: kustomize refuses to build.',
    ]);
  });

  it('not where plugins are enabled', () => {
    expect(
      findings({ ...kustomized(legacy), 'deploy.sh': 'kubectl kustomize --enable-alpha-plugins k8s\n' }),
    ).toEqual([]);
  });
});

it.each([
  ['a container', annotated('container: {image: quay.io/a/b}')],
  ["kustomize's own transformer", 'apiVersion: builtin\nkind: ImageTagTransformer\nmetadata: {name: a}\n'],
])('%s needs no flag of these', (_, plugin) => {
  expect(findings(kustomized(plugin))).toEqual([]);
});
