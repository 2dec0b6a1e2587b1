import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfig } from '../../../src/host/find-config.ts';
import { repositoryRoot } from '../../../src/host/git.ts';
import { walkStarts } from '../../../src/host/starts.ts';
import { tree } from './helpers.ts';

describe('repositoryRoot', () => {
  it('is the nearest directory with a .git that git would take', () => {
    const root = tree({
      '.git/HEAD': '',
      'a/b/': '',
      'a/.git/': '',
      'module/.git': 'gitdir: x',
      'module/c/': '',
    });
    expect(repositoryRoot(join(root, 'a/b'))).toBe(root);
    expect(repositoryRoot(join(root, 'module/c'))).toBe(join(root, 'module'));
    expect(repositoryRoot('/')).toBeUndefined();
  });
});

describe('findConfig', () => {
  it('looks upwards to the top and not further', () => {
    const root = tree({
      'pullthrough.yaml': '',
      'repo/a/b/': '',
      'repo/a/pullthrough.yml': '',
      'repo/c/': '',
    });
    const repo = join(root, 'repo');
    expect(findConfig(join(repo, 'a/b'), repo)).toEqual({
      path: join(repo, 'a/pullthrough.yml'),
      shadowed: [],
    });
    expect(findConfig(join(repo, 'c'), repo)).toBeUndefined();
    expect(findConfig(join(repo, 'c'), root)?.path).toBe(join(root, 'pullthrough.yaml'));
    expect(findConfig(root, repo)?.path).toBe(join(root, 'pullthrough.yaml'));
  });

  it('prefers .yaml and names the others', () => {
    const root = tree({ 'pullthrough.json': '', 'pullthrough.yaml': '', 'pullthrough.yml/': '' });
    expect(findConfig(root, root)).toEqual({
      path: join(root, 'pullthrough.yaml'),
      shadowed: [join(root, 'pullthrough.json')],
    });
  });
});

describe('walkStarts', () => {
  const files = {
    'k8s/a.yaml': '',
    'k8s/.b.yaml': '',
    'k8s/c[1].yaml': '',
    'node_modules/x.yaml': '',
    'd/e/': '',
  };

  it('takes paths as they are and expands globs', async () => {
    const cwd = tree(files);
    const result = await walkStarts(['k8s/c[1].yaml', '**/*.yaml', 'k8s', 'd/*'], cwd);
    expect(
      result.ok && result.value.map(({ absolute, named }) => [absolute.slice(cwd.length + 1), named]),
    ).toEqual([
      ['k8s/c[1].yaml', true],
      ['k8s/.b.yaml', false],
      ['k8s/a.yaml', false],
      ['k8s', true],
      ['d/e', false],
    ]);
  });

  it.each([
    ['none.yaml', 'not-found', 'none.yaml: no such file or directory'],
    ['k8s/a.yaml/x', 'not-found', 'k8s/a.yaml/x: no such file or directory'],
    ['k8s/*.json', 'no-match', 'k8s/*.json: matches no file'],
  ])('%s: %s', async (argument, code, message) => {
    expect(await walkStarts([argument], tree(files))).toEqual({
      ok: false,
      error: { code, argument, message },
    });
  });

  it.skipIf(process.getuid?.() === 0)('refuses what it is not allowed to read', async () => {
    const cwd = tree({ 'a.yaml': '', 'd/': '' });
    chmodSync(join(cwd, 'a.yaml'), 0);
    chmodSync(join(cwd, 'd'), 0o400);
    for (const argument of ['a.yaml', 'd', 'd/x']) {
      expect(await walkStarts([argument], cwd)).toEqual({
        ok: false,
        error: { code: 'unreadable', argument, message: `${argument}: permission denied (EACCES)` },
      });
    }
    chmodSync(join(cwd, 'd'), 0o700);
  });
});
