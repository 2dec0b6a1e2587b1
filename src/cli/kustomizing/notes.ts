import { rmSync } from 'node:fs';
import { defaultMaxBytes, readText, writeText } from '../../host/index.ts';
import { type WrittenLines, writtenLines } from '../../rewrite/kustomize/written-lines.ts';
import { contentOf } from '../../text/index.ts';
import { CommandError } from '../exit.ts';
import { notesFile } from '../rewriting/spellings-file.ts';
import type { PendingPlan } from './types.ts';

/** What was written into one file, the last time last; a file that was made has the text that it was made with. */
export interface WrittenFile {
  readonly made?: string;
  readonly writes: readonly (readonly WrittenLines[])[];
}

/** By the path from the repository's root. */
export type WrittenFiles = Readonly<Record<string, WrittenFile>>;

/**
 * Takes a note of what is about to be written: nothing in the files tells an entry of ours from one of somebody else's. Why it could
 * not; undefined when it did.
 */
export function noteWritten(root: string, plans: readonly PendingPlan[]): string | undefined {
  if (plans.length === 0) return undefined;
  const files: Record<string, WrittenFile> = { ...readWritten(root) };
  const add = (path: string, before: string | undefined, after: string): void => {
    if (before === undefined) files[path] = { made: after, writes: [] };
    else if (before !== after) {
      const known = files[path] ?? { writes: [] };
      files[path] = { ...known, writes: [...known.writes, writtenLines(before, after)] };
    }
  };
  for (const { root: kustomization, plan } of plans) {
    const { configuration } = plan;
    const { source } = kustomization;
    if (configuration !== undefined) add(configuration.path, configuration.before, configuration.after);
    add(source.path, contentOf(source, source.text), contentOf(source, plan.text));
  }
  return writeWritten(root, files);
}

export function readWritten(root: string): WrittenFiles {
  const path = notesFile(root, 'kustomizations');
  const content = readText(path, { maxBytes: defaultMaxBytes });
  if (content.kind !== 'text') return {};
  const written = parse(content.text);
  if (written === undefined) throw new CommandError(`${path} is no note of what was written`, 'remove it');
  return written;
}

/** Why they could not be written; undefined when they were. */
export function writeWritten(root: string, files: WrittenFiles): string | undefined {
  const path = notesFile(root, 'kustomizations');
  if (Object.keys(files).length === 0) {
    rmSync(path, { force: true });
    return undefined;
  }
  const content = `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`;
  const done = writeText({ path, content, overwrite: true });
  return done.ok ? undefined : `${path}: ${done.error.message}`;
}

function parse(text: string): WrittenFiles | undefined {
  try {
    const data: unknown = JSON.parse(text);
    if (!isRecord(data) || data.version !== 1 || !isRecord(data.files)) return undefined;
    return Object.values(data.files).every(isWritten) ? (data.files as WrittenFiles) : undefined;
  } catch {
    return undefined;
  }
}

function isWritten(value: unknown): boolean {
  if (!isRecord(value) || !(value.made === undefined || typeof value.made === 'string')) return false;
  const isLines = (each: unknown): boolean =>
    isRecord(each) &&
    typeof each.was === 'string' &&
    typeof each.now === 'string' &&
    typeof each.next === 'string' &&
    typeof each.line === 'number';
  return (
    Array.isArray(value.writes) && value.writes.every((write) => Array.isArray(write) && write.every(isLines))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
