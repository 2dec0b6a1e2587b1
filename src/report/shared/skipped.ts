import type { SkippedFile } from '../../audit/index.ts';
import type { Style } from '../types.ts';
import { printable } from './text.ts';

/** What could not be read, never left out: an image may stand there. Ends with an empty line unless it is empty. */
export function skippedLines(skipped: readonly SkippedFile[], style: Style): readonly string[] {
  if (skipped.length === 0) return [];
  const lines = skipped.map(({ file, reason, line, column }) => {
    const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
    return `  ${style.cyan(printable(file) + place)}  ${printable(reason)}`;
  });
  return [style.bold('Not read, or not whole'), ...lines, ''];
}
