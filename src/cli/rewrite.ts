import { pathFrom } from '../host/index.ts';
import { type InPlaceRequest, rewriteInPlaceLater } from '../rewrite/in-place.ts';
import { otherReaderOf } from '../rewrite/other-readers.ts';
import { recalledReference, recallFrom, spellingsOf } from '../rewrite/spellings.ts';
import { rulesToUndo, upstreamInstead, upstreamNames } from '../rewrite/undo.ts';
import { chartMemories, judge, judgedPlaces, type Scan } from '../scan/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import type { ExitCode } from './exit.ts';
import { printDiffs, writeFiles } from './rewriting/files.ts';
import { filterStandardInput, noRegistry } from './rewriting/filter.ts';
import { kustomizationsElsewhere } from './rewriting/kustomizations-elsewhere.ts';
import { company } from './rewriting/near.ts';
import type { RewriteFlags } from './rewriting/options.ts';
import {
  explainLeft,
  explainMentions,
  explainMissingRules,
  isOpen,
  printChanges,
} from './rewriting/report.ts';
import { readSpellings, writeSpellings } from './rewriting/spellings-file.ts';
import { repositoryTexts } from './rewriting/texts.ts';
import { type CachedWanted, wantedCached } from './rewriting/wanted.ts';
import { say } from './say.ts';
import { standardInput } from './standard-input.ts';
import { explainUntold } from './untold.ts';
import { kustomizeGraph, openWorkspace, scanWorkspace, type Workspace, warnOfUnread } from './workspace.ts';

/**
 * `pullthrough rewrite [PATH...]`: makes every reference that a rule covers name the cache where it stands, or with `--undo` what
 * it stands for; printed, or with `--diff`, `--check`, `--write`. A path of `-` makes it a filter.
 */
export async function rewriteCommand(
  paths: readonly string[],
  flags: RewriteFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  if (paths.includes(standardInput)) return filterStandardInput(paths, flags, warn);
  const workspace = await openWorkspace(paths, flags, warn);
  const { registry, policy, root, settings } = workspace;
  const { loginServer } = registry;
  if (loginServer === undefined) throw noRegistry();
  const { entries, onEntry, onTogether, near, together } = company(() => uses);
  const memories = chartMemories();
  const chartMemory = memories(new Map());
  const texts = repositoryTexts(root, settings.maxFileSize);
  const found = await scanWorkspace(workspace, warn, {
    onEntry,
    onText: texts.keep,
    onTogether,
    chartMemory,
  });
  const { uses, unresolved } = judgedPlaces(found.report);
  warnOfUnread(found, warn);

  const undo = flags.undo === true;
  const spellings = readSpellings(root, warn);
  const cached = (): CachedWanted => {
    const { kustomizations } = found;
    const elsewhere = kustomizationsElsewhere(workspace, kustomizations);
    const graph = kustomizeGraph({ kustomizations: [...kustomizations, ...elsewhere] }, workspace);
    const { planned } = judge({ uses, registry, policy, graph });
    const rules = flags.existingRules === true ? registry : planned;
    return wantedCached(
      { ...rules, loginServer },
      registry.rules,
      policy,
      graph,
      texts.at,
      flags.unsafe === true,
    );
  };
  const isAsked = askedFor(workspace);
  const usual = rulesToUndo(registry.rules, policy.targetPrefix);
  const undoing = {
    upstream: (use: ImageUse) => upstreamInstead(use, loginServer, usual),
    names: upstreamNames,
  };
  const recall = recallFrom(spellings, uses);
  const backwards = (): CachedWanted => ({
    wanted: (use) => recalledReference(use, recall) ?? undoing.upstream(use),
    missingRules: () => [],
  });
  const { wanted, missingRules } = undo ? backwards() : cached();
  const request: InPlaceRequest = {
    before: imagesOf(found),
    textOf: (file) => (isAsked(file) ? texts.at(file) : undefined),
    wanted,
    ...(undo ? { spell: upstreamNames, remembered: recall } : {}),
    near,
    otherReader: (file, span, around) =>
      otherReaderOf({ file, span }, around, { textOf: texts.at, together }),
    unsafe: flags.unsafe === true,
  };
  const { edits, changed, left } = await rewriteInPlaceLater(request, async (made) => {
    const known = { edited: texts.edited(made), knownText: texts.known(made) };
    const more = { entries, ...known, chartMemory: memories(made) };
    return imagesOf(await scanWorkspace(workspace, warn, more));
  });

  let failed = false;
  if (flags.diff === true) failed = !printDiffs(edits, texts);
  if (flags.write === true) {
    if (!undo && edits.size > 0) writeSpellings(root, spellingsOf(changed, uses, undoing, spellings));
    const unwritten = writeFiles(edits, root, texts);
    failed = unwritten.size > 0 || failed;
    const written = edits.size - unwritten.size;
    if (written > 0) say(`${written} ${written === 1 ? 'file' : 'files'} written`);
    if (undo) {
      const kept = new Set([...unwritten, ...left.flatMap(({ use }) => use.file)]);
      const done = [...edits.keys()].filter((file) => !kept.has(file));
      const rest = Object.entries(spellings).filter(([file]) => !done.includes(file));
      writeSpellings(root, Object.fromEntries(rest));
    }
  }
  if (flags.diff !== true && flags.write !== true && flags.check !== true) printChanges(changed);
  explainLeft(left, warn);
  explainUntold(unresolved, 'rewritten', warn);
  if (!undo) {
    explainMentions([...uses, ...unresolved], changed, warn);
    explainMissingRules(missingRules(), warn);
  }
  if (failed) return 2;
  if (flags.check !== true) return 0;
  for (const { use } of changed) say(`${use.file}:${use.line}:${use.column}: ${use.value} would change`);
  return changed.length > 0 || left.some(isOpen) ? 1 : 0;
}

/** Whether a file may be edited: what stands in others may be read by more than what was scanned. */
export function askedFor({ root, starts }: Workspace): (file: string) => boolean {
  const places = starts.map(({ absolute }) => pathFrom(root, absolute));
  return (file) => places.some((place) => place === '' || file === place || file.startsWith(`${place}/`));
}

/** What a scan says, in the engine's words. */
export function imagesOf({ report, renderedEdits }: Scan): InPlaceRequest['before'] {
  const { uses, unresolved } = judgedPlaces(report);
  const derived = renderedEdits.map(({ chart, template, object, before, after }) => {
    const file = chart === '' ? 'Chart.yaml' : `${chart}/Chart.yaml`;
    return { file, place: `${object} (${template})`, before, after };
  });
  return { uses, unresolved, problems: report.skipped, derived };
}
