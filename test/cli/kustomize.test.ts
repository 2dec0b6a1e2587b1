import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CliResult, pullthrough, repository } from '../support/cli.ts';

type Files = Readonly<Record<string, string>>;

const kustomize = (files: Files, ...args: readonly string[]): CliResult =>
  pullthrough(['kustomize', '--registry', 'team.azurecr.io', ...args], repository(files));

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: "nginx:1.27" }] }
`;

describe('a kustomization that kustomize refuses is never passed over in silence', () => {
  test('a field of the wrong type, in scan and in kustomize', () => {
    const files = { 'kustomization.yaml': 'resources: p.yaml\n', 'p.yaml': pod };
    const reason = 'resources is no list: kustomize refuses the file; not all of its images are known';
    expect(kustomize(files, '--check').stderr).toBe(`warning: kustomization.yaml:1:12: ${reason}\n`);
    const { skipped } = JSON.parse(pullthrough(['scan', '--output', 'json'], repository(files)).stdout);
    expect(skipped).toEqual([{ file: 'kustomization.yaml', line: 1, column: 12, reason }]);
  });

  test('images of the wrong type: nothing can be written into it', () => {
    const { code, stderr } = kustomize({
      'kustomization.yaml': 'resources: [p.yaml]\nimages: foo\n',
      'p.yaml': pod,
    });
    expect(stderr).toContain(
      'warning: kustomization.yaml:2:9: images is no list: kustomize refuses the file\n',
    );
    expect(code).toBe(2);
  });

  test('files and directories that are not there, with the builds that they are missing in', () => {
    const { stderr } = kustomize({
      'base/kustomization.yaml':
        'resources:\n- p.yaml\n- nope.yaml\n- ../empty\n- https://example.org/a.yaml\n',
      'base/p.yaml': pod,
      'empty/notes.txt': '',
      'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: gone.yaml}]\n',
      'dev/kustomization.yaml': 'resources: [../base]\n',
      'deep/er/kustomization.yaml': 'bases: [../..]\n',
    });
    const base = 'not all images of dev/kustomization.yaml and 1 more are known';
    expect(warningsOf(stderr).slice(0, 4)).toEqual([
      `base/kustomization.yaml:3:3: nope.yaml is not there: kustomize fails on it; ${base}`,
      `base/kustomization.yaml:4:3: ../empty is a directory without a kustomization: kustomize fails on it; ${base}`,
      'deep/er/kustomization.yaml:1:9: ../.. is a directory without a kustomization: kustomize fails on it; not all images of deep/er/kustomization.yaml are known',
      'prod/kustomization.yaml:2:18: gone.yaml is not there: kustomize fails on it; not all images of prod/kustomization.yaml are known',
    ]);
    expect(stderr).not.toContain('example.org');
  });

  test('what is there and was not asked for', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [p.yaml]\n',
      'base/p.yaml': pod,
      'prod/kustomization.yaml': 'resources: [../base, ../../up.yaml]\n',
      'prod/directory.yaml/x.txt': '',
    };
    expect(warningsOf(kustomize(files, 'prod').stderr)).toEqual([
      'prod/kustomization.yaml:1:13: ../base was not read: it is not among the files that were asked for; not all images of prod/kustomization.yaml are known',
      'prod/kustomization.yaml:1:22: ../../up.yaml is not there: kustomize fails on it; not all images of prod/kustomization.yaml are known',
    ]);
  });

  test('kustomizations that include each other', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a]\n',
    };
    for (const args of [[], ['--check'], ['--write']]) {
      const { code, stderr } = kustomize(files, ...args);
      expect(stderr).toBe('error: b/kustomization.yaml:1:13: kustomize refuses the circle a → b → a\n');
      expect(code).toBe(2);
    }
  });

  test('an empty one is not said to be missing', () => {
    expect(kustomize({ 'kustomization.yaml': '# later\n' }).stderr).toBe(
      'warning: kustomization.yaml:1:1: the first document of the file is empty: kustomize refuses it\n',
    );
  });
});

describe('images that the block does not redirect', () => {
  const release = (name: string): string => `apiVersion: example.org/v1
kind: Release
metadata: { name: ${name} }
spec: { values: { ${name}: { image: "ghcr.io/shop/${name}:1" } } }
`;
  const files = {
    'kustomization.yaml': 'resources: [r0.yaml, r1.yaml, r2.yaml, other.yaml]\n',
    ...Object.fromEntries([0, 1, 2].map((i) => [`r${i}.yaml`, release(`app${i}`)])),
    'other.yaml': release('other').replace('values', 'settings').replace('Release', 'Other'),
  };
  const why = 'not redirected: kustomize does not look for images in this field';

  test('are told by kind and field', () => {
    expect(warningsOf(kustomize(files, '--no-configurations').stderr).slice(0, 3)).toEqual([
      `3 images are ${why} (Release, spec.values.*.image), as at r0.yaml:4:35 and r1.yaml:4:35`,
      `other.yaml:4:38: ghcr.io/shop/other:1 is ${why} (spec.settings.other.image)`,
      '--verbose names each of these images',
    ]);
  });

  test('are all named when asked for', () => {
    const { stderr } = kustomize(files, '--verbose', '--no-configurations');
    expect(warningsOf(stderr).slice(0, 4)).toEqual([
      `r0.yaml:4:35: ghcr.io/shop/app0:1 is ${why} (spec.values.app0.image)`,
      `r1.yaml:4:35: ghcr.io/shop/app1:1 is ${why} (spec.values.app1.image)`,
      `r2.yaml:4:35: ghcr.io/shop/app2:1 is ${why} (spec.values.app2.image)`,
      `other.yaml:4:38: ghcr.io/shop/other:1 is ${why} (spec.settings.other.image)`,
    ]);
  });
});

describe('patches', () => {
  test('in a file without apiVersion are read where a kustomization gives their target', () => {
    const patch =
      'kind: Pod\nmetadata: { name: any }\nspec: { containers: [{ name: web, image: "quay.io/a/b:1" }] }\n';
    const files = { 'patch.yaml': patch, 'p.yaml': pod };
    const named = 'resources: [p.yaml]\npatches: [{ path: patch.yaml, target: { kind: Pod } }]\n';
    const images = (more: Files): string[] =>
      JSON.parse(
        pullthrough(['scan', '--output', 'json'], repository({ ...files, ...more })).stdout,
      ).uses.map((use: { readonly file: string; readonly line: number }) => `${use.file}:${use.line}`);
    expect(images({ 'kustomization.yaml': named })).toEqual(['p.yaml:4', 'patch.yaml:3']);
    // Named by nothing it is a file of no known kind, and no patch.
    expect(images({ 'kustomization.yaml': 'resources: [p.yaml]\n' })).toEqual(['p.yaml:4', 'patch.yaml:3']);
    expect(kustomize({ ...files, 'kustomization.yaml': 'resources: [p.yaml]\n' }).stdout).not.toContain(
      'quay.io',
    );
    expect(kustomize({ ...files, 'kustomization.yaml': named }).stdout).toContain('- name: quay.io/a/b\n');
  });

  test('that would break the build with an images block keep it from being written', () => {
    const patch = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {deep: {containers: [a]}}}';
    const { code, stderr } = kustomize({
      'kustomization.yaml': `resources: [p.yaml]\npatches: [{ patch: "${patch}" }]\n`,
      'p.yaml': pod,
    });
    expect(stderr).toContain(
      'kustomization.yaml holds an object that makes kustomize fail as soon as there is an images entry',
    );
    expect(code).toBe(2);
  });
});

describe('--root', () => {
  const files = {
    'base/kustomization.yaml': 'resources:\n- p.yaml\n',
    'base/p.yaml': pod,
    'prod/kustomization.yaml': 'resources:\n- ../base\nimages:\n- name: nginx\n  newTag: "2"\n',
    'dev/kustomization.yaml': 'resources:\n- ../base\n',
  };
  const written = (...args: readonly string[]): readonly string[] =>
    [...kustomize(files, ...args).stdout.matchAll(/^# (.*)$/gm)].map(([, file]) => file ?? '');

  test('says which kustomizations get entries', () => {
    expect(written()).toEqual(['dev/kustomization.yaml', 'prod/kustomization.yaml']);
    expect(written('--root', 'dev')).toEqual(['dev/kustomization.yaml']);
    expect(written('--root', 'dev/kustomization.yaml', '--root', './prod/')).toEqual([
      'dev/kustomization.yaml',
      'prod/kustomization.yaml',
    ]);
  });

  test('a name that an overlay counts on is kept, which is said', () => {
    const { stdout, stderr, code } = kustomize(files, '--root', 'base');
    expect(stdout).toBe('');
    expect(warningsOf(stderr)[0]).toBe(
      'base/kustomization.yaml: nginx keeps its name here: entries of prod/kustomization.yaml look for it',
    );
    expect(code).toBe(0);
  });

  test('no kustomization there is a mistake', () => {
    const { stderr, code } = kustomize(files, '--root', 'staging');
    expect(stderr).toContain('--root staging: there is no kustomization');
    expect(code).toBe(2);
  });
});

describe('fields that images does not reach', () => {
  const resource = 'apiVersion: example.org/v1\nkind: Release\nspec: {image: "ghcr.io/shop/app:1"}\n';
  const files = { 'kustomization.yaml': 'resources:\n- r.yaml\n', 'r.yaml': resource };

  test('come with a configuration file, in every way to show and to write it', () => {
    const folder = repository(files);
    const run = (...args: readonly string[]): CliResult =>
      pullthrough(['kustomize', '--registry', 'team.azurecr.io', ...args], folder);
    expect(run().stdout).toContain('# pullthrough-images.yaml\n');
    expect(run('--diff').stdout).toMatch(/^--- .*pullthrough-images.yaml\n[\s\S]*--- .*kustomization.yaml\n/);
    expect(run('--check').code).toBe(1);
    expect(run('--write').code).toBe(0);
    expect(readFileSync(`${folder}/pullthrough-images.yaml`, 'utf8')).toContain('- path: spec/image\n');
    expect(readFileSync(`${folder}/kustomization.yaml`, 'utf8')).toContain(
      'configurations:\n- pullthrough-images.yaml\nimages:\n',
    );
    expect(run('--check')).toMatchObject({ code: 0, stdout: '' });
    const { stdout } = pullthrough(['audit', '--registry', 'team.azurecr.io', '-o', 'json'], folder);
    expect(stdout).not.toContain('PT002');
  });

  test('are left alone when that is asked for', () => {
    const { stdout, stderr } = kustomize(files, '--no-configurations');
    expect(stdout).toBe('');
    expect(stderr).toContain('kustomize does not look for images in this field (spec.image)');
    expect(stderr).toContain('--install-plugin');
  });

  test('those that replacements write are told', () => {
    const { stderr } = kustomize({
      'kustomization.yaml':
        'resources: [p.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: a, fieldPath: data.IMAGE}\n  targets:\n  - select: {kind: Pod}\n    fieldPaths: [spec.containers.0.image]\n',
      'p.yaml': pod,
    });
    expect(stderr).toContain(
      'kustomization.yaml:6:18: a replacement writes this image when kustomize builds, behind the images entries',
    );
  });
});

test('audit reports entries that do nothing, at their place', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [p.yaml]\nimages: [{name: nginx, newName: acr/nginx}]\n',
    'base/p.yaml': pod,
    'over/kustomization.yaml': 'resources: [../base]\nimages: [{name: nginx, newTag: "2"}]\n',
  };
  const { stdout } = pullthrough(['audit', '--output', 'json'], repository(files));
  const { findings } = JSON.parse(stdout) as { findings: { check: string; file: string; path: string }[] };
  expect(findings.filter(({ check }) => check === 'PT014')).toMatchObject([
    { file: 'over/kustomization.yaml', path: 'images[0].name' },
  ]);
});

function warningsOf(stderr: string): string[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('warning: '))
    .map((line) => line.slice('warning: '.length));
}

describe('what Skaffold builds', () => {
  const files = {
    'skaffold.yaml': 'apiVersion: skaffold/v4beta1\nkind: Config\nbuild: {artifacts: [{image: cart}]}\n',
    'kustomization.yaml': 'resources: [web.yaml, cart.yaml]\n',
    'web.yaml': pod,
    'cart.yaml': pod.replace('nginx:1.27', 'cart'),
  };

  test('keeps its name in a kustomization, by which Skaffold finds it', () => {
    const { stdout, stderr } = kustomize(files);
    expect(stdout).toContain('name: nginx');
    expect(stdout).not.toContain('cart');
    const reason = 'skaffold.yaml:3 builds an image of this name';
    expect(warningsOf(stderr)[0]).toBe(
      `cart.yaml:4:43: cart is not redirected: ${reason} (spec.containers[0].image)`,
    );
    expect(stderr).not.toContain('--install-plugin');
  });

  test('gets no cache rule of its own', () => {
    const { stdout } = pullthrough(
      ['rules', '--registry', 'team.azurecr.io', '--output', 'json'],
      repository(files),
    );
    expect(JSON.parse(stdout).rules[0].serves).toEqual(['docker.io/library/nginx:1.27']);
  });
});
