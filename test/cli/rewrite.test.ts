import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CliResult, pullthrough, repository, startPullthrough } from '../support/cli.ts';

type Files = Readonly<Record<string, string>>;

const rewrite = (root: string, ...args: readonly string[]): CliResult =>
  pullthrough(['rewrite', '--registry', 'team.azurecr.io', ...args], root);

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: "${image}" }] }\n`;

const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');

/** All files of a folder, hidden ones too. */
const filesIn = (root: string): readonly string[] => readdirSync(root).sort();

describe('what is printed', () => {
  const files = {
    'a.yaml': pod('nginx:1.27'),
    'b.yaml': pod('team.azurecr.io/own:1'),
    'c/Dockerfile': 'FROM quay.io/a/b:1\n',
  };

  test('without a mode, what would change; nothing is written', () => {
    const root = repository(files);
    const { stdout, stderr, code } = rewrite(root);
    expect(stdout).toBe(
      'a.yaml:4:43: nginx:1.27 -> team.azurecr.io/docker-hub/library/nginx:1.27\nc/Dockerfile:1:6: quay.io/a/b:1 -> team.azurecr.io/quay/a/b:1\n',
    );
    expect(stderr).toContain('create these cache rules before deploying');
    expect(code).toBe(0);
    expect(read(root, 'a.yaml')).toBe(files['a.yaml']);
  });

  test('--diff is a patch that git takes, and --check says that there is something to do', () => {
    const root = repository(files);
    const { stdout } = rewrite(root, '--diff', '-q', 'c');
    expect(stdout).toBe(
      '--- a/c/Dockerfile\n+++ b/c/Dockerfile\n@@ -1 +1 @@\n-FROM quay.io/a/b:1\n+FROM team.azurecr.io/quay/a/b:1\n',
    );
    const check = rewrite(root, '--check', '-q');
    expect([check.code, check.stdout]).toEqual([1, '']);
    expect(check.stderr).toContain('a.yaml:4:43: nginx:1.27 would change\n');
    rewrite(root, '--write', '-q');
    expect(rewrite(root, '--check').code).toBe(0);
  });

  test.each(['rewrite', 'kustomize'])('%s looks or writes, and not both', (command) => {
    const root = repository(files);
    const args = [command, '--registry', 'team.azurecr.io', '--check', '--write'];
    const { stdout, stderr, code } = pullthrough(args, root);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error: --check only looks, and --write writes: choose one of them');
    expect(read(root, 'a.yaml')).toBe(files['a.yaml']);
  });

  test('rules that do not exist are not counted on with --existing-rules', () => {
    const { stdout, stderr } = rewrite(repository(files), '--existing-rules');
    expect([stdout, stderr]).toEqual(['', '']);
  });

  test('without a registry there is nothing to rewrite to', () => {
    const { code, stderr } = pullthrough(['rewrite'], repository(files));
    expect(code).toBe(2);
    expect(stderr).toContain('no registry is configured');
  });

  test('policies that name what was rewritten are told', () => {
    const policy =
      'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: p }\nspec:\n  rules:\n  - name: r\n    verifyImages:\n    - imageReferences: ["quay.io/a/*"]\n';
    const { stderr } = rewrite(repository({ ...files, 'policy.yaml': policy }));
    expect(stderr).toContain(
      'policy.yaml:8:26: quay.io/a/* names quay.io/a/b, which is team.azurecr.io/quay/a/b now: does it admit that?',
    );
  });
});

describe('what is written', () => {
  test('only files that change, with their mode, byte order mark, line ends and missing final newline', () => {
    const text = `\ufeff${pod('docker.io/library/nginx:1').replaceAll('\n', '\r\n').trimEnd()}`;
    const root = repository({ 'a.yaml': text, 'b.yaml': pod('team.azurecr.io/own:1') });
    chmodSync(join(root, 'a.yaml'), 0o640);
    writeFileSync(join(root, 'wide.yaml'), Buffer.from(`\ufeff${pod('quay.io/a/b')}`, 'utf16le'));
    mkdirSync(join(root, 'links'));
    symlinkSync('../b.yaml', join(root, 'links/b.yaml'));
    const untouched = statSync(join(root, 'b.yaml')).mtimeMs;
    const { code, stderr } = rewrite(root, '--write', '-q');
    expect([code, stderr]).toEqual([0, '2 files written\n']);
    expect(read(root, 'a.yaml')).toBe(text.replace('docker.io', 'team.azurecr.io/docker-hub'));
    expect(statSync(join(root, 'a.yaml')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(root, 'wide.yaml'), 'utf16le')).toBe(`\ufeff${pod('team.azurecr.io/quay/a/b')}`);
    expect(statSync(join(root, 'b.yaml')).mtimeMs).toBe(untouched);
    expect(rewrite(root, '--undo', '--write', '-q').code).toBe(0);
    expect(read(root, 'a.yaml')).toBe(text);
  });

  test('files that cannot be read keep nothing beside them from being edited', () => {
    const root = repository({ 'a.yaml': pod('nginx:1') });
    writeFileSync(join(root, 'image.yaml'), Buffer.from('image: \0nginx'));
    writeFileSync(join(root, 'tool'), Buffer.from('\x7fELF\0image'));
    const { code, stderr } = rewrite(root, '--write', '-q');
    expect([code, stderr]).toEqual([0, '1 file written\n']);
    expect(read(root, 'a.yaml')).toBe(pod('team.azurecr.io/docker-hub/library/nginx:1'));
  });

  test('images that the files do not tell are counted', () => {
    const root = repository({ 'a.yaml': pod('${REGISTRY}/app:1') });
    expect(rewrite(root).stderr).toContain(
      'one image cannot be told from the files and is not rewritten; `pullthrough scan` lists them',
    );
  });

  test('how names were written is noted where undoing needs it, within .git, and gone when it is undone', () => {
    const files = {
      'a.yaml': pod('docker.io/library/nginx:1'),
      'b.yaml': pod('nginx:1'),
      'c.yaml': pod('k8s.gcr.io/pause:3'),
    };
    const root = repository(files);
    rewrite(root, '--write', '-q');
    expect(filesIn(root)).toEqual(['.git', 'a.yaml', 'b.yaml', 'c.yaml']);
    const notes = join(root, '.git/pullthrough/spellings.json');
    expect(JSON.parse(readFileSync(notes, 'utf8'))).toEqual({
      version: 1,
      files: {
        'a.yaml': { 'team.azurecr.io/docker-hub/library/nginx': ['docker.io/library/nginx'] },
        'c.yaml': { 'team.azurecr.io/k8s/pause': ['k8s.gcr.io/pause'] },
      },
    });
    rewrite(root, '--undo', '--write', '-q');
    for (const [file, text] of Object.entries(files)) expect(read(root, file)).toBe(text);
    expect(existsSync(notes)).toBe(false);
  });

  test('without git beside the files, in a file that is named in the guide', () => {
    const root = repository({ 'a.yaml': pod('docker.io/nginx:1') });
    rmSync(join(root, '.git'), { recursive: true });
    rewrite(root, '--write', '-q');
    expect(filesIn(root)).toEqual(['.pullthrough-spellings.json', 'a.yaml']);
    rewrite(root, '--undo', '--write', '-q');
    expect(filesIn(root)).toEqual(['a.yaml']);
    expect(read(root, 'a.yaml')).toBe(pod('docker.io/nginx:1'));
  });

  test('a file with bytes that are no text is left, and the others are written', () => {
    const root = repository({ 'b.yaml': pod('nginx:1') });
    writeFileSync(
      join(root, 'a.yaml'),
      Buffer.concat([Buffer.from(`# \xff\n`, 'latin1'), Buffer.from(pod('nginx:1'))]),
    );
    const { stderr } = rewrite(root, '--write');
    expect(stderr).toContain(
      'a.yaml:5:43: nginx:1 is left: it stands in a.yaml, which is packed, no valid text, or not asked for',
    );
    expect(read(root, 'b.yaml')).toBe(pod('team.azurecr.io/docker-hub/library/nginx:1'));
  });

  test('killed at any moment, every file is old or new, and the next run does the rest', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 400; i++) files[`k8s/${i}.yaml`] = pod(`quay.io/a/b:${i}`);
    const root = repository(files);
    const cli = startPullthrough(['rewrite', '--registry', 'team.azurecr.io', '--write', '-q'], root);
    const isNew = (file: string): boolean => read(root, file).includes('team.azurecr.io');
    const started = (): boolean => isNew('k8s/0.yaml') || cli.child.exitCode !== null;
    while (!started()) await new Promise((done) => setTimeout(done, 2));
    cli.child.kill('SIGKILL');
    await cli.ended;
    for (const [file, text] of Object.entries(files)) {
      expect([text, text.replace('quay.io', 'team.azurecr.io/quay')]).toContain(read(root, file));
    }
    rewrite(root, '--write', '-q');
    expect(Object.keys(files).every(isNew)).toBe(true);
  });
});

describe('kustomizations', () => {
  const base: Files = {
    'base/kustomization.yaml': 'resources: [pod.yaml]\n',
    'base/pod.yaml': pod('nginx:1.27'),
  };

  test('an image that no entry is found by is rewritten where it stands', () => {
    const root = repository({ ...base, 'prod/kustomization.yaml': 'resources: [../base]\n' });
    rewrite(root, '--write', '-q');
    expect(read(root, 'base/pod.yaml')).toBe(pod('team.azurecr.io/docker-hub/library/nginx:1.27'));
  });

  test('an entry that is found by the name keeps it, and is never renamed itself', () => {
    const entry = 'resources: [../base]\nimages:\n- name: nginx\n  newTag: "1.28"\n';
    const root = repository({ ...base, 'prod/kustomization.yaml': entry });
    const { stdout, stderr, code } = rewrite(root, '--check');
    expect([stdout, code]).toEqual(['', 0]);
    expect(stderr).toContain(
      'base/pod.yaml:4:43: nginx:1.27 is left: an entry of `images` in a kustomization is found by',
    );
    expect(stderr).toContain(
      'prod/kustomization.yaml:3:9: nginx:1.28 is left: it says which image kustomize replaces',
    );
  });

  test('an entry that redirects does all there is to do; its new name is a reference', () => {
    const entry = (name: string): string =>
      `resources: [../base]\nimages:\n- name: nginx\n  newName: ${name}\n`;
    const redirected = repository({
      ...base,
      'prod/kustomization.yaml': entry('team.azurecr.io/docker-hub/library/nginx'),
    });
    expect(rewrite(redirected)).toMatchObject({ stdout: '', stderr: '' });
    const root = repository({ ...base, 'prod/kustomization.yaml': entry('quay.io/a/nginx') });
    rewrite(root, '--write', '-q');
    expect(read(root, 'prod/kustomization.yaml')).toBe(entry('team.azurecr.io/quay/a/nginx'));
    expect(read(root, 'base/pod.yaml')).toBe(base['base/pod.yaml']);
  });

  test('outside of the paths are known all the same', () => {
    const entry = 'resources: [../base]\nimages:\n- name: nginx\n  newTag: "1.28"\n';
    const root = repository({ ...base, 'prod/kustomization.yaml': entry });
    const before = read(root, 'base/pod.yaml');
    const result = rewrite(root, '--write', 'base');
    expect(result.stderr).toContain('is left: an entry of `images` in a kustomization is found by');
    expect(read(root, 'base/pod.yaml')).toBe(before);
  });
});

describe('charts', () => {
  const chart = (values: string, template: string): Files => ({
    'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\nappVersion: "2.0"\n',
    'chart/values.yaml': values,
    'chart/templates/pod.yaml': template,
  });
  const values =
    'global:\n  imageRegistry: docker.io\nimage: { repository: team/app, tag: "1" } # app\nextra: { enabled: false, image: quay.io/c/d:3 }\n';
  const template =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels: { a: b }\nspec:\n  containers:\n  - image: "{{ .Values.global.imageRegistry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n  - image: registry.k8s.io/pause:3.9\n{{- if .Values.extra.enabled }}\n  - image: {{ .Values.extra.image }}\n{{- end }}\n';

  test('values, a shared registry, the text of templates, and what a switch would bring', () => {
    const files = chart(values, template);
    const root = repository(files);
    expect(rewrite(root, '--write', '-q').code).toBe(0);
    expect(read(root, 'chart/values.yaml')).toBe(
      values
        .replace('docker.io', 'team.azurecr.io')
        .replace('team/app', 'docker-hub/team/app')
        .replace('quay.io', 'team.azurecr.io/quay'),
    );
    expect(read(root, 'chart/templates/pod.yaml')).toBe(
      template.replace('registry.k8s.io', 'team.azurecr.io/k8s'),
    );
    rewrite(root, '--undo', '--write', '-q');
    for (const [file, text] of Object.entries(files)) expect(read(root, file)).toBe(text);
  });

  test('a value that something else than an image is made of changes only with --unsafe', () => {
    const root = repository(
      chart(values, template.replace('a: b', 'from: "{{ .Values.global.imageRegistry }}"')),
    );
    const { stderr } = rewrite(root, '--write');
    expect(stderr).toContain(
      'docker.io/team/app:1 is left: the edit would reach further: Pod p (chart/templates/pod.yaml) would change: labels: { from: "docker.io" }; --unsafe changes it',
    );
    expect(read(root, 'chart/values.yaml')).toBe(values.replace('quay.io', 'team.azurecr.io/quay'));
    rewrite(root, '--write', '--unsafe', '-q');
    expect(read(root, 'chart/values.yaml')).toContain('imageRegistry: team.azurecr.io\n');
  });
});

test('the address of a dependency that a lock was made for changes only with --unsafe', () => {
  const metadata =
    'apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n- { name: redis, version: 20.1.0, repository: "oci://quay.io/charts" }\n';
  const root = repository({ 'a/Chart.yaml': metadata, 'a/Chart.lock': 'dependencies: []\n' });
  expect(rewrite(root, '--write').stderr).toContain(
    'a/Chart.yaml:5:11: quay.io/charts/redis:20.1.0 is left: a/Chart.lock would be out of date',
  );
  expect(read(root, 'a/Chart.yaml')).toBe(metadata);
  rewrite(root, '--write', '--unsafe', '-q');
  const changed = metadata.replace('quay.io', 'team.azurecr.io/quay');
  expect(read(root, 'a/Chart.yaml')).toBe(changed);
  rmSync(join(root, 'a/Chart.lock'));
  writeFileSync(join(root, 'a/Chart.yaml'), metadata);
  rewrite(root, '--write', '-q');
  expect(read(root, 'a/Chart.yaml')).toBe(changed);
});

describe('as a filter', () => {
  const filter = (text: string, ...args: readonly string[]): Promise<CliResult> => {
    const cli = startPullthrough(['rewrite', '-', '--registry', 'team.azurecr.io', ...args], repository({}));
    cli.child.stdin?.end(text);
    return cli.ended;
  };

  test('manifests and Compose files, from standard input to standard output', async () => {
    expect(await filter(`${pod('nginx:1')}---\n${pod('quay.io/a/b')}`)).toMatchObject({
      code: 0,
      stdout: `${pod('team.azurecr.io/docker-hub/library/nginx:1')}---\n${pod('team.azurecr.io/quay/a/b')}`,
    });
    const compose = 'services:\n  a: { image: quay.io/a/b }\n';
    expect((await filter(compose, '-q')).stdout).toBe(compose.replace('quay.io', 'team.azurecr.io/quay'));
    expect((await filter(pod('team.azurecr.io/quay/a/b'), '--undo')).stdout).toBe(pod('quay.io/a/b'));
  });

  test.each([
    ['nothing', '', 'standard input is empty'],
    ['what is no manifest', 'hello: world\n', 'neither Kubernetes objects'],
    [
      'what is not whole',
      `${pod('nginx:1')}---\napiVersion: v1\nkind: Pod\nspec: {containers: [\n`,
      '<stdin>:',
    ],
  ])('%s is an error, and nothing is printed', async (_, text, message) => {
    const { code, stdout, stderr } = await filter(text);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('what cannot be told is named, since there is no file to look into', async () => {
    const text = pod('${REGISTRY}/app:1');
    const { code, stdout, stderr } = await filter(text);
    expect([code, stdout]).toEqual([0, text]);
    expect(stderr).toMatch(/<stdin>:4:\d+: \$\{REGISTRY\}\/app:1 is left: \S/);
  });

  test('files are not written beside it', async () => {
    const { code, stderr } = await filter(pod('nginx'), '--write');
    expect(code).toBe(2);
    expect(stderr).toContain('--check, --diff and --write are for files');
  });
});
