import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
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
import { decodeContent, type FileText, type TextEncoding } from './read.ts';
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
  return replaceContent(path, durable, (current) => {
    if (current.equals(encodeText(before, encoding))) return ok(encodeText(after, encoding));
    return before.includes('\ufffd') ? err(lossy(path)) : err(changed(path));
  });
}

export interface TextChange {
  /** As of a `Replacement`. */
  readonly path: string;
  /** The text to be written, of the text that is there; undefined when that is not the one it was made for. */
  readonly edit: (current: FileText) => string | undefined;
  readonly durable?: boolean;
}

/** The same where the new text is made of the one that stands there: the file is read once, and need not have been kept. */
export function changeText({ path, edit, durable = true }: TextChange): Result<void, WriteError> {
  return replaceContent(path, durable, (content) => {
    const current = decodeContent(content);
    if (current.kind !== 'text') return err(changed(path));
    if (current.lossy) return err(lossy(path));
    const after = edit(current);
    return after === undefined ? err(changed(path)) : ok(encodeText(after, current.encoding));
  });
}

function replaceContent(
  path: string,
  durable: boolean,
  replace: (current: Buffer) => Result<Buffer, WriteError>,
): Result<void, WriteError> {
  return guarded(path, () => {
    const own = lstatSync(path);
    const target = own.isSymbolicLink() ? realpathSync.native(path) : path;
    accessSync(target, constants.W_OK);
    const status = target === path ? own : statSync(target);
    const content = replace(readFileSync(target));
    if (content.ok) install(target, content.value, status, durable);
    return content.ok ? ok(undefined) : content;
  });
}

function changed(path: string): WriteError {
  return { code: 'changed', path, message: 'was changed by someone else since it was read' };
}

function lossy(path: string): WriteError {
  const message = 'holds bytes that are not valid text; writing it back would damage it';
  return { code: 'lossy', path, message };
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
    makeFolder(dirname(path));
    if (status !== undefined) accessSync(path, constants.W_OK);
    install(status === undefined ? path : realpathSync(path), Buffer.from(content), status);
    return ok(undefined);
  });
}

/**
 * A folder with those above it. Node's own recursion never ends where a file system has nothing made in it and says that it is the
 * new folder which is not there, as /proc does.
 */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  }
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

/** Told apart from those of other runs by chance, from those of this one by their number. */
const run = randomBytes(6).toString('hex');
let written = 0;

function install(target: string, content: Buffer, like: Stats | undefined, durable = true): void {
  const directory = dirname(target);
  const temporary = join(directory, `.pullthrough-${run}-${written++}.tmp`);
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
