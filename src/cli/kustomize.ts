import type { CacheRule, Decision } from '../cache/index.ts';
import { decide } from '../cache/index.ts';
import { replaceText } from '../host/index.ts';
import type { ImageReference } from '../image/index.ts';
import {
  imagesHazards,
  isKustomizationFile,
  type Kustomization,
  type KustomizeGraph,
  patchHazards,
  rootsOf,
} from '../kustomize/index.ts';
import { printable } from '../report/index.ts';
import {
  formatImagesBlock,
  type KustomizeImagesPlan,
  planKustomizeImages,
} from '../rewrite/kustomize-images.ts';
import { judge, type Scan } from '../scan/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { contentOf, unifiedDiff } from '../text/index.ts';
import { CommandError, type ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { explainUnreached } from './kustomize-notes.ts';
import { explainPlaces } from './kustomize-places.ts';
import { readSource } from './read-source.ts';
import { say } from './say.ts';
import { standardInput } from './standard-input.ts';
import { kustomizeGraph, openWorkspace, scanWorkspace, type Workspace, warnOfUnread } from './workspace.ts';

export interface KustomizeFlags extends RepositoryFlags {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly write?: boolean;
  /** Leave out images whose rule does not exist yet. */
  readonly existingRules?: boolean;
  /** Install the plugin instead; `true`: where kustomize looks for plugins. */
  readonly installPlugin?: string | true;
  /** Name every image that is not redirected. */
  readonly verbose?: boolean;
}

/** What is to become of one root kustomization. */
interface RootPlan {
  readonly root: Kustomization;
  readonly plan: KustomizeImagesPlan<ImageUse>;
}

/**
 * `pullthrough kustomize [PATH...]`: the `images:` entries that send every image of each outermost kustomization through
 * the cache; printed, or with `--diff`, `--check`, `--write`.
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
  const workspace = await openWorkspace(paths, flags, warn);
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
  const { planned } = judge({ uses: found.report.uses, registry, policy, graph });
  const rules = flags.existingRules === true ? registry : planned;
  const hazards = hazardousFiles(graph, workspace);
  const missingRules = new Map<string, CacheRule>();
  const existing = new Set(registry.rules);
  const decideNew = (reference: ImageReference): Decision => {
    const decision = decide(reference, rules, policy);
    if (decision.status === 'covered' && !existing.has(decision.rule)) {
      missingRules.set(decision.rule.name, decision.rule);
    }
    return decision;
  };

  const plans: RootPlan[] = [];
  let failed = impossible;
  for (const root of graph.roots) {
    const plan = planKustomizeImages({
      graph,
      root,
      images: found.report.uses,
      decide: decideNew,
      hazards: hazards.filter((file) => rootsOf(graph, file).includes(root)),
    });
    if (plan.ok) plans.push({ root, plan: plan.value });
    else {
      failed = true;
      say(`error: ${root.source.path}: ${plan.error.reason}; the file is left as it is`);
    }
  }
  const pending = plans.filter(({ plan }) => plan.edits.length > 0);
  if (flags.diff === true) printDiff(pending);
  if (flags.write === true) failed = write(pending, workspace) || failed;
  if (flags.diff !== true && flags.write !== true && flags.check !== true) printBlocks(pending);
  explainRest(plans, [...missingRules.values()], flags.verbose === true, warn);
  if (failed) return 2;
  if (flags.check !== true || pending.length === 0) return 0;
  for (const { root } of pending) {
    say(`${root.source.path}: does not send all of its images through the cache`);
  }
  return 1;
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

function printBlocks(plans: readonly RootPlan[]): void {
  for (const { root, plan } of plans) {
    process.stdout.write(`# ${printable(root.source.path)}\n${formatImagesBlock(plan.changes)}\n`);
  }
}

function printDiff(plans: readonly RootPlan[]): void {
  for (const { root, plan } of plans) {
    process.stdout.write(unifiedDiff(root.source.path, root.source.text, plan.text));
  }
}

/** Writes what is pending; true when a file could not be written. */
function write(plans: readonly RootPlan[], { root: directory }: Workspace): boolean {
  let failed = false;
  for (const { root, plan } of plans) {
    const read = readSource(directory, root.source.path);
    const before = contentOf(root.source, root.source.text);
    const written =
      read === undefined
        ? undefined
        : replaceText({
            path: read.absolute,
            before,
            after: contentOf(root.source, plan.text),
            encoding: read.content.encoding,
          });
    if (written?.ok === true) say(`${root.source.path}: written`);
    else {
      failed = true;
      const reason = written === undefined ? 'can no longer be read' : written.error.message;
      say(`error: ${root.source.path}: ${reason}; it is left as it is`);
    }
  }
  return failed;
}

/** What the block cannot do: images it does not reach, and rules that have to be created first. */
function explainRest(
  plans: readonly RootPlan[],
  missingRules: readonly CacheRule[],
  verbose: boolean,
  warn: (message: string) => void,
): void {
  explainUnreached(
    plans.map(({ plan }) => plan),
    verbose,
    warn,
  );
  if (missingRules.length > 0) {
    const names = missingRules.map(({ name }) => name).sort();
    warn(
      `create these cache rules before deploying (\`pullthrough rules\` prints the script), or use --existing-rules: ${names.join(', ')}`,
    );
  }
}

/** The files with something that makes kustomize fail as soon as there is an `images:` entry: manifests, and patches in kustomizations. */
function hazardousFiles(graph: KustomizeGraph, { root }: Workspace): readonly string[] {
  const manifests = [...graph.files.keys()].filter((file) => {
    const read = readSource(root, file);
    return read !== undefined && imagesHazards(read.source).length > 0;
  });
  const patched = [...graph.byDirectory.values()].filter((at) => patchHazards(at).length > 0);
  return [...manifests, ...patched.map(({ source }) => source.path)];
}
