import { addsObjects, type KustomizeGraph } from './graph.ts';
import type { Kustomization } from './types.ts';

/**
 * Kustomizations in groups, so that every image has passed those of the groups before when it comes to one: bases before
 * what includes them, and components behind the bases of whoever includes them. The order within a group is kept.
 */
export function planningOrder(
  graph: KustomizeGraph,
  chosen: readonly Kustomization[],
): readonly (readonly Kustomization[])[] {
  const before = predecessors(graph);
  const depths = new Map<Kustomization, number>();
  const groups: Kustomization[][] = [];
  for (const kustomization of chosen) {
    const depth = depthOf(kustomization, before, depths);
    const group = groups[depth] ?? [];
    groups[depth] = group;
    group.push(kustomization);
  }
  return groups.filter((group) => group !== undefined);
}

type Predecessors = ReadonlyMap<Kustomization, ReadonlySet<Kustomization>>;

function predecessors(graph: KustomizeGraph): Predecessors {
  const before = new Map<Kustomization, Set<Kustomization>>();
  const add = (first: Kustomization, then: Kustomization): void => {
    const known = before.get(then);
    if (known === undefined) before.set(then, new Set([first]));
    else known.add(first);
  };
  for (const at of graph.byDirectory.values()) {
    const [resources, components] = childrenOf(graph, at);
    for (const [index, component] of components.entries()) {
      for (const earlier of [...resources, ...components.slice(0, index)]) add(earlier, component);
    }
    for (const child of [...resources, ...components]) add(child, at);
  }
  return before;
}

function childrenOf(
  graph: KustomizeGraph,
  { inclusions }: Kustomization,
): readonly [resources: readonly Kustomization[], components: readonly Kustomization[]] {
  const children = inclusions.filter(addsObjects).flatMap((inclusion) => {
    const { location } = inclusion;
    const child = location.kind === 'local' ? graph.byDirectory.get(location.path) : undefined;
    return child === undefined ? [] : [{ child, component: inclusion.field === 'components' }];
  });
  const those = (component: boolean): readonly Kustomization[] =>
    children.filter((one) => one.component === component).map(({ child }) => child);
  return [those(false), those(true)];
}

/** Without recursion: chains can be as long as a repository has directories. What is in a circle counts as nothing. */
function depthOf(start: Kustomization, before: Predecessors, depths: Map<Kustomization, number>): number {
  const open = new Set<Kustomization>();
  const stack = [start];
  for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
    const first = [...(before.get(at) ?? [])];
    const waiting = open.has(at) ? [] : first.filter((other) => !depths.has(other) && !open.has(other));
    open.add(at);
    if (waiting.length > 0) {
      stack.push(...waiting);
      continue;
    }
    stack.pop();
    depths.set(at, 1 + Math.max(-1, ...first.map((other) => depths.get(other) ?? -1)));
  }
  return depths.get(start) ?? 0;
}
