import { replaceText, writeText } from '../../host/index.ts';
import { printable } from '../../report/index.ts';
import { formatImagesBlock } from '../../rewrite/kustomize-images.ts';
import { contentOf, unifiedDiff } from '../../text/index.ts';
import { readSource } from '../read-source.ts';
import { say } from '../say.ts';
import { noteWritten } from './notes.ts';
import type { PendingPlan } from './types.ts';

export function printBlocks(plans: readonly PendingPlan[]): void {
  for (const { root, plan } of plans) {
    const { configuration } = plan;
    process.stdout.write(`# ${printable(root.source.path)}\n`);
    if (plan.changes.length > 0) process.stdout.write(formatImagesBlock(plan.changes));
    process.stdout.write('\n');
    if (configuration !== undefined) {
      process.stdout.write(`# ${printable(configuration.path)}\n${configuration.after}\n`);
    }
  }
}

export function printDiff(plans: readonly PendingPlan[]): void {
  for (const { root, plan } of plans) {
    const { configuration } = plan;
    if (configuration !== undefined) {
      process.stdout.write(unifiedDiff(configuration.path, configuration.before ?? '', configuration.after));
    }
    process.stdout.write(unifiedDiff(root.source.path, root.source.text, plan.text));
  }
}

/** Writes what is pending; true when a file could not be written. */
export function writePlans(plans: readonly PendingPlan[], directory: string): boolean {
  let failed = false;
  const unnoted = noteWritten(directory, plans);
  // Who may edit the files and not the notes is not kept from editing.
  if (unnoted !== undefined) say(`warning: ${unnoted}; --undo will know nothing of what is written now`);
  const written = (path: string, error: string | undefined): boolean => {
    say(error === undefined ? `${path}: written` : `error: ${path}: ${error}; it is left as it is`);
    failed ||= error !== undefined;
    return error === undefined;
  };
  for (const { root, plan } of plans) {
    const { configuration } = plan;
    // The kustomization names it: it has to be there first.
    if (configuration !== undefined) {
      const { path, before, after } = configuration;
      if (!written(path, replace(directory, path, before, after))) continue;
    }
    const { text, path } = root.source;
    if (plan.text !== text)
      written(
        path,
        replace(directory, path, contentOf(root.source, text), contentOf(root.source, plan.text)),
      );
  }
  return failed;
}

/** Why a file could not be written; undefined when it was. */
function replace(
  directory: string,
  path: string,
  before: string | undefined,
  after: string,
): string | undefined {
  if (before === undefined) {
    const made = writeText({ path: `${directory}/${path}`, content: after, overwrite: false });
    return made.ok ? undefined : made.error.message;
  }
  const read = readSource(directory, path);
  if (read === undefined) return 'can no longer be read';
  const { encoding } = read.content;
  const replaced = replaceText({ path: read.absolute, before, after, encoding });
  return replaced.ok ? undefined : replaced.error.message;
}
