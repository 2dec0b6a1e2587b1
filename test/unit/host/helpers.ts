import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh directory with the given files, removed after the test. A path that ends with `/` is an empty directory. */
export function tree(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'pullthrough-host-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const absolute = join(root, path);
    mkdirSync(path.endsWith('/') ? absolute : dirname(absolute), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(absolute, content);
  }
  return root;
}

/** Makes a named pipe; Node has no call for it. */
export function namedPipe(path: string): void {
  const { status } = spawnSync('sh', ['-c', 'mkfifo "$0"', path]);
  if (status !== 0) throw new Error(`mkfifo failed for ${path}`);
}
