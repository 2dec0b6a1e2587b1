import { addsObjects, configurationFiles, type KustomizeGraph } from './graph.ts';
import type { ImageEntry } from './imagetag.ts';
import type { FieldSpec } from './reach.ts';
import type { Kustomization } from './types.ts';

/** Components can name each other many times over; more than these are not followed. */
const MOST_COMPONENTS = 5_000;

export interface ComponentEntries {
  readonly steps: readonly { readonly component: Kustomization; readonly entries: readonly ImageEntry[] }[];
  readonly complete: boolean;
}

/** The entries of the components of a kustomization and of theirs, in the order in which they are applied. */
export function componentEntries(graph: KustomizeGraph, of: Kustomization, from: number): ComponentEntries {
  const applied: ComponentEntries['steps'][number][] = [];
  const open = new Set<string>();
  let steps = 0;
  const collect = (parent: Kustomization, first: number): void => {
    if (open.has(parent.directory) || ++steps > MOST_COMPONENTS) return;
    open.add(parent.directory);
    for (const { location } of parent.inclusions.filter(({ field }) => field === 'components').slice(first)) {
      const component = location.kind === 'local' ? graph.byDirectory.get(location.path) : undefined;
      if (component === undefined) continue;
      collect(component, 0);
      applied.push({ component, entries: component.images.map(({ entry }) => entry) });
    }
    open.delete(parent.directory);
  };
  collect(of, from);
  return { steps: applied, complete: steps <= MOST_COMPONENTS };
}

const specsOfGraph = new WeakMap<KustomizeGraph, Map<string, readonly FieldSpec[]>>();

/** What the configurations of a kustomization, of its bases and of its components add to the fields that `images` reach. */
export function addedSpecs(graph: KustomizeGraph, at: Kustomization): readonly FieldSpec[] {
  if (graph.fieldSpecs.size === 0) return [];
  const known = specsOfGraph.get(graph) ?? new Map<string, readonly FieldSpec[]>();
  specsOfGraph.set(graph, known);
  const before = known.get(at.directory);
  if (before !== undefined) return before;
  const below = new Set([at]);
  for (const kustomization of below) {
    for (const inclusion of kustomization.inclusions) {
      const { location } = inclusion;
      const child = location.kind === 'local' ? graph.byDirectory.get(location.path) : undefined;
      if (child !== undefined && addsObjects(inclusion)) below.add(child);
    }
  }
  const files = [...below].flatMap(configurationFiles);
  const specs = files.flatMap((file) => graph.fieldSpecs.get(file) ?? []);
  known.set(at.directory, specs);
  return specs;
}
