import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const built = resolve('dist/plugins/kustomize/ImageCache');

const spec =
  '  registry: team.azurecr.io\n  rules:\n    - { name: quay-all, source: quay.io/*, target: quay/* }\n';
const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    kustomize.config.k8s.io/id: |\n      kind: Pod\n      name: p\n      version: v1\n  name: p\nspec:\n  containers:\n  - image: ${image}\n    name: c\n`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullthrough-plugin-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface PluginRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the plugin as kustomize does: the object in a file, the manifests on standard input. */
function run(input: string | Uint8Array, config = spec, plugin = built): PluginRun {
  const file = join(folder, 'config');
  writeFileSync(
    file,
    `apiVersion: pullthrough.dev/v1\nkind: ImageCache\nmetadata:\n  name: images\nspec:\n${config}`,
  );
  const { status, stdout, stderr } = spawnSync(plugin, [file], {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH, KUSTOMIZE_PLUGIN_CONFIG_ROOT: folder },
  });
  return { code: status, stdout, stderr };
}

describe('the kustomize plugin', () => {
  it('gives the stream back with other names, and the annotations of kustomize as they were', () => {
    const stream = `${pod('quay.io/a/b:1')}---\n${pod('team.azurecr.io/own:1')}`;
    const expected = `${pod('team.azurecr.io/quay/a/b:1')}---\n${pod('team.azurecr.io/own:1')}`;
    expect(run(stream)).toEqual({ code: 0, stdout: expected, stderr: '' });
  });

  it('knows the fields of the configuration that hold images, or none', () => {
    const widget =
      'apiVersion: x.y/v1\nkind: Widget\nmetadata:\n  name: w\nspec:\n  engine:\n    box: quay.io/a/b:1\n';
    const stream = `${widget}---\n${pod('quay.io/a/b:1')}`;
    const fields = `  imageFields:\n    - { path: spec/engine/box, kind: Widget }\n    - { path: "spec/containers[]/image", kind: Pod, purpose: none }\n`;
    expect(run(stream, spec + fields)).toEqual({
      code: 0,
      stdout: `${widget.replace('quay.io', 'team.azurecr.io/quay')}---\n${pod('quay.io/a/b:1')}`,
      stderr: '',
    });
    writeFileSync(
      join(folder, 'pullthrough.yaml'),
      `registry: team.azurecr.io\nrules: [{ name: quay-all, source: quay.io/*, target: quay/* }]\nimageFields: [{ path: spec/engine/box, kind: Widget }]\n`,
    );
    const { stdout } = run(widget, '  config: pullthrough.yaml\n');
    expect(stdout).toContain('box: team.azurecr.io/quay/a/b:1\n');
  });

  it.each([
    ['an alias of nothing', pod('*gone')],
    ['tabs', pod('quay.io/a/b:1').replace('  name', '\tname')],
    ['what ends within', `${pod('quay.io/a/b:1')}---\na: "b\n`],
    ['what is no UTF-8', Buffer.from(`${pod('quay.io/a/b:1')}# \xe9\n`, 'latin1')],
    ['what is nested without an end', `${pod('quay.io/a/b:1')}---\n${'{a: '.repeat(5_000)}`],
  ])('prints nothing and fails for %s', (_, stream) => {
    const { code, stdout, stderr } = run(stream);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^pullthrough ImageCache: .+\.\n$/);
  });

  it.each([
    ['null', 'null'],
    ['a number', '1.5'],
    ['a map', '{repository: quay.io/a/c}'],
    ['nothing', ''],
  ])('leaves an image that is %s, and goes on', (_, image) => {
    const stream = `${pod(image)}---\n${pod('quay.io/a/b:1')}`;
    const { code, stdout } = run(stream);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: stream.replace('quay.io/a/b', 'team.azurecr.io/quay/a/b'),
    });
  });

  it('reads lists within lists, and large values beside them', () => {
    const list = (items: string): string =>
      `apiVersion: v1\nkind: List\nitems:\n- ${items.trimEnd().replaceAll('\n', '\n  ')}\n`;
    const config = (value: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n${value}`;
    const binary = config('binaryData:\n  x: cXVheS5pby9hL2I6MQ==\n');
    const large = config(`data:\n  x: "${'x'.repeat(1 << 20)}"\n`);
    const stream = [list(list(pod('quay.io/a/b:1'))), binary, large].join('---\n');
    expect(run(stream).stdout === stream.replace('quay.io/', 'team.azurecr.io/quay/')).toBe(true);
  });

  it('prints nothing exactly when there is nothing to print', () => {
    expect(run('')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('prints streams that are larger than a pipe holds', () => {
    const stream = Array.from({ length: 5_000 }, () => pod('quay.io/a/b:1')).join('---\n');
    const { code, stdout } = run(stream);
    expect(code).toBe(0);
    expect(stdout === stream.replaceAll('quay.io/', 'team.azurecr.io/quay/')).toBe(true);
  });

  it('warns of what stays out of the cache, once for each image', () => {
    const stream = `${pod('ghcr.io/a/b:1')}---\n${pod('ghcr.io/a/b:1')}---\n${pod('quay.io/a/${NAME}:1')}`;
    const { code, stdout, stderr } = run(stream);
    expect({ code, stdout }).toEqual({ code: 0, stdout: stream });
    expect(stderr).toBe(
      'pullthrough ImageCache: warning: ghcr.io/a/b:1 (Pod p, spec.containers[0].image) does not go through the cache: no cache rule covers it\n' +
        'pullthrough ImageCache: warning: quay.io/a/${NAME}:1 (Pod p, spec.containers[0].image) is not known: variable NAME has no value here\n',
    );
  });

  it('sends an image through the cache whose tag something else puts in later', () => {
    const { code, stdout, stderr } = run(pod('quay.io/a/b:${TAG}'));
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: pod('team.azurecr.io/quay/a/b:${TAG}'),
      stderr: '',
    });
  });

  it.each(['commonjs', 'module'])('runs in a folder whose package.json says "type": "%s"', (type) => {
    const place = join(folder, type);
    mkdirSync(place);
    writeFileSync(join(place, 'package.json'), JSON.stringify({ type }));
    copyFileSync(built, join(place, 'ImageCache'));
    const { code, stdout } = run(pod('quay.io/a/b:1'), spec, join(place, 'ImageCache'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: pod('team.azurecr.io/quay/a/b:1') });
  });

  it('and in one without', () => {
    const plugin = join(folder, 'ImageCache');
    copyFileSync(built, plugin);
    expect(run(pod('quay.io/a/b:1'), spec, plugin).stdout).toBe(pod('team.azurecr.io/quay/a/b:1'));
  });
});

describe('what it cannot do fails the build: exit code 1, a message, nothing printed', () => {
  it.each([
    ['a mistyped key', '  conifg: a\n', 'unknown key conifg in spec. Did you mean config?'],
    [
      'no rules',
      '  registry: team.azurecr.io\n',
      'there is no cache rule, so no image would go through the cache.',
    ],
    ['a configuration that is missing', '  config: none.yaml\n', 'spec.config cannot be read: ENOENT'],
    ['a configuration without a registry', '  config: empty.yaml\n', 'empty.yaml names no registry.'],
    [
      'rules that are no JSON',
      '  registry: team.azurecr.io\n  rulesFile: empty.yaml\n',
      'empty.yaml: not JSON:',
    ],
    [
      'JSON that is no list of rules',
      '  registry: team.azurecr.io\n  rulesFile: wrong.json\n',
      'rulesFile wants what `az acr cache list -o json` prints.',
    ],
  ])('%s', (_, config, message) => {
    writeFileSync(join(folder, 'empty.yaml'), 'own: []\n');
    writeFileSync(join(folder, 'wrong.json'), '[{"name":"x"}]');
    const { code, stdout, stderr } = run(pod('quay.io/a/b:1'), config);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^pullthrough ImageCache: /);
    expect(stderr).toContain(message);
  });

  it('manifests that cannot be read whole', () => {
    const { code, stdout, stderr } = run(`${pod('quay.io/a/b:1')}---\napiVersion: v1\nkind: Pod\nspec: [\n`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/the manifests on standard input, line \d+: .*Nothing was changed\.\n$/);
  });

  it('manifests that are no UTF-8', () => {
    const { code, stdout, stderr } = run(Buffer.from([0x61, 0xff]));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('the manifests on standard input: no UTF-8 text.');
  });

  it('being run by hand', () => {
    const { status, stdout, stderr } = spawnSync(built, [], { encoding: 'utf8', input: '' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('nothing says which ImageCache to use');
  });
});
