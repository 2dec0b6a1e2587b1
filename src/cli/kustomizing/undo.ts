import { rmSync } from 'node:fs';
import { type FileText, replaceText } from '../../host/index.ts';
import { withoutLines } from '../../rewrite/kustomize/written-lines.ts';
import { contentOf, unifiedDiff } from '../../text/index.ts';
import type { ExitCode } from '../exit.ts';
import { readSource } from '../read-source.ts';
import { askedFor } from '../rewriting/scan-to-edit.ts';
import { say } from '../say.ts';
import type { Workspace } from '../workspace.ts';
import { readWritten, type WrittenFile, writeWritten } from './notes.ts';
import type { KustomizeFlags } from './options.ts';

/** A file with what was written taken back; `after` is undefined for one that is to go. */
interface TakenBack {
  readonly path: string;
  readonly absolute: string;
  readonly before: string;
  readonly after: string | undefined;
  readonly encoding: FileText['encoding'];
}

/** `kustomize --undo`: takes back what `--write` of this clone wrote, and leaves whatever somebody has changed since. */
export function undoKustomizations(
  workspace: Workspace,
  flags: KustomizeFlags,
  warn: (message: string) => void,
): ExitCode {
  const { root } = workspace;
  const notes = readWritten(root);
  const isAsked = askedFor(workspace);
  const paths = Object.keys(notes).filter(isAsked).sort();
  if (paths.length === 0) {
    warn(
      'there is no note of anything that `pullthrough kustomize --write` wrote here: notes stay in the clone that it ran in. `pullthrough rewrite --undo` leads newName back',
    );
    return 0;
  }
  const rest = new Map(Object.entries(notes));
  let failed = false;
  let pending = 0;
  for (const path of paths) {
    const note = rest.get(path);
    const taken = note && takeBack(root, path, note, warn);
    rest.delete(path);
    if (taken === undefined || taken.after === taken.before) continue;
    pending++;
    if (flags.write !== true) {
      if (flags.check !== true) process.stdout.write(unifiedDiff(path, taken.before, taken.after ?? ''));
      continue;
    }
    const error = write(taken);
    say(error === undefined ? `${path}: ${done(taken)}` : `error: ${path}: ${error}; it is left as it is`);
    failed ||= error !== undefined;
    if (error !== undefined && note !== undefined) rest.set(path, note);
  }
  const kept = flags.write === true ? writeWritten(root, Object.fromEntries(rest)) : undefined;
  if (kept !== undefined) say(`error: ${kept}`);
  if (failed || kept !== undefined) return 2;
  return flags.check === true && pending > 0 ? 1 : 0;
}

function takeBack(
  root: string,
  path: string,
  { made, writes }: WrittenFile,
  warn: (message: string) => void,
): TakenBack | undefined {
  const read = readSource(root, path);
  if (read === undefined) return undefined;
  const before = contentOf(read.source, read.source.text);
  let text = before;
  let notFound = 0;
  for (const write of [...writes].reverse()) {
    const taken = withoutLines(text, write);
    text = taken.text;
    notFound += taken.notFound.length;
  }
  const changed = 'was changed since: look what of it you still want';
  if (notFound > 0)
    warn(`${path}: ${notFound} of the passages that were written are not found: it ${changed}`);
  const isGone = made !== undefined && text === made;
  if (made !== undefined && !isGone) warn(`${path} ${changed}`);
  const { absolute, content } = read;
  return { path, absolute, before, after: isGone ? undefined : text, encoding: content.encoding };
}

function write({ absolute, before, after, encoding }: TakenBack): string | undefined {
  if (after === undefined) {
    rmSync(absolute);
    return undefined;
  }
  const replaced = replaceText({ path: absolute, before, after, encoding });
  return replaced.ok ? undefined : replaced.error.message;
}

function done({ after }: TakenBack): string {
  return after === undefined ? 'removed' : 'written';
}
