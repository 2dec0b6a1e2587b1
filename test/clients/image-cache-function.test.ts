import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builders, named, need, run } from './programs.ts';

const program = resolve('dist/plugins/kustomize/ImageCache');
const [, kustomize58, kubectl] = builders;
const withExec = builders.filter(({ command }) => command[0] === 'build');

const rules =
  '  registry: team.azurecr.io\n  rules:\n    - { name: quay-all, source: quay.io/*, target: quay/* }\n';
const objects = (image: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  crlf: "a\\r\\nimage: ${image}\\r\\n"\n  pod.yaml: |\n    apiVersion: v1\n    kind: Pod\n    spec:\n      containers:\n      - image: ${image}\n        name: a\n---\napiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata:\n  name: p\nspec:\n  image: ${image}\n`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullthrough-krm-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A kustomization with an ImageCache that is a function, in a folder of its own. */
function kustomization(name: string, field: string, image: string, more = ''): string {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'objects.yaml'), objects(image));
  writeFileSync(join(at, 'kustomization.yaml'), `resources: [objects.yaml]\n${field}: [cache.yaml]\n`);
  cpSync(program, join(at, 'image-cache'));
  writeFileSync(
    join(at, 'cache.yaml'),
    `apiVersion: pullthrough.dev/v1\nkind: ImageCache\nmetadata:\n  name: a\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ./image-cache}\nspec:\n${rules}${more}`,
  );
  return at;
}

describe.each(withExec)('$name', (builder) => {
  const build = (context: Parameters<typeof need>[1], at: string, ...flags: readonly string[]) =>
    run(need(builder, context), ['build', ...flags, at], folder);
  const enabled = ['--enable-alpha-plugins', '--enable-exec'];

  it('rewrites as a function; nothing but images changes', (context) => {
    const { code, stdout, stderr } = build(
      context,
      kustomization('krm', 'transformers', 'quay.io/a/b:1'),
      ...enabled,
    );
    expect(code, stderr).toBe(0);
    const image = 'team.azurecr.io/quay/a/b:1';
    expect(stdout).toBe(
      `apiVersion: v1\ndata:\n  crlf: "a\\r\\nimage: quay.io/a/b:1\\r\\n"\n  pod.yaml: |\n    apiVersion: v1\n    kind: Pod\n    spec:\n      containers:\n      - image: ${image}\n        name: a\nkind: ConfigMap\nmetadata:\n  name: c\n---\napiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata:\n  name: p\nspec:\n  image: ${image}\n`,
    );
  });

  it('without --enable-exec it is not run, and nothing says so', (context) => {
    const { code, stdout, stderr } = build(
      context,
      kustomization('off', 'transformers', 'quay.io/a/b:1'),
      '--enable-alpha-plugins',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('azurecr');
  });

  it('as a validator it lets through what is right, and fails the rest', (context) => {
    const right = build(
      context,
      kustomization('right', 'validators', 'team.azurecr.io/a:1', '  mode: check\n'),
      ...enabled,
    );
    expect(right.code, right.stderr).toBe(0);
    expect(right.stdout).toContain('kind: Prometheus');
    const wrong = build(
      context,
      kustomization('wrong', 'validators', 'quay.io/a/b:1', '  mode: check\n'),
      ...enabled,
    );
    expect({ code: wrong.code, stdout: wrong.stdout }).toEqual({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain(
      '(ConfigMap c, data["pod.yaml"]!spec.containers[0].image) is pulled past the cache',
    );
  });

  it('that only checks is refused as a transformer: kustomize would delete everything', (context) => {
    const { code, stdout, stderr } = build(
      context,
      kustomization('gone', 'transformers', 'team.azurecr.io/a:1', '  mode: check\n'),
      ...enabled,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('has to stand under validators');
  });
});

it('kubectl has no flag for functions that are programs, and leaves them out without a word', (context) => {
  const at = kustomization('kubectl', 'transformers', 'quay.io/a/b:1');
  const path = need(kubectl ?? named('kubectl', ''), context);
  const { code, stdout, stderr } = run(path, ['kustomize', '--enable-alpha-plugins', at], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toContain('azurecr');
  expect(run(path, ['kustomize', '--enable-exec', at], folder).stderr).toContain(
    'unknown flag: --enable-exec',
  );
});

it('kustomize fn run rewrites files, keeps their comments, and writes the results', (context) => {
  const path = need(kustomize58 ?? named('kustomize', ''), context);
  const at = join(folder, 'fn');
  mkdirSync(join(at, 'results'), { recursive: true });
  mkdirSync(join(at, 'k8s'));
  const pod = (image: string): string =>
    `# first\napiVersion: v1\nkind: Pod\nmetadata:\n  name: p # the name\nspec:\n  containers:\n  - name: c\n    image: "${image}" # keep\n`;
  writeFileSync(join(at, 'k8s/pod.yaml'), pod('quay.io/a/b:1'));
  writeFileSync(join(at, 'pullthrough.yaml'), rules.replace(/^ {2}/gm, ''));
  const args = [
    'fn',
    'run',
    'k8s',
    '--enable-exec',
    '--exec-path',
    program,
    '--results-dir',
    'results',
    '--',
  ];
  const ran = run(path, [...args, 'config=pullthrough.yaml'], at);
  expect(ran.code, ran.stderr).toBe(0);
  expect(run('cat', ['k8s/pod.yaml'], at).stdout).toBe(pod('team.azurecr.io/quay/a/b:1'));
  expect(run('cat', ['results/results-0.yaml'], at).stdout).toContain(
    '"proposedValue": "team.azurecr.io/quay/a/b:1"',
  );
});

it("Helm's post-renderer changes nothing but images", (context) => {
  const helm = need(named('helm', 'PULLTHROUGH_HELM'), context);
  const at = join(folder, 'helm');
  mkdirSync(join(at, 'chart/templates'), { recursive: true });
  writeFileSync(join(at, 'chart/Chart.yaml'), 'apiVersion: v2\nname: web\nversion: 1.0.0\n');
  writeFileSync(join(at, 'chart/templates/objects.yaml'), objects('quay.io/a/b:1'));
  writeFileSync(join(at, 'pullthrough.yaml'), rules.replace(/^ {2}/gm, ''));
  const plugins = join(at, 'plugins');
  cpSync('dist/plugins/helm/pullthrough', join(plugins, 'pullthrough'), { recursive: true });
  mkdirSync(join(plugins, 'identity'));
  writeFileSync(
    join(plugins, 'identity/plugin.yaml'),
    'apiVersion: v1\nname: identity\ntype: postrenderer/v1\nversion: 1.0.0\nruntime: subprocess\nruntimeConfig:\n  platformCommand:\n    - command: cat\n',
  );
  const render = (renderer: string) =>
    run(helm, ['template', 'web', 'chart', '--post-renderer', renderer], at, { HELM_PLUGINS: plugins });
  const before = render('identity');
  const after = render('pullthrough');
  expect(after.code, after.stderr).toBe(0);
  expect(before.stdout).toContain('quay.io/a/b:1');
  expect(after.stdout).toBe(
    before.stdout.replaceAll(/image: quay\.io\/a\/b:1(?!\\r)/g, 'image: team.azurecr.io/quay/a/b:1'),
  );
});
