import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
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
    expect(skipped.length).toBeGreaterThan(0);
    expect(skipped.every(({ file, line }) => file === 'broken.yaml' && line !== undefined)).toBe(true);
  });

  test('binary content under a YAML name', () => {
    const root = repository({ 'image.yaml': Buffer.from('image: \0\x01\x02nginx'), 'pod.yaml': pod });
    const { uses, skipped } = scan(root);
    expect(uses).toHaveLength(1);
    expect(skipped).toEqual([{ file: 'image.yaml', reason: 'binary content' }]);
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
