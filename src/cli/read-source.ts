import { join } from 'node:path';
import { defaultMaxBytes, type FileText, readText } from '../host/index.ts';
import { type SourceText, sourceText } from '../text/index.ts';

/** A file read for editing: its text, and the content it had, so that a later write can tell whether it changed. */
export interface ReadSource {
  readonly absolute: string;
  readonly source: SourceText;
  readonly content: FileText;
}

/** Reads a file of the repository; undefined when it is missing or no text. */
export function readSource(root: string, path: string): ReadSource | undefined {
  const absolute = join(root, path);
  const content = readText(absolute, { maxBytes: defaultMaxBytes });
  if (content.kind !== 'text') return undefined;
  return { absolute, content, source: sourceText(path, content.text) };
}
