import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const program = resolve('dist/plugins/kustomize/ImageCache');
const rules =
  'registry: team.azurecr.io\nrules:\n  - { name: quay-all, source: quay.io/*, target: quay/* }\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullthrough-function-'));
});
beforeEach(() => writeFileSync(join(folder, 'pullthrough.yaml'), rules));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface FunctionRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(input: string, args: readonly string[] = [], cwd = folder): FunctionRun {
  const env = { PATH: process.env.PATH };
  const options = { cwd, input, encoding: 'utf8', maxBuffer: 1 << 28, env } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { code: status, stdout, stderr };
}

const functionConfig = (spec = 'config: pullthrough.yaml'): string =>
  `functionConfig:\n  apiVersion: pullthrough.dev/v1\n  kind: ImageCache\n  metadata:\n    annotations:\n      config.kubernetes.io/function: |\n        exec: {path: x}\n    name: images\n  spec: {${spec}}\n`;

/** An item as kustomize writes it, with the marks that it puts on each. */
const pod = (image: string, marks = true): string =>
  `- apiVersion: v1\n  kind: Pod\n  metadata:\n${marks ? "    annotations:\n      internal.config.kubernetes.io/index: '0'\n      kustomize.config.k8s.io/id: |\n        kind: Pod\n        name: p\n" : ''}    name: p\n  spec:\n    containers:\n    - image: ${image}\n      name: c\n`;

const list = (items: string, config = functionConfig(), version = 'v1'): string =>
  `apiVersion: config.kubernetes.io/${version}\nkind: ResourceList\nitems:${items === '' ? ' []\n' : `\n${items}`}${config}`;

describe('as a KRM function', () => {
  const result = {
    message: 'quay.io/a/b:1 goes through the cache as team.azurecr.io/quay/a/b:1',
    severity: 'info',
    resourceRef: { apiVersion: 'v1', kind: 'Pod', name: 'p' },
    field: {
      path: 'spec.containers[0].image',
      currentValue: 'quay.io/a/b:1',
      proposedValue: 'team.azurecr.io/quay/a/b:1',
    },
  };

  it.each(['v1', 'v1beta1'])('gives the list (%s) back with other names, and says what it did', (version) => {
    const input = list(pod('quay.io/a/b:1') + pod('team.azurecr.io/own:1'), undefined, version);
    const expected = list(
      pod('team.azurecr.io/quay/a/b:1') + pod('team.azurecr.io/own:1'),
      undefined,
      version,
    );
    expect(run(input)).toEqual({
      code: 0,
      stdout: `${expected}results:\n- ${JSON.stringify(result)}\n`,
      stderr: '',
    });
  });

  it('a list in JSON stays one', () => {
    const json = (image: string): string =>
      `{"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "functionConfig": {"apiVersion": "pullthrough.dev/v1", "kind": "ImageCache", "metadata": {"name": "x"}, "spec": {"config": "pullthrough.yaml"}}, "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "image": "${image}"}]}}]`;
    const { code, stdout } = run(`${json('quay.io/a/b:1')}}`);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${json('team.azurecr.io/quay/a/b:1')}, "results": [${JSON.stringify(result)}]}`,
    });
  });

  it('an anchor that two items share is understood, and stays', () => {
    const items = (image: string): string =>
      `- apiVersion: v1\n  kind: Pod\n  spec:\n    containers: [{name: a, image: &i ${image}}]\n- apiVersion: v1\n  kind: Pod\n  spec:\n    containers: [{name: b, image: *i}]\n`;
    const { code, stdout } = run(list(items('quay.io/a/b:1')));
    expect(code).toBe(0);
    expect(stdout.startsWith(list(items('team.azurecr.io/quay/a/b:1')))).toBe(true);
  });

  it('what has no rule is a warning, in the results and for people', () => {
    const { code, stdout, stderr } = run(list(pod('ghcr.io/a/b:1')));
    expect(code).toBe(0);
    expect(stdout).toContain(
      '"severity":"warning","resourceRef":{"apiVersion":"v1","kind":"Pod","name":"p"}',
    );
    expect(stderr).toBe(
      'pullthrough ImageCache: warning: ghcr.io/a/b:1 (Pod p, spec.containers[0].image) does not go through the cache: no cache rule covers it\n',
    );
  });

  it.each([
    [
      'rules in the functionConfig',
      functionConfig(
        rules
          .trim()
          .replace('\n', ', ')
          .replace(/:\n +- (.*)/, ': [$1]'),
      ),
    ],
    [
      'a ConfigMap, as `kustomize fn run … -- config=pullthrough.yaml` makes one',
      'functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: function-input}\n  data: {config: pullthrough.yaml}\n',
    ],
  ])('takes %s', (_, config) => {
    const { stdout, stderr } = run(list(pod('quay.io/a/b:1'), config));
    expect(stderr).toBe('');
    expect(stdout).toContain(pod('team.azurecr.io/quay/a/b:1'));
  });

  it('an empty list stays one', () => {
    expect(run(list(''))).toEqual({ code: 0, stdout: list(''), stderr: '' });
  });

  it.each([
    ['no functionConfig', list(pod('nginx'), ''), 'the ResourceList has no functionConfig'],
    ['a mistyped key', list(pod('nginx'), functionConfig('conifg: a')), 'unknown key conifg in spec'],
    ['no items', list('').replace('items: []\n', ''), 'the ResourceList has no list of items'],
    ['two documents', `${list(pod('nginx'))}---\na: 1\n`, 'another document follows the ResourceList'],
    ['no YAML', list(`${pod('nginx')}  x: [\n`), 'the manifests on standard input, line'],
    ['nothing', '', 'nothing says which ImageCache to use'],
  ])('fails and prints nothing for %s', (_, input, message) => {
    const { code, stdout, stderr } = run(input);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`pullthrough ImageCache: `);
    expect(stderr).toContain(message);
  });
});

describe('with mode: check', () => {
  const check = functionConfig('config: pullthrough.yaml, mode: check');

  it('an image that is pulled past the cache fails the build, and is a result', () => {
    const { code, stdout, stderr } = run(list(pod('quay.io/a/b:1'), check));
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^apiVersion: .*\nkind: ResourceList\nitems: \[\]\nresults:\n- \{.*"severity":"error"/,
    );
    expect(stderr).toBe(
      'pullthrough ImageCache: error: quay.io/a/b:1 (Pod p, spec.containers[0].image) is pulled past the cache, which has it as team.azurecr.io/quay/a/b:1\n',
    );
  });

  it('and so does one that no rule covers; not one that the cache cannot serve', () => {
    expect(run(list(pod('ghcr.io/a/b:1'), check)).code).toBe(1);
    expect(run(list(pod('registry.example/a/b:1'), check)).code).toBe(0);
  });

  it('a build gets no objects back: kustomize would take them for changed', () => {
    expect(run(list(pod('team.azurecr.io/own:1'), check))).toEqual({
      code: 0,
      stdout: 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n',
      stderr: '',
    });
  });

  it('any other orchestrator does: it would take them for deleted', () => {
    const input = list(pod('team.azurecr.io/own:1', false), check);
    expect(run(input)).toEqual({ code: 0, stdout: input, stderr: '' });
  });

  it('is refused where kustomize would delete every object', () => {
    writeFileSync(join(folder, 'kustomization.yaml'), 'transformers: [image-cache.yaml]\n');
    const { code, stdout, stderr } = run(list(pod('team.azurecr.io/own:1'), check));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('has to stand under validators');
    writeFileSync(join(folder, 'kustomization.yaml'), 'validators: [image-cache.yaml]\n');
    expect(run(list(pod('team.azurecr.io/own:1'), check)).code).toBe(0);
    rmSync(join(folder, 'kustomization.yaml'));
  });
});

describe('as a filter', () => {
  const stream = (image: string): string =>
    `---\n# Source: chart/templates/pod.yaml\n# nothing here\n---\n# Source: chart/templates/web.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - {name: c, image: "${image}"}\n`;

  it.each([['--filter'], ['--config', 'pullthrough.yaml'], ['--filter', '--config=pullthrough.yaml']])(
    '%s %s',
    (...args) => {
      expect(run(stream('quay.io/a/b:1'), args)).toEqual({
        code: 0,
        stdout: stream('team.azurecr.io/quay/a/b:1'),
        stderr: '',
      });
    },
  );

  it.each([
    ['nothing on standard input', '', ['--filter'], 'standard input is empty'],
    ['an unknown option', 'a: 1\n', ['--fliter'], "Unknown option '--fliter'"],
    [
      'a configuration that is missing',
      'a: 1\n',
      ['--config', 'none.yaml'],
      '--config cannot be read: ENOENT',
    ],
    ['broken manifests', `${stream('nginx')}x: [\n`, ['--filter'], 'line'],
  ])('fails and prints nothing for %s', (_, input, args, message) => {
    const { code, stdout, stderr } = run(input, args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('and where no configuration is near', () => {
    const { code, stdout, stderr } = run(stream('nginx'), ['--filter'], '/');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('there is no pullthrough.yaml in');
  });
});
