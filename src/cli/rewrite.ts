import { type InPlaceRequest, rewriteInPlaceLater } from '../rewrite/in-place.ts';
import { recalledReference, recallFrom, spellingsOf } from '../rewrite/spellings.ts';
import { rulesToUndo, upstreamInstead, upstreamNames } from '../rewrite/undo.ts';
import { judge } from '../scan/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import type { ExitCode } from './exit.ts';
import { printDiffs, writeFiles } from './rewriting/files.ts';
import { filterStandardInput, noRegistry } from './rewriting/filter.ts';
import { kustomizationsElsewhere } from './rewriting/kustomizations-elsewhere.ts';
import { refuseCheckAndWrite } from './rewriting/modes.ts';
import type { RewriteFlags } from './rewriting/options.ts';
import {
  explainLeft,
  explainMentions,
  explainMissingRules,
  isOpen,
  printChanges,
} from './rewriting/report.ts';
import { scanToEdit } from './rewriting/scan-to-edit.ts';
import { readSpellings, writeSpellings } from './rewriting/spellings-file.ts';
import { type CachedWanted, wantedCached } from './rewriting/wanted.ts';
import { say } from './say.ts';
import { standardInput } from './standard-input.ts';
import { explainUntold } from './untold.ts';
import { kustomizeGraph, openWorkspace } from './workspace.ts';

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
  refuseCheckAndWrite(flags);
  const workspace = await openWorkspace(paths, flags, warn);
  const { registry, policy, root } = workspace;
  const { loginServer } = registry;
  if (loginServer === undefined) throw noRegistry();
  const { found, before, texts, reading, readEdited } = await scanToEdit(workspace, warn);
  const { uses, unresolved } = before;

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
    ...reading,
    before,
    wanted,
    ...(undo ? { spell: upstreamNames, remembered: recall } : {}),
    unsafe: flags.unsafe === true,
  };
  const { edits, changed, left } = await rewriteInPlaceLater(request, readEdited);

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
