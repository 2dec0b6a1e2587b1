import type { CacheRule, Decision } from '../cache/index.ts';
import { decide } from '../cache/index.ts';
import type { ImageReference } from '../image/index.ts';
import { isKustomizationFile, type KustomizeGraph } from '../kustomize/index.ts';
import {
  configurationPath,
  type KustomizeImagesPlan,
  planKustomizeRoots,
  type RootPlan,
} from '../rewrite/kustomize-images.ts';
import { judge, judgedPlaces, type Scan } from '../scan/index.ts';
import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';
import { CommandError, type ExitCode } from './exit.ts';
import { explainUnreached, explainWritten } from './kustomize-notes.ts';
import { explainPlaces } from './kustomize-places.ts';
import { builtTexts } from './kustomizing/built-texts.ts';
import { chooseRoots } from './kustomizing/choose-roots.ts';
import type { KustomizeFlags } from './kustomizing/options.ts';
import { printBlocks, printDiff, writePlans } from './kustomizing/show-plans.ts';
import type { PendingPlan } from './kustomizing/types.ts';
import { undoKustomizations } from './kustomizing/undo.ts';
import { readSource } from './read-source.ts';
import { refuseCheckAndWrite } from './rewriting/modes.ts';
import { say } from './say.ts';
import { standardInput } from './standard-input.ts';
import { kustomizeGraph, openWorkspace, scanWorkspace, type Workspace, warnOfUnread } from './workspace.ts';

/**
 * `pullthrough kustomize [PATH...]`: the `images:` entries that send every image of each outermost kustomization, or of
 * those that `--root` names, through the cache; printed, or with `--diff`, `--check`, `--write`.
 */
export async function kustomizeCommand(
  paths: readonly string[],
  flags: KustomizeFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const { installPlugin } = flags;
  if (installPlugin !== undefined)
    return (await import('./install-plugin.ts')).installPlugin(paths, { ...flags, installPlugin });
  if (paths.includes(standardInput))
    throw new CommandError('kustomizations are edited in their files: name a directory instead of -');
  refuseCheckAndWrite(flags);
  const workspace = await openWorkspace(paths, flags, warn);
  if (flags.undo === true) return undoKustomizations(workspace, flags, warn);
  const { registry, policy } = workspace;
  if (registry.loginServer === undefined) {
    throw new CommandError(
      'no registry is configured, so there is nothing to redirect to',
      'set `registry` in pullthrough.yaml, or --registry team.azurecr.io',
    );
  }
  const found = await scanWorkspace(workspace, warn);
  const graph = kustomizeGraph(found, workspace);
  const { impossible, unread } = explainGraph(found, graph, workspace, warn);
  if (graph.byDirectory.size === 0) {
    if (unread === 0) warn('no kustomization was found');
    return 0;
  }
  const { uses: judged } = judgedPlaces(found.report);
  const { planned: plannedRegistry } = judge({ uses: judged, registry, policy, graph });
  const rules = flags.existingRules === true ? registry : plannedRegistry;
  const roots = chooseRoots(graph, flags.root ?? [], workspace.root);
  const missingRules = new Map<string, CacheRule>();
  const existing = new Set(registry.rules);
  const decideNew = (reference: ImageReference): Decision => {
    const decision = decide(reference, rules, policy);
    if (decision.status === 'covered' && !existing.has(decision.rule)) {
      missingRules.set(decision.rule.name, decision.rule);
    }
    return decision;
  };

  const { hazardsIn, manifestsOf } = builtTexts(graph, workspace.root);
  const planned = planKustomizeRoots({
    graph,
    roots,
    images: found.report.uses,
    decide: decideNew,
    spellings: flags.spellings,
    hazardsIn,
    refuse: builtHere,
    ...(flags.configurations
      ? {
          textsOf: (root) => ({
            manifests: manifestsOf(root),
            beside: readSource(workspace.root, configurationPath(root))?.source,
          }),
        }
      : {}),
  });
  let failed = impossible;
  for (const { root, plan } of planned) {
    if (plan.ok) continue;
    failed = true;
    say(`error: ${root.source.path}: ${plan.error.reason}; the file is left as it is`);
  }
  const plans = planned.flatMap(({ root, plan }): readonly PendingPlan[] =>
    plan.ok ? [{ root, plan: plan.value }] : [],
  );
  const pending = plans.filter(({ plan }) => plan.edits.length > 0 || plan.configuration !== undefined);
  if (flags.diff === true) printDiff(pending);
  if (flags.write === true) failed = writePlans(pending, workspace.root) || failed;
  if (flags.diff !== true && flags.write !== true && flags.check !== true) printBlocks(pending);
  explainKept(planned, warn);
  explainRest(plans, found.report.unresolved, [...missingRules.values()], flags.verbose === true, warn);
  if (failed) return 2;
  if (flags.check !== true || pending.length === 0) return 0;
  for (const { root } of pending) {
    say(`${root.source.path}: does not send all of its images through the cache`);
  }
  return 1;
}

/** What Skaffold and its like build is found by its name, which has to stay. */
function builtHere({ builtBy }: ImageUse): string | undefined {
  return builtBy === undefined ? undefined : `${builtBy} builds an image of this name`;
}

/**
 * Says what kustomize refuses and what could not be read, each kustomization with its place; `impossible` when some
 * include themselves, so that nothing can be said of what they build.
 */
function explainGraph(
  found: Scan,
  graph: KustomizeGraph,
  { root }: Workspace,
  warn: (message: string) => void,
): { readonly impossible: boolean; readonly unread: number } {
  const { skipped } = found.report;
  const unread = skipped.filter(({ file }) => isKustomizationFile(file));
  const others = skipped.filter(({ file }) => !isKustomizationFile(file));
  for (const { file, line, column, reason } of unread) {
    warn(`${placeIn(file, line, column)}: ${reason}`);
  }
  warnOfUnread({ ...found, report: { ...found.report, skipped: others } }, warn);
  explainPlaces(graph, root, new Set(unread.map(({ file }) => file)), warn);
  for (const { code, file, line, column, message } of graph.problems) {
    const text = `${placeIn(file, line, column)}: ${message}`;
    if (code === 'cycle') say(`error: ${text}`);
    else warn(text);
  }
  return { impossible: graph.problems.some(({ code }) => code === 'cycle'), unread: unread.length };
}

function placeIn(file: string, line: number | undefined, column: number | undefined): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** What is not renamed in a kustomization because those that include it count on the name. */
function explainKept(planned: readonly RootPlan<ImageUse>[], warn: (message: string) => void): void {
  for (const { root, kept } of planned) {
    for (const { name, by } of kept) {
      warn(`${root.source.path}: ${name} keeps its name here: entries of ${by} look for it`);
    }
  }
}

/** What the block cannot do: images it does not reach, and rules that have to be created first. */
function explainRest(
  plans: readonly { readonly plan: KustomizeImagesPlan<ImageUse> }[],
  unresolved: readonly UnresolvedUse[],
  missingRules: readonly CacheRule[],
  verbose: boolean,
  warn: (message: string) => void,
): void {
  explainUnreached(
    plans.map(({ plan }) => plan),
    verbose,
    warn,
  );
  explainWritten(unresolved, warn);
  if (missingRules.length > 0) {
    const names = missingRules.map(({ name }) => name).sort();
    warn(
      `create these cache rules before deploying (\`pullthrough rules\` prints the script), or use --existing-rules: ${names.join(', ')}`,
    );
  }
}
