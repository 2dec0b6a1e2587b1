import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ifUsable } from './files.ts';
import { replaceFile } from './replace-file.ts';

/**
 * A record's file: sixteen hexadecimal digits of the SHA-256 of its JSON, a line feed, and the JSON. What a tag names cannot be
 * compared with anything else, and one wrong bit makes another digest of it.
 */
export async function writeRecord(path: string, value: unknown, temporaryFolder: string): Promise<void> {
  const text = JSON.stringify(value);
  await replaceFile(path, `${checksum(text)}\n${text}`, temporaryFolder);
}

/** Undefined when there is no record, or it is not as it was written. */
export async function readRecord(path: string): Promise<unknown> {
  const content = await ifUsable(readFile(path, 'utf8'));
  if (content === undefined || content[digits] !== '\n') return undefined;
  const text = content.slice(digits + 1);
  if (checksum(text) !== content.slice(0, digits)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const digits = 16;

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
