import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { treeFiles } from '../../../src/host/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pullthrough-tree-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '');
  }
}

function listed(
  folder: string,
  wants: (path: string, folder: boolean) => boolean = () => true,
): readonly string[] {
  return [...treeFiles(join(root, folder), { within: root, wants })].map(({ path, linked }) =>
    linked ? `${path} (linked)` : path,
  );
}

test('files in the order of their names, without what is not wanted and without .git', () => {
  write('app/b.yaml', 'app/a/z.yaml', 'app/a/y.yaml', 'app/.git/config', 'app/no/x.yaml', 'app/c.txt');
  expect(listed('app', (path, folder) => (folder ? path !== 'no' : !path.endsWith('.txt')))).toEqual([
    'a/y.yaml',
    'a/z.yaml',
    'b.yaml',
  ]);
});

test('links are followed within the root, and not in a circle', () => {
  write('lib/values.yaml', 'app/Chart.yaml');
  mkdirSync(join(root, 'app/charts'));
  symlinkSync('../../lib', join(root, 'app/charts/lib'));
  symlinkSync('../lib/values.yaml', join(root, 'app/values.yaml'));
  symlinkSync('..', join(root, 'app/charts/up'));
  symlinkSync(tmpdir(), join(root, 'app/out'));
  symlinkSync('nowhere', join(root, 'app/dangling'));
  expect(listed('app')).toEqual(['Chart.yaml', 'charts/lib/values.yaml (linked)', 'values.yaml (linked)']);
});

test('two folders that link to each other end', () => {
  write('a/x.yaml', 'b/y.yaml');
  symlinkSync('../b', join(root, 'a/b'));
  symlinkSync('../a', join(root, 'b/a'));
  expect(listed('a')).toEqual(['b/y.yaml (linked)', 'x.yaml']);
});

test('nothing where there is no folder', () => {
  expect(listed('nowhere')).toEqual([]);
});
