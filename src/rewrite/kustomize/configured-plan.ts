import type { Result } from '../../result.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import { applyEdits, type SourceText } from '../../text/index.ts';
import { chooseSpecs } from './choose-specs.ts';
import { withTexts } from './graph-after.ts';
import { passagesOf } from './passages.ts';
import type {
  ConfigurationFile,
  KustomizeImagesError,
  KustomizeImagesPlan,
  KustomizeImagesRequest,
} from './types.ts';
import {
  configurationEdits,
  configurationPath,
  configurationWith,
  usesOwnConfiguration,
} from './write-specs.ts';

export interface ConfigurationTexts {
  /** The manifests and patches that the kustomization builds. */
  readonly manifests: readonly SourceText[];
  /** What stands beside the kustomization under the name of a configuration file of ours. */
  readonly beside: SourceText | undefined;
}

type Plan<T extends ImageUse> = KustomizeImagesPlan<T>;
type PlanOne<T extends ImageUse> = (
  request: KustomizeImagesRequest<T>,
) => Result<Plan<T>, KustomizeImagesError>;

/**
 * A plan that has kustomize look into fields that it passes over, where a field specification can name them: in a
 * configuration file beside the kustomization. Undefined where that gains nothing, or cannot be done.
 */
export function configuredPlan<T extends ImageUse>(
  request: KustomizeImagesRequest<T>,
  plain: Plan<T>,
  { manifests, beside }: ConfigurationTexts,
  planOne: PlanOne<T>,
): Plan<T> | undefined {
  const { graph, root } = request;
  const own = usesOwnConfiguration(root);
  // A file of somebody else's under this name is left alone.
  if (own !== (beside !== undefined)) return undefined;
  const entries = [...root.images.map(({ entry }) => entry), ...plain.changes];
  const specs = chooseSpecs({ unreachable: plain.unreachable, entries, manifests });
  const after = specs.length === 0 ? undefined : configurationWith(beside, specs);
  const edits = configurationEdits(root);
  const text = edits.ok ? applyEdits(root.source, edits.value) : edits;
  if (after === undefined || !text.ok) return undefined;
  const file: ConfigurationFile = { path: configurationPath(root), before: beside?.text, after };
  const configured = withTexts(graph, new Map([[root.source.path, text.value]]), [file]);
  const newRoot = configured.byDirectory.get(root.directory);
  if (newRoot === undefined || newRoot.problems.length > root.problems.length) return undefined;
  // The others would be followed through the new graph for nothing.
  const passages = passagesOf(graph, request.images, graph.roots.includes(root)).byRoot.get(root) ?? [];
  const images = [...new Set(passages.map(({ image }) => image))];
  const plan = planOne({ ...request, graph: configured, root: newRoot, images });
  if (!plan.ok || plan.value.unreachable.length >= plain.unreachable.length) return undefined;
  return { ...plan.value, configuration: file, edits: [replacement(root.source.text, plan.value.text)] };
}

/** One edit for all: the text between what both have in common. */
function replacement(before: string, after: string): Plan<ImageUse>['edits'][number] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return {
    span: { start, end: before.length - tail },
    replacement: after.slice(start, after.length - tail),
  };
}
