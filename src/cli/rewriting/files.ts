import { join } from 'node:path';
import { changeText } from '../../host/index.ts';
import type { FileEdits } from '../../rewrite/in-place.ts';
import { applyEdits, unifiedDiff } from '../../text/index.ts';
import { say } from '../say.ts';
import { editedText, type RepositoryTexts } from './texts.ts';

const changedMeanwhile = 'was changed by someone else since it was read';

/** Prints what would change; false when a file is no longer what was read. */
export function printDiffs(edits: FileEdits, texts: RepositoryTexts): boolean {
  let steady = true;
  for (const file of inOrder(edits)) {
    const source = texts.unchanged(file);
    const text = source && applyEdits(source, edits.get(file) ?? []);
    if (text?.ok === true) process.stdout.write(unifiedDiff(file, source?.text ?? '', text.value));
    else {
      steady = false;
      say(`error: ${file}: ${changedMeanwhile}`);
    }
  }
  return steady;
}

/** Writes the files, each in one step and one in memory at a time; gives those that could not be written. */
export function writeFiles(edits: FileEdits, root: string, texts: RepositoryTexts): ReadonlySet<string> {
  const failed = new Set<string>();
  for (const file of inOrder(edits)) {
    const written = changeText({
      path: join(root, file),
      edit: (content) => (texts.isSame(file, content) ? editedText(file, content, edits) : undefined),
      durable: false,
    });
    if (written.ok) continue;
    failed.add(file);
    say(`error: ${file}: ${written.error.message}; it is left as it is`);
  }
  return failed;
}

function inOrder(edits: FileEdits): readonly string[] {
  return [...edits.keys()].sort();
}
