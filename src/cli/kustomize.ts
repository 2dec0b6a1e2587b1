import type { CacheRule, Decision } from '../cache/index.ts';
import { decide } from '../cache/index.ts';
import { replaceText } from '../host/index.ts';
import { formatReference, type ImageReference } from '../image/index.ts';
import { imagesHazards, type Kustomization, type KustomizeGraph, rootsOf } from '../kustomize/index.ts';
import { printable } from '../report/index.ts';
import {
  formatImagesBlock,
  type KustomizeImagesPlan,
  planKustomizeImages,
} from '../rewrite/kustomize-images.ts';
import { judge } from '../scan/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { contentOf, unifiedDiff } from '../text/index.ts';
import { CommandError, type ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { readSource } from './read-source.ts';
import { say } from './say.ts';
import { kustomizeGraph, openWorkspace, scanWorkspace, type Workspace, warnOfUnread } from './workspace.ts';

export interface KustomizeFlags extends RepositoryFlags {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly write?: boolean;
  /** Leave out images whose rule does not exist yet. */
  readonly existingRules?: boolean;
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
  const workspace = await openWorkspace(paths, flags, warn);
  const { registry, policy } = workspace;
  if (registry.loginServer === undefined) {
    throw new CommandError(
      'no registry is configured, so there is nothing to redirect to',
      'set `registry` in pullthrough.yaml, or --registry team.azurecr.io',
    );
  }
  const found = scanWorkspace(workspace, warn);
  warnOfUnread(found, warn);
  const graph = kustomizeGraph(found, workspace);
  for (const { file, message } of graph.problems) warn(`${file}: ${message}`);
  if (graph.roots.length === 0) {
    warn('no kustomization was found');
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
  let failed = false;
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
  explainRest(plans, [...missingRules.values()], warn);
  if (failed) return 2;
  if (flags.check !== true || pending.length === 0) return 0;
  for (const { root } of pending) {
    say(`${root.source.path}: does not send all of its images through the cache`);
  }
  return 1;
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
  warn: (message: string) => void,
): void {
  const told = new Set<string>();
  for (const { image, value, reason } of plans.flatMap(({ plan }) => plan.unreachable)) {
    const message = `${image.file}:${image.line}:${image.column}: ${value} is not redirected: ${reason} (${image.path})`;
    if (!told.has(message)) warn(message);
    told.add(message);
  }
  for (const image of new Set(plans.flatMap(({ plan }) => plan.needsNewKustomize))) {
    warn(
      `${image.file}:${image.line}:${image.column}: ${formatReference(image.reference)} is an image volume; only kustomize 5.7, kubectl 1.34 and later redirect it`,
    );
  }
  if (missingRules.length > 0) {
    const names = missingRules.map(({ name }) => name).sort();
    warn(
      `create these cache rules before deploying (\`pullthrough rules\` prints the script), or use --existing-rules: ${names.join(', ')}`,
    );
  }
}

/** The manifests in which any `images:` entry would make kustomize fail. */
function hazardousFiles(graph: KustomizeGraph, { root }: Workspace): readonly string[] {
  return [...graph.files.keys()].filter((file) => {
    const read = readSource(root, file);
    return read !== undefined && imagesHazards(read.source).length > 0;
  });
}
