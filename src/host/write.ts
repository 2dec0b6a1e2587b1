import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../result.ts';
import type { TextEncoding } from './read.ts';
import { describeSystemError, systemErrorCode } from './system-error.ts';

export interface WriteError {
  /**
   * `changed`: the file no longer holds what was read. `lossy`: it holds bytes that are no text, so what was
   * read cannot be told from what stands there. `exists`: a new file was to be written. `failed`: the system refused.
   */
  readonly code: 'changed' | 'lossy' | 'exists' | 'failed';
  readonly path: string;
  /** One sentence in lower case, without the path. */
  readonly message: string;
}

export interface Replacement {
  /** Absolute path; a symbolic link stays and its target is replaced. */
  readonly path: string;
  /** The file's text as `readText` gave it, byte order mark included. */
  readonly before: string;
  readonly after: string;
  /** As `readText` gave it. */
  readonly encoding: TextEncoding;
  /**
   * False: not forced to disk first. A program that is killed leaves the old or the new content all the same; only a machine that
   * loses power may not. For many files of a repository, which git does not force to disk either.
   */
  readonly durable?: boolean;
}

/**
 * Replaces the text of a file in one step, as a reader sees it: the new content is written beside the file, forced to
 * disk and renamed over it, with the same mode and, where permitted, the same owner. Refuses when the file
 * no longer holds `before`. Further hard links keep the old content.
 */
export function replaceText({
  path,
  before,
  after,
  encoding,
  durable = true,
}: Replacement): Result<void, WriteError> {
  return guarded(path, () => {
    const target = realpathSync.native(path);
    accessSync(target, constants.W_OK);
    const status = statSync(target);
    const current = readFileSync(target);
    if (!current.equals(encodeText(before, encoding))) {
      return before.includes('\ufffd')
        ? err({
            code: 'lossy',
            path,
            message: 'holds bytes that are not valid text; writing it back would damage it',
          })
        : err({ code: 'changed', path, message: 'was changed by someone else since it was read' });
    }
    install(target, encodeText(after, encoding), status, durable);
    return ok(undefined);
  });
}

export interface NewFile {
  /** Absolute path; missing directories are made. */
  readonly path: string;
  readonly content: string;
  /** Whether a file that stands there may be replaced: true for reports, false for files that `init` writes. */
  readonly overwrite: boolean;
}

/** Writes a whole file, in one step as `replaceText` does. */
export function writeText({ path, content, overwrite }: NewFile): Result<void, WriteError> {
  return guarded(path, () => {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status !== undefined && !overwrite) return err({ code: 'exists', path, message: 'exists already' });
    if (status !== undefined && !status.isFile()) {
      // A pipe or a device (`/dev/stderr`, a process substitution) is written to, never replaced.
      writeFileSync(path, content);
      return ok(undefined);
    }
    mkdirSync(dirname(path), { recursive: true });
    if (status !== undefined) accessSync(path, constants.W_OK);
    install(status === undefined ? path : realpathSync(path), Buffer.from(content), status);
    return ok(undefined);
  });
}

function guarded(path: string, work: () => Result<void, WriteError>): Result<void, WriteError> {
  try {
    return work();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return err({ code: 'failed', path, message: describeSystemError(code) });
  }
}

function install(target: string, content: Buffer, like: Stats | undefined, durable = true): void {
  const directory = dirname(target);
  const temporary = join(directory, `.pullthrough-${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = openSync(temporary, 'wx');
    try {
      writeFileSync(file, content);
      if (like !== undefined) keepOwnerAndMode(file, like);
      if (durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Only root may give a file away; for everybody else the file becomes their own, as in an editor. */
function keepOwnerAndMode(file: number, like: Stats): void {
  try {
    fchownSync(file, like.uid, like.gid);
  } catch (error) {
    if (systemErrorCode(error) !== 'EPERM') throw error;
  }
  fchmodSync(file, like.mode & 0o7777);
}

/** The bytes of a file's text, byte order mark included. */
export function encodeText(text: string, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}
