import type { ImageReference } from '../image/index.ts';
import {
  answeredTags,
  isUnanswered,
  keyOf,
  mergeLock,
  outcomesOf,
  type PinMode,
  pinInPlace,
  questionsOf,
  staleLock,
  subjectsOf,
  wantedReference,
} from '../pin/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { CommandError, type ExitCode } from './exit.ts';
import { askRegistries } from './pinning/ask.ts';
import { chartTemplates } from './pinning/chart-templates.ts';
import { openLock, writeLock } from './pinning/lock-file.ts';
import { checkPinFlags, type PinFlags } from './pinning/options.ts';
import { explainLeft, explainOwn, explainStale, explainStates, printPins } from './pinning/report.ts';
import { tagsBeside } from './pinning/tags-beside.ts';
import { printDiffs, writeFiles } from './rewriting/files.ts';
import { scanToEdit } from './rewriting/scan-to-edit.ts';
import { say } from './say.ts';
import { explainUntold } from './untold.ts';
import { kustomizeGraph, openWorkspace, type Workspace } from './workspace.ts';

/**
 * `pullthrough pin [PATH...]`: gives every image the digest that its tag names, out of the lock file or from its registry; printed,
 * or with `--diff`, `--check`, `--write`. Exit code 2 when a registry could not be asked: what others said is written all the same.
 */
export async function pinCommand(
  paths: readonly string[],
  flags: PinFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  checkPinFlags(paths, flags);
  const workspace = await openWorkspace(paths, flags, warn);
  const { registry, policy, root, settings } = workspace;
  if (flags.via !== 'upstream' && registry.loginServer === undefined) {
    throw new CommandError(
      'no registry is configured, so there is no cache to ask',
      'set `registry` in pullthrough.yaml, or --registry team.azurecr.io',
    );
  }
  const file = openLock(flags.lock, root);
  const { found, before, entries, texts, reading, readEdited } = await scanToEdit(workspace, warn);
  const { uses } = before;
  const graph = kustomizeGraph(found, workspace);
  const judged = subjectsOf(uses, {
    registry,
    policy,
    graph,
    asked: flags.via === 'upstream' ? 'upstream' : 'cache',
    own: flags.own === true,
    tagBeside: tagsBeside(texts.at),
  });
  const { subjects } = judged;
  const mode = modeOf(flags);
  const questions = questionsOf(subjects, file.lock, mode);
  const answers = await askRegistries({ workspace, questions, flags, details: flags.check !== true, warn });
  const outcomes = outcomesOf(subjects, file.lock, mode, answers);

  const wanted = new Map<ImageUse, ImageReference>();
  for (const outcome of outcomes) {
    const reference = wantedReference(outcome, mode);
    if (reference !== undefined) wanted.set(outcome.subject.use, reference);
  }
  const { edits, changed, left } = await pinInPlace(
    {
      ...reading,
      before,
      templatesOf: chartTemplates(root, settings.maxFileSize, entries),
      wanted,
      unsafe: flags.unsafe === true,
      kustomizationOf: (path) => found.kustomizations.find(({ source }) => source.path === path),
    },
    readEdited,
  );

  let failed = outcomes.some((outcome) => outcome.state === 'unknown' && isUnanswered(outcome.error));
  if (flags.diff === true) failed = !printDiffs(edits, texts) || failed;
  if (flags.write === true) {
    const keys = new Set(subjects.map(keyOf));
    const isUsed = (key: string): boolean => keys.has(key) || !isWhole(workspace);
    const lock = mergeLock(file.lock, answeredTags(subjects, answers), isUsed, new Date());
    // Before the files: what is written then can be told to be the lock's, wherever the command ends.
    const unwritten = writeLock(file, lock);
    if (unwritten !== undefined) throw new CommandError(unwritten, 'nothing was written');
    const refused = writeFiles(edits, root, texts);
    failed = refused.size > 0 || failed;
    const written = edits.size - refused.size;
    if (written > 0) say(`${written} ${written === 1 ? 'file' : 'files'} written`);
  }
  if (flags.diff !== true && flags.write !== true && flags.check !== true) printPins(outcomes, changed);
  explainLeft([...judged.left, ...left], warn);
  explainOwn(judged, warn);
  explainUntold(found.report.unresolved, 'pinned', warn);
  const open = explainStates(outcomes, { mode, check: flags.check === true, changed });
  const stale =
    flags.check === true && explainStale(staleLock(subjects, file.lock, isWhole(workspace)), file);
  if (failed) return 2;
  return open || stale ? 1 : 0;
}

function modeOf({ check, update }: PinFlags): PinMode {
  if (update === true) return 'update';
  return check === true ? 'check' : 'fill';
}

/** Everything was read that could hold an image: what is not used there is used nowhere. */
function isWhole({ root, starts, include, exclude }: Workspace): boolean {
  return starts.some(({ absolute }) => absolute === root) && include.length + exclude.length === 0;
}
