import {
  type Kustomization,
  type KustomizeGraph,
  type PlacedImage,
  planningOrder,
} from '../../kustomize/index.ts';
import { err, type Result } from '../../result.ts';
import { withPlans } from './graph-after.ts';
import { lostNames } from './lost-names.ts';
import type { KeptName, KustomizeImagesError, KustomizeImagesPlan, KustomizeImagesRequest } from './types.ts';

export interface RootsRequest<T extends PlacedImage>
  extends Omit<KustomizeImagesRequest<T>, 'root' | 'keep' | 'hazards'> {
  /** The kustomizations that may get entries. */
  readonly roots: readonly Kustomization[];
}

/** What is to become of one kustomization. */
export interface RootPlan<T extends PlacedImage> {
  readonly root: Kustomization;
  readonly plan: Result<KustomizeImagesPlan<T>, KustomizeImagesError>;
  /** What is not renamed here because others count on the name. */
  readonly kept: readonly KeptName[];
}

type PlanOne<T extends PlacedImage> = (request: KustomizeImagesRequest<T>) => RootPlan<T>['plan'];

/**
 * Plans for several kustomizations, of which some may include others: innermost first, each on what those before leave of
 * the images. A rename in a kustomization that others include must take nothing from their entries: a name that they look
 * for, and that would no longer come to them, is kept.
 */
export function planRoots<T extends PlacedImage>(
  { roots, ...request }: RootsRequest<T>,
  planOne: PlanOne<T>,
): readonly RootPlan<T>[] {
  const planned = new Map<string, RootPlan<T>>();
  let { graph } = request;
  for (const group of planningOrder(graph, roots)) {
    const directories = group.map(({ directory }) => directory);
    const { plans, after } = planGroup({ ...request, graph }, directories, planOne);
    for (const plan of plans) planned.set(plan.root.directory, plan);
    graph = after;
  }
  return roots.flatMap(({ directory }) => planned.get(directory) ?? []);
}

interface GroupPlan<T extends PlacedImage> {
  readonly plans: readonly RootPlan<T>[];
  /** With the edits of the plans. */
  readonly after: KustomizeGraph;
}

function planGroup<T extends PlacedImage>(
  request: Omit<RootsRequest<T>, 'roots'>,
  directories: readonly string[],
  planOne: PlanOne<T>,
): GroupPlan<T> {
  const { graph } = request;
  const kept = new Map<string, KeptName[]>();
  // Every round keeps at least one name more.
  for (;;) {
    const plans = directories.flatMap((directory): readonly RootPlan<T>[] => {
      const root = graph.byDirectory.get(directory);
      if (root === undefined) return [];
      const names = kept.get(directory) ?? [];
      const keep = new Set(names.map(({ name }) => name));
      return [{ root, plan: planOne({ ...request, root, keep }), kept: names }];
    });
    const changes = plans.flatMap(({ root, plan }) =>
      plan.ok && plan.value.edits.length > 0 ? [{ root, plan: plan.value }] : [],
    );
    if (changes.length === 0) return { plans, after: graph };
    const after = withPlans(graph, changes);
    const changed = changes.map(({ root }) => root);
    const lost = lostNames({ ...request, changed, after });
    if (lost.length === 0) return { plans, after };
    let grown = false;
    for (const { root, name } of lost) {
      const names = kept.get(root.directory) ?? [];
      if (names.some((other) => other.name === name.name)) continue;
      kept.set(root.directory, [...names, name]);
      grown = true;
    }
    if (!grown) return { plans: plans.map(refused), after: graph };
  }
}

function refused<T extends PlacedImage>({ root, kept }: RootPlan<T>): RootPlan<T> {
  const reason = 'kustomizations that include it would build another image';
  return { root, kept, plan: err({ code: 'conflict', reason }) };
}
