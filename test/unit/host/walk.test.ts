import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type WalkOptions, walk } from '../../../src/host/walk.ts';
import { namedPipe, tree } from './helpers.ts';

const paths = (options: WalkOptions): readonly string[] =>
  [...walk(options)].flatMap((entry) => (entry.kind === 'file' ? [entry.path] : []));
const skips = (options: WalkOptions): readonly (readonly [string, string])[] =>
  [...walk(options)].flatMap((entry) =>
    entry.kind === 'skipped' ? [[entry.path, entry.code] as const] : [],
  );

describe('walk', () => {
  it('lists files by name, directory by directory, in code-unit order', () => {
    const root = tree({ 'b.yaml': '', 'a/z.yaml': '', 'a/B.yaml': '', 'a.yaml': '', 'Z/x': '', 'é/x': '' });
    expect(paths({ root })).toEqual(['Z/x', 'a/B.yaml', 'a/z.yaml', 'a.yaml', 'b.yaml', 'é/x']);
  });

  it('gives absolute paths', () => {
    const root = tree({ 'a/b.yaml': '' });
    expect([...walk({ root })]).toEqual([
      { kind: 'file', absolute: join(root, 'a/b.yaml'), path: 'a/b.yaml', chart: undefined },
    ]);
  });

  it('walks hidden directories, and neither version control stores nor installed dependencies', () => {
    const root = tree({
      '.github/workflows/ci.yaml': '',
      '.git/config': '',
      'sub/.git': 'gitdir: elsewhere',
      'sub/k.yaml': '',
      'web/node_modules/x/Dockerfile': '',
      '.terraform/m.yaml': '',
      'vendor/chart/values.yaml': '',
    });
    expect(paths({ root })).toEqual(['.github/workflows/ci.yaml', 'sub/k.yaml', 'vendor/chart/values.yaml']);
  });

  it('knows the innermost chart of every file', () => {
    const root = tree({
      'charts/web/Chart.yaml': '',
      'charts/web/A.txt': '',
      'charts/web/charts/db/Chart.yaml': '',
      'charts/web/charts/db/templates/x.yaml': '',
      'charts/web/charts/readme.md': '',
      'other.yaml': '',
    });
    const charts = [...walk({ root })].map((entry) => [
      entry.path,
      entry.kind === 'file' ? entry.chart : 'skipped',
    ]);
    expect(charts).toEqual([
      ['charts/web/A.txt', 'charts/web'],
      ['charts/web/Chart.yaml', 'charts/web'],
      ['charts/web/charts/db/Chart.yaml', 'charts/web/charts/db'],
      ['charts/web/charts/db/templates/x.yaml', 'charts/web/charts/db'],
      ['charts/web/charts/readme.md', 'charts/web'],
      ['other.yaml', undefined],
    ]);
  });

  it('calls the chart of the root the empty path', () => {
    const root = tree({ 'Chart.yaml': '', 'templates/x.yaml': '' });
    expect([...walk({ root })].map((entry) => entry.kind === 'file' && entry.chart)).toEqual(['', '']);
  });

  it('finds the chart above a start file, but none above the root', () => {
    const root = tree({
      'Chart.yaml': '',
      'web/Chart.yaml': '',
      'web/templates/x.yaml': '',
      'lone/y.yaml': '',
    });
    const chartOf = (top: string, file: string) => {
      const [entry] = walk({ root: join(root, top), starts: [{ absolute: join(root, file), named: true }] });
      return entry?.kind === 'file' ? entry.chart : 'none';
    };
    expect(chartOf('', 'web/templates/x.yaml')).toBe('web');
    expect(chartOf('web/templates', 'web/templates/x.yaml')).toBeUndefined();
    expect(chartOf('lone', 'lone/y.yaml')).toBeUndefined();
  });
});

describe('walk and ignore files', () => {
  it('honours nested files, negation and directories', () => {
    const root = tree({
      '.gitignore': '*.log\nbuild/\n/top.yaml\n',
      'a.log': '',
      'top.yaml': '',
      'sub/top.yaml': '',
      'sub/.gitignore': '!keep.log\n',
      'sub/keep.log': '',
      'sub/drop.log': '',
      'build/x.yaml': '',
      'sub/build/x.yaml': '',
    });
    expect(paths({ root })).toEqual(['.gitignore', 'sub/.gitignore', 'sub/keep.log', 'sub/top.yaml']);
  });

  it('does not look into an ignored directory, whatever stands there', () => {
    const root = tree({
      '.gitignore': 'out/\n!out/keep.yaml\n',
      'out/.gitignore': '!*',
      'out/keep.yaml': '',
    });
    expect(paths({ root })).toEqual(['.gitignore']);
  });

  it('judges what lies in a directory that a deeper file takes in again by that alone', () => {
    const root = tree({
      '.gitignore': 'build\n*.log\n',
      'sub/.gitignore': '!build\n',
      'sub/build/a.yaml': '',
      'sub/build/a.log': '',
      'other/build/a.yaml': '',
    });
    expect(paths({ root })).toEqual(['.gitignore', 'sub/.gitignore', 'sub/build/a.yaml']);
  });

  it('reads the files above the root up to the repository', () => {
    const root = tree({
      '.git/HEAD': 'ref: refs/heads/main',
      '.gitignore': '*.tmp.yaml\n/k8s/gen\n',
      'k8s/a.yaml': '',
      'k8s/b.tmp.yaml': '',
      'k8s/gen/c.yaml': '',
    });
    expect(paths({ root: join(root, 'k8s') })).toEqual(['a.yaml']);
  });

  it('reads .git/info/exclude, in a linked work tree that of the main repository', () => {
    const root = tree({
      'main/.git/HEAD': '',
      'main/.git/info/exclude': 'scratch\n',
      'main/scratch/a.yaml': '',
      'main/b.yaml': '',
      'main/.git/worktrees/linked/commondir': '../..\n',
      'linked/scratch/a.yaml': '',
      'linked/b.yaml': '',
    });
    expect(paths({ root: join(root, 'main') })).toEqual(['b.yaml']);
    const linked = tree({
      '.git': `gitdir: ${join(root, 'main/.git/worktrees/linked')}\n`,
      'scratch/a.yaml': '',
      'b.yaml': '',
    });
    expect(paths({ root: linked })).toEqual(['b.yaml']);
  });

  it('lets the rules of a repository end where a submodule begins', () => {
    const root = tree({
      '.git/HEAD': '',
      '.gitignore': 'gen.yaml',
      'gen.yaml': '',
      'module/.git': 'gitdir: ../.git/modules/module',
      'module/gen.yaml': '',
    });
    expect(paths({ root })).toEqual(['.gitignore', 'module/gen.yaml']);
  });

  it('takes no notice of them when asked to', () => {
    const root = tree({ '.gitignore': '*', 'a.yaml': '', 'node_modules/b.yaml': '', '.git/c.yaml': '' });
    expect(paths({ root, ignoreFiles: false })).toEqual(['.gitignore', 'a.yaml', 'node_modules/b.yaml']);
  });
});

describe('walk and globs', () => {
  const files = {
    'a.yaml': '',
    'docs/b.yaml': '',
    'docs/.c/d.yaml': '',
    'k8s/e.yml': '',
    'k8s/docs/f.yaml': '',
  };

  it.each<[include: string[], exclude: string[], expected: string[]]>([
    [['**/*.yaml'], [], ['a.yaml', 'docs/.c/d.yaml', 'docs/b.yaml', 'k8s/docs/f.yaml']],
    [['*.yaml'], [], ['a.yaml']],
    [['./k8s/'], [], ['k8s/docs/f.yaml', 'k8s/e.yml']],
    [[], ['docs'], ['a.yaml', 'k8s/docs/f.yaml', 'k8s/e.yml']],
    [[], ['docs/**'], ['a.yaml', 'k8s/docs/f.yaml', 'k8s/e.yml']],
    [[], ['**/docs'], ['a.yaml', 'k8s/e.yml']],
    [['k8s', 'docs'], ['**/*.yaml'], ['k8s/e.yml']],
    [['**/*.{yml,json}'], [], ['k8s/e.yml']],
    [[], ['.'], []],
  ])('include %j, exclude %j', (include, exclude, expected) => {
    expect(paths({ root: tree(files), include, exclude })).toEqual(expected);
  });

  it('applies them to named files too', () => {
    const root = tree(files);
    const starts = ['a.yaml', 'docs/b.yaml'].map((path) => ({ absolute: join(root, path), named: true }));
    expect(paths({ root, starts, exclude: ['docs'] })).toEqual(['a.yaml']);
  });
});

describe('walk from several starts', () => {
  it('gives every file once', () => {
    const root = tree({ 'a/b/c.yaml': '', 'a/d.yaml': '' });
    const starts = ['a/b', 'a', 'a/d.yaml', '.'].map((path) => ({ absolute: join(root, path), named: true }));
    expect(paths({ root, starts })).toEqual(['a/b/c.yaml', 'a/d.yaml']);
  });

  it('reads a named file though git ignores it, and a globbed one not', () => {
    const root = tree({ '.gitignore': 'gen/\n*.out', 'gen/a.yaml': '', 'b.out': '' });
    const starts = (named: boolean) =>
      ['gen/a.yaml', 'b.out', 'gen'].map((path) => ({ absolute: join(root, path), named }));
    expect(paths({ root, starts: starts(true) })).toEqual(['gen/a.yaml', 'b.out']);
    expect(paths({ root, starts: starts(false) })).toEqual([]);
  });

  it('names files outside of the root with ../', () => {
    const root = tree({ 'in/a.yaml': '', 'out/chart/Chart.yaml': '', 'out/chart/b.yaml': '' });
    const entries = walk({
      root: join(root, 'in'),
      starts: [{ absolute: join(root, 'out/chart'), named: true }],
    });
    expect([...entries].map((entry) => [entry.path, entry.kind === 'file' && entry.chart])).toEqual([
      ['../out/chart/Chart.yaml', '../out/chart'],
      ['../out/chart/b.yaml', '../out/chart'],
    ]);
  });

  it('reports a start that is not there', () => {
    const root = tree({});
    expect([...walk({ root, starts: [{ absolute: join(root, 'x'), named: true }] })]).toEqual([
      {
        kind: 'skipped',
        path: 'x',
        single: false,
        code: 'unreadable',
        reason: 'no such file or directory (ENOENT)',
      },
    ]);
  });
});

describe('walk and what is no file', () => {
  it('follows no link, and reports those that lead out or nowhere', () => {
    const outside = tree({ 'x.yaml': '' });
    const root = tree({ 'real/a.yaml': '', 'real/deep/b.yaml': '' });
    symlinkSync(join(root, 'real/a.yaml'), join(root, 'link.yaml'));
    symlinkSync('..', join(root, 'real/loop'));
    symlinkSync(outside, join(root, 'out'));
    symlinkSync('nowhere', join(root, 'broken'));
    symlinkSync('self', join(root, 'self'));
    expect(paths({ root })).toEqual(['real/a.yaml', 'real/deep/b.yaml']);
    expect(skips({ root })).toEqual([
      ['broken', 'unreadable'],
      ['out', 'outside-link'],
      ['self', 'unreadable'],
    ]);
  });

  it('tells links to files from links to directories', () => {
    const outside = tree({ 'x.yaml': '' });
    const root = tree({});
    symlinkSync(outside, join(root, 'directory'));
    symlinkSync(join(outside, 'x.yaml'), join(root, 'file'));
    symlinkSync('nowhere', join(root, 'nowhere'));
    expect(
      [...walk({ root })].map((entry) => entry.kind === 'skipped' && [entry.path, entry.single]),
    ).toEqual([
      ['directory', false],
      ['file', true],
      ['nowhere', true],
    ]);
  });

  it('follows a link that is itself the start', () => {
    const root = tree({ 'real/a.yaml': '' });
    symlinkSync('real', join(root, 'link'));
    expect(paths({ root, starts: [{ absolute: join(root, 'link'), named: true }] })).toEqual(['link/a.yaml']);
  });

  it('reports named pipes without touching them', () => {
    const root = tree({ 'a.yaml': '' });
    namedPipe(join(root, 'pipe.yaml'));
    expect(paths({ root })).toEqual(['a.yaml']);
    expect(skips({ root })).toEqual([['pipe.yaml', 'not-a-file']]);
  });

  it.skipIf(process.getuid?.() === 0)('reports a directory without permission and goes on', () => {
    const root = tree({ 'a/x.yaml': '', 'b.yaml': '' });
    chmodSync(join(root, 'a'), 0);
    expect([...walk({ root })].map((entry) => entry.path)).toEqual(['a', 'b.yaml']);
    expect(skips({ root })).toEqual([['a', 'unreadable']]);
    chmodSync(join(root, 'a'), 0o755);
  });

  it('survives a tree as deep as paths can be', () => {
    const root = tree({});
    let at = root;
    while (at.length < 3900) at = join(at, 'd'.repeat(40));
    mkdirSync(at, { recursive: true });
    expect([...walk({ root })]).toEqual([]);
  });
});
