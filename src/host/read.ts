import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type Skipped, skipped } from './skipped.ts';
import { describeSystemError, systemErrorCode } from './system-error.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface ReadOptions {
  /** Files with more bytes are skipped without being loaded. */
  readonly maxBytes: number;
  /** From `hintPattern`: content that it does not match is not decoded. Absent: everything is. */
  readonly hints?: RegExp;
  readonly edited?: EditedContent | undefined;
  /** The text, where it is known already: nothing is read then. */
  readonly known?: FileText | undefined;
}

/**
 * Gives the content that a file (absolute) is to have in place of the one it has: so is read what nobody has written yet.
 * It returns the content it was given where the file is none of its own.
 */
export type EditedContent = (path: string, content: Buffer) => Buffer;

export interface FileText {
  readonly kind: 'text';
  /** The content, a byte order mark included. */
  readonly text: string;
  readonly encoding: TextEncoding;
  /**
   * The bytes are no valid UTF-8 and U+FFFD stands for those that could not be decoded:
   * good enough to read, but writing the text back would damage the file.
   */
  readonly lossy: boolean;
}

export type ReadResult = FileText | { readonly kind: 'uninteresting' } | Skipped;

/** The default of the `maxFileSize` setting. */
export const defaultMaxBytes = 10_000_000;

/** Git's own measure: a NUL byte among the first 8000 makes a file binary. */
const binaryProbe = 8000;

// Reading is synchronous and never re-entered, so one buffer serves all files: most are smaller, and
// allocating one for each costs more than reading it.
const scratch = Buffer.allocUnsafeSlow(64 * 1024);

/** A pattern that finds any of the given ASCII strings, letter case ignored; undefined where there are none. */
export function hintPattern(hints: readonly string[]): RegExp | undefined {
  if (hints.length === 0 || hints.includes('')) return undefined;
  return new RegExp(hints.map((hint) => hint.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'i');
}

/** Reads one text file (absolute path). Never blocks on a named pipe or a device, and never throws for the file system's reasons. */
export function readText(path: string, options: ReadOptions): ReadResult {
  const { known, hints } = options;
  if (known !== undefined) return hints?.test(known.text) === false ? { kind: 'uninteresting' } : known;
  const content = readBytes(path, options.maxBytes);
  if (!Buffer.isBuffer(content)) return content;
  return decodeContent(options.edited?.(path, content) ?? content, options.hints);
}

/** The bytes of one file (absolute path), the caller's to keep. */
export function readContent(path: string, maxBytes: number, edited?: EditedContent): Uint8Array | Skipped {
  const content = readBytes(path, maxBytes);
  return Buffer.isBuffer(content) ? Uint8Array.from(edited?.(path, content) ?? content) : content;
}

/**
 * The content, valid until the next call. The 64 KiB read comes first and the size is only asked for when that was
 * not all of it: one system call less for nearly every file.
 */
function readBytes(path: string, maxBytes: number): Buffer | Skipped {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const length = readSync(file, scratch, 0, scratch.length, 0);
    if (length === 0 && !fstatSync(file).isFile()) return notAFile();
    if (length < scratch.length)
      return length > maxBytes ? tooLarge(length, maxBytes) : scratch.subarray(0, length);
    const status = fstatSync(file);
    if (!status.isFile()) return notAFile();
    if (status.size > maxBytes) return tooLarge(status.size, maxBytes);
    return readRest(file, length, status.size);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return refusals.has(code) ? notAFile() : skipped('unreadable', describeSystemError(code));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** What reading answers for directories, pipes without a writer, sockets and terminals: positions mean nothing there. */
const refusals: ReadonlySet<string> = new Set(['EISDIR', 'ESPIPE', 'EAGAIN', 'ENXIO', 'ENODEV']);

/** Reads on up to the size that was found; a file that grows meanwhile is taken as it was, one that shrinks ends earlier. */
function readRest(file: number, read: number, size: number): Buffer {
  const content = Buffer.allocUnsafe(Math.max(size, read));
  scratch.copy(content, 0, 0, read);
  let length = read;
  while (length < content.length) {
    const more = readSync(file, content, length, content.length - length, length);
    if (more === 0) break;
    length += more;
  }
  return content.subarray(0, length);
}

function notAFile(): Skipped {
  return skipped('not-a-file', 'not a regular file');
}

function tooLarge(size: number, limit: number): Skipped {
  return skipped('too-large', `${size} bytes, more than the limit of ${limit}`);
}

/** The text of a file's content, as `readText` gives it. */
export function decodeContent(content: Buffer, hints?: RegExp): ReadResult {
  const wide = wideEncoding(content);
  if (wide !== undefined) {
    const text = decodeWide(content, wide);
    return hints === undefined || hints.test(text)
      ? { kind: 'text', text, encoding: wide, lossy: content.length % 2 === 1 }
      : { kind: 'uninteresting' };
  }
  const nul = content.indexOf(0);
  if (nul !== -1 && nul < binaryProbe) return skipped('binary', 'binary content');
  // Hints are ASCII, so the bytes can be searched as Latin-1; and where all bytes are ASCII that is the text already.
  const latin1 = content.toString('latin1');
  if (hints !== undefined && !hints.test(latin1)) return { kind: 'uninteresting' };
  if (isAscii(content)) return { kind: 'text', text: latin1, encoding: 'utf-8', lossy: false };
  return { kind: 'text', text: content.toString('utf8'), encoding: 'utf-8', lossy: !isUtf8(content) };
}

function wideEncoding(content: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  if (content[0] === 0xfe && content[1] === 0xff) return 'utf-16be';
  return undefined;
}

function decodeWide(content: Buffer, encoding: 'utf-16le' | 'utf-16be'): string {
  if (encoding === 'utf-16le') return content.toString('utf16le');
  return Buffer.from(content.subarray(0, content.length & ~1))
    .swap16()
    .toString('utf16le');
}
