import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultMaxBytes, ownDirectory, readText, writeText } from '../../host/index.ts';
import type { Spellings } from '../../rewrite/spellings.ts';
import { CommandError } from '../exit.ts';

/**
 * Where it is kept how names were written before: beside git's own notes of this clone, which are no part of the work tree; in
 * the directory itself where there is no git.
 */
export function spellingsFile(root: string): string {
  return notesFile(root, 'spellings');
}

/** The same for notes of another kind. */
export function notesFile(root: string, kind: string): string {
  const own = ownDirectory(root);
  return own === undefined
    ? join(root, `.pullthrough-${kind}.json`)
    : join(own, 'pullthrough', `${kind}.json`);
}

/** Notes that cannot be read are no notes: names are then undone to their usual spelling. */
export function readSpellings(root: string, warn: (message: string) => void): Spellings {
  const path = spellingsFile(root);
  const content = readText(path, { maxBytes: defaultMaxBytes });
  if (content.kind !== 'text') return {};
  const spellings = parse(content.text);
  if (spellings === undefined) warn(`${path} is no list of spellings and is not used`);
  return spellings ?? {};
}

export function writeSpellings(root: string, spellings: Spellings): void {
  const path = spellingsFile(root);
  if (Object.keys(spellings).length === 0) {
    rmSync(path, { force: true });
    return;
  }
  const content = `${JSON.stringify({ version: 1, files: spellings }, undefined, 2)}\n`;
  const written = writeText({ path, content, overwrite: true });
  if (!written.ok)
    throw new CommandError(
      `${path}: ${written.error.message}`,
      'without it, names could not be undone to the letter',
    );
}

function parse(text: string): Spellings | undefined {
  try {
    const data: unknown = JSON.parse(text);
    if (!isRecord(data) || data.version !== 1 || !isRecord(data.files)) return undefined;
    const valid = Object.values(data.files).every(
      (lists) =>
        isRecord(lists) &&
        Object.values(lists).every(
          (list) => Array.isArray(list) && list.every((was) => was === null || typeof was === 'string'),
        ),
    );
    return valid ? (data.files as Spellings) : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
