import { addedSpecs, componentEntries } from './below.ts';
import { addsObjects, type KustomizeGraph, type Link } from './graph.ts';
import { applyImages } from './imagetag.ts';
import { fieldInPatch, patchedObject } from './patched.ts';
import { directoryOf } from './paths.ts';
import { type FieldOfObject, type ImagesReach, imagesAccess } from './reach.ts';
import type { Kustomization } from './types.ts';

/** An image at one place of one file, as `ImageUse` names it. */
export interface PlacedImage {
  readonly file: string;
  /** The reference as written. */
  readonly value: string;
  readonly path: string;
  readonly object?: { readonly apiVersion?: string; readonly kind?: string };
  /** `value` is the registry and repository alone, and stands in a field of its own at the path or right below it. */
  readonly split?: boolean;
}

/** What building one kustomization makes of an image. */
export interface EffectiveImage {
  /** An outermost one; of `passingImages` every one on the way. */
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
 * For an entry of a kustomization's own `images` (path `images[0].newName`) the entries behind it are followed; an image
 * in a patch that is written into a kustomization (path `patches[0].patch.spec…`) enters there.
 */
export function effectiveImages(graph: KustomizeGraph, image: PlacedImage): EffectiveImages {
  const known = imagesOfGraph.get(graph) ?? new WeakMap<PlacedImage, EffectiveImages>();
  imagesOfGraph.set(graph, known);
  const before = known.get(image);
  if (before !== undefined) return before;
  const effective = follow(graph, image, false);
  known.set(image, effective);
  return effective;
}

/** Every root asks for the same images. */
const imagesOfGraph = new WeakMap<KustomizeGraph, WeakMap<PlacedImage, EffectiveImages>>();

/**
 * The same for every kustomization that an image passes, each as if it were the outermost one. A component meets the images
 * of those that include it: all that came in before it, other components' included, but none of their patches'.
 */
export function passingImages(graph: KustomizeGraph, image: PlacedImage): EffectiveImages {
  return follow(graph, image, true);
}

function follow(graph: KustomizeGraph, image: PlacedImage, everywhere: boolean): EffectiveImages {
  const flow: Flow = {
    graph,
    everywhere,
    found: [],
    pending: [],
    seen: new Set(),
    complete: true,
  };
  for (const state of [...ownStates(graph, image), ...fileStates(flow, image)]) visit(flow, state);
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
  /** The place of the image; undefined in an entry of a kustomization's own. */
  readonly field: FieldOfObject | undefined;
  readonly before: string;
  readonly past: number;
}

interface Flow {
  readonly graph: KustomizeGraph;
  /** Whether every kustomization on the way is told, not the outermost ones alone. */
  readonly everywhere: boolean;
  readonly found: EffectiveImage[];
  readonly pending: State[];
  readonly seen: Set<string>;
  complete: boolean;
}

/** Where an image of a manifest or of a patch file comes in. */
function fileStates(flow: Flow, { file, path, object, split = false, value }: PlacedImage): readonly State[] {
  return (flow.graph.files.get(file) ?? []).map(({ from: at, as, target }): State => {
    const known = target === undefined ? object : patchedObject(object ?? {}, target);
    const field = { path, split, ...(known === undefined ? {} : { object: known }) };
    const before = as === 'patch' ? value : throughComponents(flow, { at, field, from: 0 }, value);
    return { at, field, before, past: 0 };
  });
}

/**
 * Where an image that stands in a kustomization itself comes in. In an entry a new name is past that entry, a name with a
 * new tag still meets it; patches come after the components and before the entries.
 */
function ownStates(
  graph: KustomizeGraph,
  { file, path, object, split = false, value }: PlacedImage,
): readonly State[] {
  const at = graph.byDirectory.get(directoryOf(file));
  if (at?.source.path !== file) return [];
  const inner = fieldInPatch(path);
  if (inner !== undefined) {
    const field = { path: inner, split, ...(object === undefined ? {} : { object }) };
    return [{ at, field, before: value, past: 0 }];
  }
  const place = at.images.findIndex((candidate) => path.startsWith(`${candidate.path}.`));
  if (place === -1) return [];
  return [{ at, field: undefined, before: value, past: path.endsWith('.newName') ? place + 1 : place }];
}

function visit(flow: Flow, state: State): void {
  const { at, field, past, before } = state;
  const object = `${field?.object?.apiVersion}\0${field?.object?.kind}`;
  const key = `${at.directory}\0${past}\0${object}\0${before}`;
  if (flow.seen.has(key)) return;
  flow.seen.add(key);
  flow.pending.push(state);
}

function proceed(flow: Flow, { at, field, before, past }: State): void {
  const { reach, passes } = access(flow, at, field);
  const entries = at.images.slice(past).map(({ entry }) => entry);
  const after = applyImages(entries, before, passes);
  const links = flow.graph.includedBy.get(at.directory) ?? [];
  if (flow.everywhere || links.length === 0)
    flow.found.push({ root: at, before, past, reach, passes, after });
  for (const link of links) {
    if (!addsObjects(link.inclusion)) continue;
    const through = { at: link.from, field, from: behind(link) };
    visit(flow, { at: link.from, field, before: throughComponents(flow, through, after), past: 0 });
  }
}

/** The components that an object still has to pass: all for a resource, those behind it for a component's. */
function behind({ from, inclusion }: Link): number {
  if (inclusion.field !== 'components') return 0;
  return from.inclusions.filter(({ field }) => field === 'components').indexOf(inclusion) + 1;
}

/** What the components of a kustomization, from the one at `from` on, make of an image. */
function throughComponents(
  flow: Flow,
  { at, field, from }: Pick<State, 'at' | 'field'> & { readonly from: number },
  image: string,
): string {
  const { reach, passes } = access(flow, at, field);
  if (passes === 0 && !flow.everywhere) return image;
  const { steps, complete } = componentEntries(flow.graph, at, from);
  if (!complete) flow.complete = false;
  let current = image;
  for (const { component, entries } of steps) {
    const after = applyImages(entries, current, passes);
    if (flow.everywhere) flow.found.push({ root: component, before: current, past: 0, reach, passes, after });
    current = after;
  }
  return current;
}

/** How `images` of a kustomization treat the place, with what configurations of it and of all below it add. */
function access(
  flow: Flow,
  at: Kustomization,
  field: FieldOfObject | undefined,
): { readonly reach: ImagesReach; readonly passes: number } {
  return field === undefined
    ? { reach: 'always', passes: 2 }
    : imagesAccess(field, addedSpecs(flow.graph, at));
}
