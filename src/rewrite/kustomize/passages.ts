import {
  type EffectiveImage,
  effectiveImages,
  type Kustomization,
  type KustomizeGraph,
  type PlacedImage,
  passingImages,
} from '../../kustomize/index.ts';

/** An image on its way through a kustomization. */
export interface Passage<T extends PlacedImage> {
  readonly image: T;
  readonly effective: EffectiveImage;
}

export interface Passages<T extends PlacedImage> {
  readonly byRoot: ReadonlyMap<Kustomization, readonly Passage<T>[]>;
  /** False when not all ways of the images were followed. */
  readonly complete: boolean;
}

interface Known {
  readonly images: readonly PlacedImage[];
  readonly passages: Passages<PlacedImage>;
}

const outermost = new WeakMap<KustomizeGraph, Known>();
const everywhere = new WeakMap<KustomizeGraph, Known>();

/** The images that pass each kustomization, of the outermost ones or of all. Every one is asked for with the same images. */
export function passagesOf<T extends PlacedImage>(
  graph: KustomizeGraph,
  images: readonly T[],
  outermostOnly: boolean,
): Passages<T>;
export function passagesOf(
  graph: KustomizeGraph,
  images: readonly PlacedImage[],
  outermostOnly: boolean,
): Passages<PlacedImage> {
  const memory = outermostOnly ? outermost : everywhere;
  const known = memory.get(graph);
  if (known?.images === images) return known.passages;
  const byRoot = new Map<Kustomization, Passage<PlacedImage>[]>();
  let complete = true;
  for (const image of images) {
    const followed = outermostOnly ? effectiveImages(graph, image) : passingImages(graph, image);
    complete &&= followed.complete;
    for (const effective of followed.images) {
      const passing = byRoot.get(effective.root);
      if (passing === undefined) byRoot.set(effective.root, [{ image, effective }]);
      else passing.push({ image, effective });
    }
  }
  const passages = { byRoot, complete };
  memory.set(graph, { images, passages });
  return passages;
}
