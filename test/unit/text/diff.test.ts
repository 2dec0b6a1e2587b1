import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../src/text/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'unified-diff-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  HOME: directory,
  GIT_CEILING_DIRECTORIES: tmpdir(),
};

/** What `git apply` makes of the file with our difference; it refuses a patch that does not fit. */
function gitApply(path: string, before: string, patch: string, ...options: string[]): string {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, before);
  execFileSync('git', ['apply', '--whitespace=nowarn', ...options, '-'], {
    cwd: directory,
    env: gitEnvironment,
    input: patch,
  });
  return readFileSync(file, 'utf8');
}

const numbered = (count: number, change: (line: number) => string = String) =>
  Array.from({ length: count }, (_, line) => `${change(line + 1)}\n`).join('');

describe('unifiedDiff', () => {
  it('prints nothing for equal contents', () => {
    expect(unifiedDiff('f', 'a\n', 'a\n')).toBe('');
    expect(unifiedDiff('f', '', '')).toBe('');
  });

  it('prints a change with three lines of context', () => {
    const after = numbered(9, (line) => (line === 5 ? 'five' : String(line)));
    expect(unifiedDiff('k8s/web.yaml', numbered(9), after)).toBe(
      '--- a/k8s/web.yaml\n+++ b/k8s/web.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
    );
  });

  it('shares a hunk between changes whose context touches, and splits beyond', () => {
    const change = (...lines: number[]) =>
      unifiedDiff(
        'f',
        numbered(30),
        numbered(30, (line) => (lines.includes(line) ? 'x' : String(line))),
      );
    const headers = (diff: string) => diff.split('\n').filter((line) => line.startsWith('@@'));
    expect(headers(change(10, 17))).toEqual(['@@ -7,14 +7,14 @@']);
    expect(headers(change(10, 18))).toEqual(['@@ -7,7 +7,7 @@', '@@ -15,7 +15,7 @@']);
  });

  it('takes the lines of context as an option', () => {
    const after = numbered(5, (line) => (line === 3 ? 'x\ny' : String(line)));
    expect(unifiedDiff('f', numbered(5), after, { context: 1 })).toContain(
      '@@ -2,3 +2,4 @@\n 2\n-3\n+x\n+y\n 4\n',
    );
    expect(unifiedDiff('f', numbered(5), after, { context: 0 })).toContain('@@ -3 +3,2 @@\n-3\n+x\n+y\n');
  });

  it('names the line before an empty range', () => {
    expect(unifiedDiff('f', '', 'a\nb\n')).toContain('@@ -0,0 +1,2 @@\n+a\n+b\n');
    expect(unifiedDiff('f', 'a\n', '')).toContain('@@ -1 +0,0 @@\n-a\n');
    expect(unifiedDiff('f', 'a\nb\n', 'a\nx\nb\n', { context: 0 })).toContain('@@ -1,0 +2 @@\n+x\n');
  });

  it('shows the last of several equal items as the new one', () => {
    const item = (name: string) => `- name: ${name}\n  newTag: v1\n`;
    expect(
      unifiedDiff('f', item('a') + item('c'), item('a') + item('b') + item('c'), { context: 0 }),
    ).toContain('@@ -2,0 +3,2 @@\n+- name: b\n+  newTag: v1\n');
    expect(unifiedDiff('f', 'a\na\na\n', 'a\na\n', { context: 0 })).toContain('@@ -3 +2,0 @@\n-a\n');
  });

  it('marks a last line without a line end', () => {
    expect(unifiedDiff('f', 'a\nb', 'a\nc')).toContain(
      '@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
    );
    expect(unifiedDiff('f', 'a', 'a\n')).toContain('-a\n\\ No newline at end of file\n+a\n');
    expect(unifiedDiff('f', 'a\nb', 'x\nb')).toContain('-a\n+x\n b\n\\ No newline at end of file\n');
  });

  it('keeps the CR of CRLF in its line', () => {
    expect(unifiedDiff('f', 'a\r\nb\r\n', 'a\r\nc\r\n')).toContain(' a\r\n-b\r\n+c\r\n');
    expect(unifiedDiff('f', 'a\r\n', 'a\n')).toContain('-a\r\n+a\n');
  });

  it('writes paths as git does', () => {
    const header = (path: string) => unifiedDiff(path, 'a\n', 'b\n').split('\n').slice(0, 2);
    expect(header('my charts/values.yaml')).toEqual([
      '--- a/my charts/values.yaml\t',
      '+++ b/my charts/values.yaml\t',
    ]);
    expect(header('a"b\\c\td\u0001')[0]).toBe('--- "a/a\\"b\\\\c\\td\\001"');
    expect(header('é.yaml')[0]).toBe('--- a/é.yaml');
  });
});

describe('git apply takes the difference', () => {
  const image = (name: string) =>
    `spec:\n  containers:\n    - name: web\n      image: ${name}\n      env: []\n`;
  it.each([
    ['a changed line', image('nginx:1.25'), image('team.azurecr.io/docker-hub/library/nginx:1.25')],
    ['CRLF', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n'],
    ['no line end at the end', 'a\nb\nc', 'a\nB\nc'],
    ['a line end that is added', 'a\nb', 'a\nb\n'],
    ['a line end that is removed', 'a\nb\n', 'a\nb'],
    ['lines in place of an empty file', '', 'a\nb\n'],
    ['a file that becomes longer at both ends', 'b\n', 'a\nb\nc\n'],
    ['repeated lines', 'a\nb\na\nb\na\nb\n', 'b\na\nb\nb\na\n'],
    ['lines that look like the format', '--- a\n+++ b\n@@ -1 +1 @@\n', '+++ b\n--- a\n\\ No newline\n'],
    ['no line in common', numbered(40), numbered(40, (line) => `x${line}`)],
    [
      'many distant changes',
      numbered(500),
      numbered(500, (line) => (line % 50 === 7 ? `x${line}` : String(line))),
    ],
  ])('%s', (_, before, after) => {
    expect(gitApply('plain.txt', before, unifiedDiff('plain.txt', before, after))).toBe(after);
    const bare = unifiedDiff('plain.txt', before, after, { context: 0 });
    expect(gitApply('plain.txt', before, bare, '--unidiff-zero')).toBe(after);
  });

  it.each([
    'with space.txt',
    'deep/er/file.txt',
    'quote"d\\.txt',
    'tab\there.txt',
    'é🐳.txt',
    'c1\u0085.txt',
  ])('at the path %j', (path) => {
    expect(gitApply(path, 'a\nb\n', unifiedDiff(path, 'a\nb\n', 'a\nc\n'))).toBe('a\nc\n');
  });

  it('for a file with a byte order mark', () => {
    const patch = unifiedDiff('bom.txt', '\ufeffa\nb\n', '\ufeffa\nc\n');
    expect(gitApply('bom.txt', '\ufeffa\nb\n', patch)).toBe('\ufeffa\nc\n');
  });
});

describe('the work is bounded', () => {
  it('for a long file with one change in it', () => {
    const before = numbered(100_000);
    const patch = unifiedDiff('f', before, before.replace('\n50000\n', '\nx\n'));
    expect(patch.split('\n')).toHaveLength(12);
  });

  it('for two long files with no line in common', () => {
    const patch = unifiedDiff(
      'f',
      numbered(100_000),
      numbered(100_000, (line) => `x${line}`),
    );
    expect(patch.split('\n')).toHaveLength(200_004);
  });

  it('for two long files of the same few lines in another order', () => {
    const letters = (seed: number) => {
      let state = seed;
      return numbered(50_000, () => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return 'abcdefgh'[(state >> 16) & 7] ?? '';
      });
    };
    const before = letters(1);
    const after = letters(2);
    const patch = unifiedDiff('long.txt', before, after);
    expect(gitApply('long.txt', before, patch)).toBe(after);
  });

  it('for a long file that is turned round', () => {
    const after = numbered(100_000, (line) => String(100_001 - line));
    const patch = unifiedDiff('turned.txt', numbered(100_000), after);
    expect(gitApply('turned.txt', numbered(100_000), patch)).toBe(after);
  });
});
