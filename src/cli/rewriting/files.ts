import { join } from 'node:path';
import { replaceText } from '../../host/index.ts';
import type { FileEdits } from '../../rewrite/in-place.ts';
import { applyEdits, contentOf, unifiedDiff } from '../../text/index.ts';
import { say } from '../say.ts';
import type { RepositoryTexts } from './texts.ts';

/** The files with edits, in the order of their names; one is in memory at a time. */
function* edited(
  edits: FileEdits,
  texts: RepositoryTexts,
): Generator<{
  readonly file: string;
  readonly read?: NonNullable<ReturnType<RepositoryTexts['unchanged']>>;
  readonly text: string;
}> {
  for (const file of [...edits.keys()].sort()) {
    const read = texts.unchanged(file);
    if (read === undefined) {
      yield { file, text: '' };
      continue;
    }
    const text = applyEdits(read.source, edits.get(file) ?? []);
    if (!text.ok) throw new Error(`edits of ${file} overlap`);
    yield { file, read, text: text.value };
  }
}

const changedMeanwhile = 'was changed by someone else since it was read';

/** Prints what would change; false when a file is no longer what was read. */
export function printDiffs(edits: FileEdits, texts: RepositoryTexts): boolean {
  let steady = true;
  for (const { file, read, text } of edited(edits, texts)) {
    if (read !== undefined) process.stdout.write(unifiedDiff(file, read.source.text, text));
    else {
      steady = false;
      say(`error: ${file}: ${changedMeanwhile}`);
    }
  }
  return steady;
}

/** Writes the files, each in one step; gives those that could not be written. */
export function writeFiles(edits: FileEdits, root: string, texts: RepositoryTexts): ReadonlySet<string> {
  const failed = new Set<string>();
  for (const { file, read, text } of edited(edits, texts)) {
    const written =
      read &&
      replaceText({
        path: join(root, file),
        before: contentOf(read.source, read.source.text),
        after: contentOf(read.source, text),
        encoding: read.content.encoding,
        durable: false,
      });
    if (written?.ok === true) continue;
    failed.add(file);
    say(
      `error: ${file}: ${written === undefined ? changedMeanwhile : written.error.message}; it is left as it is`,
    );
  }
  return failed;
}
