import { dirname, join, resolve } from 'node:path';
import { defaultMaxBytes, readText } from './read.ts';
import { statusAt } from './status.ts';

/**
 * The top directory of the git work tree that `directory` (absolute) lies in; undefined outside of one.
 * `.git` is a directory, or a file in a linked work tree and in a submodule (gitrepository-layout(5)).
 */
export function repositoryRoot(directory: string): string | undefined {
  for (let at = directory; ; ) {
    if (isRepository(at)) return at;
    const parent = dirname(at);
    if (parent === at) return undefined;
    at = parent;
  }
}

export function isRepository(directory: string): boolean {
  const store = statusAt(join(directory, '.git'));
  if (store === undefined) return false;
  // A stray empty `.git` directory is no repository for git either.
  return store.isFile() || statusAt(join(directory, '.git', 'HEAD')) !== undefined;
}

/**
 * The file of ignore patterns that belongs to one clone and is not committed (`.git/info/exclude`);
 * for a linked work tree that of its main repository. Undefined where there is none.
 */
export function excludeFile(root: string): string | undefined {
  const store = join(root, '.git');
  const path = join(commonDirectory(root, store), 'info', 'exclude');
  return statusAt(path)?.isFile() === true ? path : undefined;
}

/** The addresses of a repository's remotes (git-config(1), `remote.<name>.url`); none outside of one. */
export function remotesOf(root: string): readonly string[] {
  const file = readText(join(commonDirectory(root, join(root, '.git')), 'config'), {
    maxBytes: defaultMaxBytes,
  });
  if (file.kind !== 'text') return [];
  const urls: string[] = [];
  let isRemote = false;
  for (const line of file.text.split('\n')) {
    if (/^\s*\[/.test(line)) isRemote = /^\s*\[remote\b/i.test(line);
    const url = isRemote ? /^\s*url\s*=\s*(\S+)/i.exec(line)?.[1] : undefined;
    if (url !== undefined) urls.push(url);
  }
  return urls;
}

function commonDirectory(root: string, store: string): string {
  if (statusAt(store)?.isFile() !== true) return store;
  const linked = firstLine(store)?.match(/^gitdir: (.+)$/)?.[1];
  if (linked === undefined) return store;
  const own = resolve(root, linked);
  return resolve(own, firstLine(join(own, 'commondir')) ?? '.');
}

function firstLine(path: string): string | undefined {
  const file = readText(path, { maxBytes: defaultMaxBytes });
  return file.kind === 'text' ? file.text.split('\n', 1)[0]?.trimEnd() : undefined;
}

/** The directory that belongs to one work tree and is no part of it, where git keeps what is of this clone alone; undefined outside of a repository. */
export function ownDirectory(root: string): string | undefined {
  if (!isRepository(root)) return undefined;
  const store = join(root, '.git');
  if (statusAt(store)?.isFile() !== true) return store;
  const linked = firstLine(store)?.match(/^gitdir: (.+)$/)?.[1];
  return linked === undefined ? undefined : resolve(root, linked);
}
