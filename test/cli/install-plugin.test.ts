import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliResult, pullthrough, repository } from '../support/cli.ts';

const plugin = readFileSync('dist/plugins/kustomize/ImageCache', 'utf8');
const inHome = '.config/kustomize/plugin/pullthrough.dev/v1/imagecache/ImageCache';

const files = {
  'pullthrough.yaml':
    'registry: team.azurecr.io\nrules:\n  - { name: quay-all, source: quay.io/*, target: quay/* }\n',
  'k8s/prod/kustomization.yaml': 'resources: [web.yaml]\n',
  'home/note': '',
};

function install(root: string, args: readonly string[], env: Record<string, string> = {}): CliResult {
  return pullthrough(['kustomize', '--install-plugin', ...args], root, { HOME: join(root, 'home'), ...env });
}

const text = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

describe('into the plugin home', () => {
  it('with an ImageCache for the kustomization, and the commands to build with; a second time changes nothing', () => {
    const root = repository(files);
    const args = ['kustomize', 'k8s/prod', '--install-plugin'];
    const env = { HOME: join(root, 'home') };
    expect(pullthrough([...args, '--check'], root, env).code).toBe(1);
    expect(existsSync(join(root, 'home', inHome))).toBe(false);

    const { code, stdout, stderr } = pullthrough(args, root, env);
    expect(code).toBe(0);
    expect(stderr).toBe(`home/${inHome}: written\nk8s/prod/image-cache.yaml: written\n`);
    expect(stdout).toContain('Add to kustomization.yaml:\n\n  transformers:\n    - image-cache.yaml\n');
    expect(stdout).toContain('\n  kustomize build --enable-alpha-plugins k8s/prod\n');
    expect(stdout).toContain('\n  kubectl kustomize --enable-alpha-plugins k8s/prod | kubectl apply -f -\n');
    expect(stdout).toContain('\n  kustomize.buildOptions: --enable-alpha-plugins\n');
    expect(text(root, `home/${inHome}`)).toBe(plugin);
    expect(statSync(join(root, 'home', inHome)).mode & 0o777).toBe(0o755);
    expect(text(root, 'k8s/prod/image-cache.yaml')).toContain('  config: "../../pullthrough.yaml"\n');

    expect(pullthrough([...args, '--check'], root, env)).toMatchObject({ code: 0, stderr: '' });
    expect(pullthrough(args, root, env).stderr).toBe(`home/${inHome}: is what it should be\n`);
  });

  it('--diff shows what would be written, and writes nothing', () => {
    const root = repository(files);
    const args = ['kustomize', 'k8s/prod', '--install-plugin', '--diff'];
    const { code, stdout, stderr } = pullthrough(args, root, { HOME: join(root, 'home') });
    expect(code).toBe(0);
    expect(stderr).toBe(`home/${inHome}: would be written\n`);
    expect(stdout).toContain('+++ b/k8s/prod/image-cache.yaml\n');
    expect(existsSync(join(root, 'home', inHome))).toBe(false);
    expect(existsSync(join(root, 'k8s/prod/image-cache.yaml'))).toBe(false);
  });

  it('an older one is brought up to date, one without its mode is given it', () => {
    const root = repository({ ...files, [`home/${inHome}`]: '// pullthrough ImageCache, older\n' });
    expect(install(root, ['--check'])).toMatchObject({
      code: 1,
      stderr: `home/${inHome}: is not up to date\n`,
    });
    expect(install(root, []).code).toBe(0);
    expect(text(root, `home/${inHome}`)).toBe(plugin);
    expect(statSync(join(root, 'home', inHome)).mode & 0o111).toBe(0o111);
  });

  it('goes where kustomize looks: the variables first, then what exists', () => {
    const root = repository({ ...files, 'home/kustomize/plugin/note': '' });
    const where = (env: Record<string, string>): string => install(root, ['--check'], env).stderr;
    const rest = 'pullthrough.dev/v1/imagecache/ImageCache: is missing\n';
    expect(where({})).toBe(`home/kustomize/plugin/${rest}`);
    expect(where({ XDG_CONFIG_HOME: join(root, 'xdg') })).toBe(`home/kustomize/plugin/${rest}`);
    mkdirSync(join(root, 'xdg/kustomize/plugin'), { recursive: true });
    expect(where({ XDG_CONFIG_HOME: join(root, 'xdg') })).toBe(`xdg/kustomize/plugin/${rest}`);
    expect(where({ KUSTOMIZE_PLUGIN_HOME: join(root, 'own') })).toBe(`own/${rest}`);
  });

  it('in another directory, the commands say where it is', () => {
    const root = repository({ ...files, 'tools/note': '' });
    const { stdout } = install(root, ['tools']);
    expect(stdout).toContain(
      `  KUSTOMIZE_PLUGIN_HOME=${root}/tools kustomize build --enable-alpha-plugins DIR\n`,
    );
    expect(existsSync(join(root, 'tools/pullthrough.dev/v1/imagecache/ImageCache'))).toBe(true);
  });

  it('without a configuration it writes no ImageCache, and says so', () => {
    const { 'pullthrough.yaml': _, ...rest } = files;
    const root = repository(rest);
    const run = pullthrough(['kustomize', 'k8s/prod', '--install-plugin'], root, {
      HOME: join(root, 'home'),
    });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(
      'warning: there is no pullthrough.yaml, so no image-cache.yaml was written.',
    );
    expect(existsSync(join(root, 'k8s/prod/image-cache.yaml'))).toBe(false);
  });
});

describe('beside a kustomization, as a KRM function', () => {
  it('with the annotation that names it, and the commands that enable it', () => {
    const root = repository(files);
    const { code, stdout } = install(root, ['k8s/prod']);
    expect(code).toBe(0);
    expect(text(root, 'k8s/prod/image-cache')).toBe(plugin);
    expect(text(root, 'k8s/prod/image-cache.yaml')).toContain('path: ./image-cache\n');
    expect(stdout).toContain('\n  kustomize build --enable-alpha-plugins --enable-exec k8s/prod\n');
    expect(stdout).toContain('kubectl has no --enable-exec.');
    expect(existsSync(join(root, 'home', inHome))).toBe(false);
  });

  it('an ImageCache that stands there stays; what it lacks is said', () => {
    const cache =
      'apiVersion: pullthrough.dev/v1\nkind: ImageCache\nmetadata: {name: a}\nspec: {config: a}\n';
    const root = repository({
      ...files,
      'k8s/prod/kustomization.yaml': 'transformers: [own.yaml]\n',
      'k8s/prod/own.yaml': cache,
    });
    const { stdout } = install(root, ['k8s/prod']);
    expect(stdout).toContain('Add to the metadata of own.yaml:');
    expect(text(root, 'k8s/prod/own.yaml')).toBe(cache);
    expect(existsSync(join(root, 'k8s/prod/image-cache.yaml'))).toBe(false);
  });
});

describe('what cannot be done', () => {
  it.each([
    [['nowhere'], 'nowhere is no directory'],
    [['k8s/prod', 'k8s'], 'one kustomization at a time'],
  ])('%j', (args, message) => {
    const root = repository(files);
    const { code, stdout, stderr } = install(root, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
  });

  it('another program in its place is left alone', () => {
    const root = repository({ ...files, 'k8s/prod/image-cache': '#!/bin/sh\n' });
    const { code, stderr } = install(root, ['k8s/prod']);
    expect(code).toBe(2);
    expect(stderr).toContain('k8s/prod/image-cache is something else, and is left as it is');
    expect(text(root, 'k8s/prod/image-cache')).toBe('#!/bin/sh\n');
  });
});

it('what is installed runs', () => {
  const root = repository(files);
  install(root, ['k8s/prod']);
  writeFileSync(
    join(root, 'pod.yaml'),
    'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: quay.io/a/b}]}\n',
  );
  const run = spawnSync(join(root, 'k8s/prod/image-cache'), ['--filter'], {
    cwd: root,
    input: text(root, 'pod.yaml'),
    encoding: 'utf8',
  });
  expect(run.stdout).toContain('image: team.azurecr.io/quay/a/b}');
});
