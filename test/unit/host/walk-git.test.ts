import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walk } from '../../../src/host/walk.ts';

const git = (directory: string, ...args: readonly string[]) =>
  spawnSync('git', args, {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });

const names = ['a', 'b', 'ab', 'a.b', 'b.log', '.x', 'build', 'a b', '#a', '!a', 'a[b'];
const name = fc.constantFrom(...names);

/** Pieces that patterns are glued from, so that every construct of gitignore(5) meets every other. */
const piece = fc.constantFrom(
  'a',
  'b',
  '*',
  '?',
  '**',
  '.',
  '[ab]',
  '[!a]',
  '[^a]',
  '[a-c]',
  '[[:alpha:]]',
  '[]',
  '[',
  '\\*',
  '\\',
  ' ',
  '#',
  '!',
  'build',
  '.log',
);
const segment = fc.oneof(
  { weight: 3, arbitrary: name },
  { weight: 2, arbitrary: fc.constantFrom('*', '**', '*.log', '*.b', 'b*', '?', '[ab]*') },
  { weight: 2, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')) },
);
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '/', '!/', '**/', '\\'),
    fc.array(segment, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', '', '/', '/*', '/**', ' ', '\\ ', '  ', '\r'),
  )
  .map(([head, segments, tail]) => head + segments.join('/') + tail)
  // Git cuts off a literal beginning before it looks at the rest: in `a**/b` it then sees a `**` segment, against
  // its own documentation.
  .filter((text) => !/[^/!]\*\*\//.test(text));
const directory = fc.array(name, { maxLength: 3 }).map((path) => path.join('/'));
const tree = fc.record({
  files: fc.uniqueArray(fc.tuple(directory, name), {
    minLength: 3,
    maxLength: 15,
    selector: ([d, n]) => join(d, n),
  }),
  /** Which of the files are in the index, whatever the ignore files say. */
  tracked: fc.array(fc.nat(14), { maxLength: 4 }),
  ignoreFiles: fc.array(fc.tuple(directory, fc.array(pattern, { minLength: 1, maxLength: 5 })), {
    minLength: 1,
    maxLength: 3,
  }),
});

/** Writes as much of a generated tree as a file system can hold: a name is a file or a directory, never both. */
function plant(root: string, path: string, content: string): void {
  try {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EEXIST', 'EISDIR', 'ENOTDIR'].includes(code)) throw error;
  }
}

describe.skipIf(git(tmpdir(), '--version').status !== 0)('walk against git', () => {
  let base = '';
  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'walk-git-'));
    git(base, 'init', '--quiet');
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('lists what git ls-files lists', () => {
    let run = 0;
    fc.assert(
      fc.property(tree, ({ files, ignoreFiles, tracked }) => {
        const root = join(base, String(run++));
        git(base, 'init', '--quiet', root);
        for (const [where, file] of files) plant(root, join(where, file), 'x');
        for (const [where, patterns] of ignoreFiles)
          plant(root, join(where, '.gitignore'), patterns.join('\n'));
        for (const index of tracked) {
          const [where, file] = files[index] ?? ['', '.gitignore'];
          git(root, '--literal-pathspecs', 'add', '--force', '--', join(where, file));
        }
        const listed = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard')
          .stdout.split('\0')
          .slice(0, -1);
        const walked = [...walk({ root })].map((entry) => entry.path);
        rmSync(root, { recursive: true });
        expect(walked.toSorted()).toEqual(listed.toSorted());
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
