import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: nginx:1.27
`;

interface ScanDocument {
  readonly uses: readonly { readonly image: string; readonly file: string; readonly line: number }[];
  readonly unresolved: readonly { readonly raw: string; readonly reason: string; readonly code: string }[];
  readonly skipped: readonly { readonly file: string; readonly reason: string; readonly line?: number }[];
}

function scan(root: string): ScanDocument {
  const { code, stdout, stderr } = pullthrough(['scan', '--output', 'json'], root);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('what cannot be read is said, and the rest of the work goes on', () => {
  test('broken YAML: the position of the error, and the images around it', () => {
    const broken = `${pod}---\n${pod.replace('- name: web', '- name: "web')}`;
    const { uses, skipped } = scan(repository({ 'broken.yaml': broken, 'pod.yaml': pod }));
    expect(uses.map(({ file, line }) => `${file}:${line}`)).toEqual(['broken.yaml:7', 'pod.yaml:7']);
    expect(skipped).toMatchObject([{ file: 'broken.yaml', line: 16 }]);
  });

  test('a file with many errors is named once, with their number', () => {
    const broken = `${pod}${'  - "a\n    b: c: [\n'.repeat(20)}`;
    const { skipped } = scan(repository({ 'broken.yaml': broken }));
    expect(skipped).toHaveLength(1);
    expect(skipped[0]?.reason).toMatch(/ \(and \d+ more in this file\)$/);
  });

  test('binary content under a YAML name', () => {
    const root = repository({ 'image.yaml': Buffer.from('image: \0\x01\x02nginx'), 'pod.yaml': pod });
    const { uses, skipped } = scan(root);
    expect(uses).toHaveLength(1);
    expect(skipped).toEqual([{ file: 'image.yaml', reason: 'binary content' }]);
  });

  test('binary content of which only a first line would tell that it is a script', () => {
    const root = repository({ tool: Buffer.from('\x7fELF\0\x01docker image'), 'pod.yaml': pod });
    const { uses, skipped } = scan(root);
    expect([uses.length, skipped]).toEqual([1, []]);
  });

  test('a file of 100 MB is not loaded', () => {
    const root = repository({ 'pod.yaml': pod });
    const file = openSync(join(root, 'huge.yaml'), 'w');
    ftruncateSync(file, 100_000_000);
    closeSync(file);
    const { uses, skipped } = scan(root);
    expect(uses).toHaveLength(1);
    expect(skipped).toEqual([
      { file: 'huge.yaml', reason: '100000000 bytes, more than the limit of 10000000' },
    ]);
  });

  test('an alias bomb ends, and is reported', () => {
    const levels = Array.from({ length: 40 }, (_, i) =>
      i === 0 ? 'a0: &a0 [{ image: nginx }]' : `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}*a${i - 1}]`,
    );
    const bomb = `apiVersion: example.org/v1\nkind: Bomb\nspec:\n${levels.map((line) => `  ${line}\n`).join('')}`;
    const { uses, skipped } = scan(repository({ 'bomb.yaml': bomb, 'pod.yaml': pod }));
    expect(uses.some(({ file }) => file === 'pod.yaml')).toBe(true);
    expect(skipped.some(({ file }) => file === 'bomb.yaml')).toBe(true);
  });

  test('an invalid reference: the reason, not an image', () => {
    const root = repository({ 'pod.yaml': pod.replace('nginx:1.27', 'Library/nginx:1.27:x') });
    const { uses, unresolved } = scan(root);
    expect(uses).toEqual([]);
    expect(unresolved).toMatchObject([{ raw: 'Library/nginx:1.27:x', code: 'invalid' }]);
    const { code, stdout } = pullthrough(['audit', '--registry', 'team.azurecr.io'], root);
    expect(code).toBe(1);
    expect(stdout).toContain('PT008 invalid-reference');
  });

  test('loops of symbolic links', () => {
    const root = repository({ 'a/pod.yaml': pod });
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('loop', join(root, 'loop'));
    mkdirSync(join(root, 'b'));
    symlinkSync('../a', join(root, 'b/a'));
    expect(scan(root).uses.map(({ file }) => file)).toEqual(['a/pod.yaml']);
  });

  test('a link to nowhere matters only where an image could stand', () => {
    const root = repository({ 'pod.yaml': pod });
    symlinkSync('nowhere', join(root, 'notes'));
    symlinkSync('nowhere', join(root, 'web.yaml'));
    expect(scan(root).skipped.map(({ file }) => file)).toEqual(['web.yaml']);
  });

  test('what git tracks is read though an ignore file names it', () => {
    const root = repository({
      '.gitignore': 'deploy\n*.yaml\n',
      'deploy/web/pod.yaml': pod,
      'deploy/draft.yaml': pod,
      'draft.yaml': pod,
    });
    spawnSync('git', ['add', '--force', 'deploy/web/pod.yaml'], { cwd: root });
    expect(scan(root).uses.map(({ file }) => file)).toEqual(['deploy/web/pod.yaml']);
  });

  test('a directory without a file is said to have none', () => {
    const { code, stderr } = pullthrough(['audit', '--registry', 'team.azurecr.io'], repository({}));
    expect(stderr).toContain('warning: there is no file to read here');
    expect(code).toBe(0);
  });

  test.each([['rules'], ['kustomize']])('%s, which has no report of it, warns', (command) => {
    const broken = pod.replace('- name: web', '- name: "web');
    const root = repository({ 'broken.yaml': broken, 'kustomization.yaml': 'resources: [broken.yaml]\n' });
    const { stderr } = pullthrough([command, '--registry', 'team.azurecr.io'], root);
    expect(stderr).toMatch(/^warning: broken\.yaml:\d+ was not read, or not whole: /m);
  });

  test('rules that ACR refuses are named beside the rules that are missing', () => {
    const config = `registry: team.azurecr.io
credentialSets: [{ name: hub, loginServer: docker.io }]
rules:
  - { name: hub-library, source: docker.io/library/*, target: docker-hub/*, credentialSet: hub }
  - { name: hub-grafana, source: docker.io/grafana/*, target: docker-hub/grafana/*, credentialSet: hub }
`;
    const { stderr } = pullthrough(['rules'], repository({ 'pullthrough.yaml': config, 'pod.yaml': pod }));
    expect(stderr).toMatch(/^warning: The cache rules hub-library .* and hub-grafana .* overlap: /m);
  });
});

describe('names out of a repository do not command the terminal', () => {
  test('on standard error', () => {
    const name = 'a\u001b[31m\n.yaml';
    const root = repository({ [name]: `# pullthrough-ignore: PT001\n${pod.replace('nginx:1.27', '{}')}` });
    const { stderr } = pullthrough(['audit', '--registry', 'team.azurecr.io'], root);
    expect(stderr).toContain(
      'warning: a\\u001b[31m\\n.yaml:1: this pullthrough-ignore comment suppresses nothing',
    );
    expect(stderr).not.toContain('\u001b');
  });
});

describe('standard output that takes no more', () => {
  const audit = [resolve('dist/cli.cjs'), 'audit', '--registry', 'team.azurecr.io'];

  test.skipIf(!existsSync('/dev/full'))('a full disk is an error', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, audit, {
      cwd: repository({ 'pod.yaml': pod }),
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect(stderr).toBe('error: standard output: no space left on device (ENOSPC)\n');
    expect(status).toBe(2);
  });

  test('a reader that went away changes neither the verdict nor the files that are written', async () => {
    const root = repository({ 'pod.yaml': pod });
    const outputs = ['--output', 'pretty', '--output', 'json=report.json'];
    const child = spawn(process.execPath, [...audit, ...outputs], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(existsSync(join(root, 'report.json'))).toBe(true);
  });
});

describe('what the user gets wrong ends the command with exit code 2', () => {
  const cases: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    readonly string[],
    readonly RegExp[],
  ])[] = [
    ['a path that is not there', {}, ['scan', 'nowhere'], [/nowhere: no such file or directory/]],
    ['a glob that matches nothing', {}, ['scan', '**/*.nothing'], [/matches no file/]],
    ['an unknown option', {}, ['scan', '--recursive'], [/unknown option '--recursive'/]],
    ['an unknown command', {}, ['scna'], [/unknown command 'scna'/, /scan/]],
    ['an unknown output format', {}, ['audit', '-o', 'sarfi'], [/no output format "sarfi"/, /sarif/]],
    [
      'two reports in one file',
      {},
      ['audit', '-o', 'json=a', '-o', 'sarif=a'],
      [/a is named for two reports/],
    ],
    ['rules printed twice', {}, ['rules', '-o', 'az', '-o', 'json'], [/az and json would both be printed/]],
    ['an unknown format of rules', {}, ['rules', '-o', 'jsn'], [/rules has no output format "jsn"/, /json/]],
    ['a build argument without a value', {}, ['scan', '--build-args', 'TAG'], [/--build-args: .*NAME=VALUE/]],
    ['an unknown severity', {}, ['audit', '--fail-on', 'errors'], [/--fail-on/, /error/]],
    ['an unknown check', {}, ['explain', 'PT01'], [/there is no check "PT01"/]],
    ['a configuration that is not there', {}, ['audit', '--config', 'none.yaml'], [/none\.yaml/]],
    [
      'an unknown key, with its place and the one that was meant',
      { 'pullthrough.yaml': 'registry: team.azurecr.io\nrule: []\n' },
      ['audit'],
      [/pullthrough\.yaml:2:1: /, /rule/, /Did you mean rules/],
    ],
    [
      'a value of the wrong type',
      { 'pullthrough.yaml': 'registry: [team.azurecr.io]\n' },
      ['audit'],
      [/pullthrough\.yaml:1:11: /, /login server/],
    ],
    [
      'a configuration that is no YAML',
      { 'pullthrough.yaml': 'registry: "team\n' },
      ['audit'],
      [/pullthrough\.yaml:/],
    ],
    [
      'a list as configuration',
      { 'pullthrough.yaml': '- registry\n' },
      ['audit'],
      [/pullthrough\.yaml:1:1: /],
    ],
    [
      'a rules file of the wrong shape',
      { 'pullthrough.yaml': 'rulesFile: rules.json\n', 'rules.json': '[{"name": "a"}]' },
      ['audit'],
      [/rules\.json: .*\$\[0\]/, /az acr cache list -o json/],
    ],
    [
      'a rules file that is no JSON',
      { 'pullthrough.yaml': 'rulesFile: rules.json\n', 'rules.json': 'Name  Source\n' },
      ['audit'],
      [/rules\.json: not JSON/, /az acr cache list -o json/],
    ],
    [
      'a rules file that is not there',
      { 'pullthrough.yaml': 'rulesFile: rules.json\n' },
      ['audit'],
      [/rules\.json: no such file or directory/],
    ],
    [
      'kustomize without a registry',
      { 'pod.yaml': pod },
      ['kustomize'],
      [/no registry is configured/, /--registry/],
    ],
  ];

  test.each(cases)('%s', (_, files, args, messages) => {
    const { code, stdout, stderr } = pullthrough(args, repository(files));
    expect(stdout).toBe('');
    for (const message of messages) expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });
});
