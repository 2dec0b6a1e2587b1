import { addedSpecs, componentEntries } from './below.ts';
import { addsObjects, type KustomizeGraph, type Link } from './graph.ts';
import { applyImages } from './imagetag.ts';
import { directoryOf } from './paths.ts';
import { type ImagesReach, imagesAccess } from './reach.ts';
import type { Kustomization } from './types.ts';

/** An image at one place of one file, as `ImageUse` names it. */
export interface PlacedImage {
  readonly file: string;
  /** The reference as written. */
  readonly value: string;
  readonly path: string;
  readonly object?: { readonly apiVersion?: string; readonly kind?: string };
}

/** What building one root makes of an image. */
export interface EffectiveImage {
  readonly root: Kustomization;
  /** As the root's own `images` find it: after its bases and components. */
  readonly before: string;
  /** How many of the root's own entries are past when `before` comes up; above 0 for an image that an entry itself holds. */
  readonly past: number;
  /** How the root's `images` treat the place. */
  readonly reach: ImagesReach;
  readonly passes: number;
  readonly after: string;
}

export interface EffectiveImages {
  /** One per root and distinct value; empty when no kustomization takes in the file, which is then applied as it stands. */
  readonly images: readonly EffectiveImage[];
  /** False when there are more ways to the roots than are followed. */
  readonly complete: boolean;
}

/** Real repositories have a handful of ways from a file to its roots. */
const MOST_STEPS = 5_000;

/**
 * What every root kustomization that takes in the file makes of an image, through the `images` of every kustomization on
 * the way, innermost first. In each: components in their order, then its own entries (api/internal/target,
 * accumulateTarget); images that `patches` bring in come after the components. Image volumes are followed as kustomize
 * 5.7 and later treat them.
 *
 * For an entry of a kustomization's own `images` (path `images[0].newName`) the entries behind it are followed.
 */
export function effectiveImages(graph: KustomizeGraph, image: PlacedImage): EffectiveImages {
  const known = imagesOfGraph.get(graph) ?? new WeakMap<PlacedImage, EffectiveImages>();
  imagesOfGraph.set(graph, known);
  const before = known.get(image);
  if (before !== undefined) return before;
  const effective = follow(graph, image);
  known.set(image, effective);
  return effective;
}

/** Every root asks for the same images. */
const imagesOfGraph = new WeakMap<KustomizeGraph, WeakMap<PlacedImage, EffectiveImages>>();

function follow(graph: KustomizeGraph, image: PlacedImage): EffectiveImages {
  const own = ownEntry(graph, image);
  const flow: Flow = {
    graph,
    image,
    isEntry: own !== undefined,
    found: [],
    pending: [],
    seen: new Set(),
    complete: true,
  };
  begin(flow, own);
  let steps = 0;
  for (let state = flow.pending.pop(); state !== undefined; state = flow.pending.pop()) {
    if (++steps > MOST_STEPS) return { images: flow.found, complete: false };
    proceed(flow, state);
  }
  return { images: flow.found, complete: flow.complete };
}

/** An image about to meet the entries of `at`. */
interface State {
  readonly at: Kustomization;
  readonly before: string;
  readonly past: number;
}

interface Flow {
  readonly graph: KustomizeGraph;
  readonly image: PlacedImage;
  /** Whether it stands in an entry of a kustomization's own. */
  readonly isEntry: boolean;
  readonly found: EffectiveImage[];
  readonly pending: State[];
  readonly seen: Set<string>;
  complete: boolean;
}

function begin(flow: Flow, own: State | undefined): void {
  const { graph, image } = flow;
  if (own !== undefined) visit(flow, own);
  for (const { from, as } of graph.files.get(image.file) ?? []) {
    const before = as === 'patch' ? image.value : throughComponents(flow, from, 0, image.value);
    visit(flow, { at: from, before, past: 0 });
  }
}

/** An image that stands in an entry: a new name is past that entry, a name with a new tag still meets it. */
function ownEntry(graph: KustomizeGraph, { file, path, value }: PlacedImage): State | undefined {
  const at = graph.byDirectory.get(directoryOf(file));
  if (at?.source.path !== file) return undefined;
  const place = at.images.findIndex((candidate) => path.startsWith(`${candidate.path}.`));
  if (place === -1) return undefined;
  return { at, before: value, past: path.endsWith('.newName') ? place + 1 : place };
}

function visit(flow: Flow, state: State): void {
  const key = `${state.at.directory}\0${state.past}\0${state.before}`;
  if (flow.seen.has(key)) return;
  flow.seen.add(key);
  flow.pending.push(state);
}

function proceed(flow: Flow, { at, before, past }: State): void {
  const { reach, passes } = access(flow, at);
  const entries = at.images.slice(past).map(({ entry }) => entry);
  const after = applyImages(entries, before, passes);
  const links = flow.graph.includedBy.get(at.directory) ?? [];
  if (links.length === 0) flow.found.push({ root: at, before, past, reach, passes, after });
  for (const link of links) {
    if (!addsObjects(link.inclusion)) continue;
    visit(flow, { at: link.from, before: throughComponents(flow, link.from, behind(link), after), past: 0 });
  }
}

/** The components that an object still has to pass: all for a resource, those behind it for a component's. */
function behind({ from, inclusion }: Link): number {
  if (inclusion.field !== 'components') return 0;
  return from.inclusions.filter(({ field }) => field === 'components').indexOf(inclusion) + 1;
}

function throughComponents(flow: Flow, of: Kustomization, from: number, image: string): string {
  const { passes } = access(flow, of);
  if (passes === 0) return image;
  const { entries, complete } = componentEntries(flow.graph, of, from);
  if (!complete) flow.complete = false;
  return applyImages(entries, image, passes);
}

/** How `images` of a kustomization treat the place, with what configurations of it and of all below it add. */
function access(flow: Flow, at: Kustomization): { readonly reach: ImagesReach; readonly passes: number } {
  if (flow.isEntry) return { reach: 'always', passes: 2 };
  return imagesAccess(flow.image, addedSpecs(flow.graph, at));
}

/** The roots that take in a file, each once. */
export function rootsOf(graph: KustomizeGraph, file: string): readonly Kustomization[] {
  const above = new Set<Kustomization>();
  for (const { from } of graph.files.get(file) ?? []) above.add(from);
  for (const at of above) {
    for (const link of graph.includedBy.get(at.directory) ?? []) {
      if (addsObjects(link.inclusion)) above.add(link.from);
    }
  }
  return graph.roots.filter((root) => above.has(root));
}
