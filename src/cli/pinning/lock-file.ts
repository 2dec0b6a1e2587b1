import { relative, resolve, sep } from 'node:path';
import { type FileText, readText, replaceText, statusAt, writeText } from '../../host/index.ts';
import { equalLocks, formatLock, type Lock, parseLock } from '../../pin/index.ts';
import { CommandError } from '../exit.ts';
import { lockFileName } from './options.ts';

/** The lock file as it was found. */
export interface LockFile {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly shown: string;
  readonly lock: Lock;
  /** Undefined where there is no file yet. */
  readonly content: FileText | undefined;
}

const maxBytes = 50_000_000;

/** Reads the lock file; one that is not there is empty. One that cannot be understood ends the command. */
export function openLock(named: string | undefined, root: string): LockFile {
  const cwd = process.cwd();
  const path = named === undefined ? resolve(root, lockFileName) : resolve(cwd, named);
  const shown = relative(cwd, path).split(sep).join('/') || path;
  if (statusAt(path) === undefined) return { path, shown, lock: new Map(), content: undefined };
  const content = readText(path, { maxBytes });
  if (content.kind !== 'text') {
    throw new CommandError(`${shown}: ${content.kind === 'skipped' ? content.reason : 'not read'}`);
  }
  const parsed = parseLock(content.text);
  if (!parsed.ok) {
    const hint = 'restore it from git, or remove it: every tag is then asked for anew';
    throw new CommandError(`${shown}: ${parsed.error.message}`, hint);
  }
  return { path, shown, lock: parsed.value, content };
}

/** Writes the lock where it says something new; a sentence where that fails. */
export function writeLock({ path, shown, lock: before, content }: LockFile, lock: Lock): string | undefined {
  if (equalLocks(before, lock)) return undefined;
  const text = formatLock(lock);
  const written =
    content === undefined
      ? writeText({ path, content: text, overwrite: false })
      : replaceText({ path, before: content.text, after: text, encoding: content.encoding });
  return written.ok ? undefined : `${shown}: ${written.error.message}`;
}
