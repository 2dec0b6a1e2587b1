import type { Decision } from '../cache/index.ts';
import type { Exploration, Rendering } from '../helm/reach/explore.ts';
import { UNKNOWN } from '../helm/values/unknown.ts';
import { keyText } from '../helm/values/value-key.ts';
import { type ImageReference, normalizeReference, repositoryName } from '../image/index.ts';
import { imagesIn, type RenderedImage } from '../sources/helm/rendered-images.ts';
import { nameOf } from './name-parts.ts';
import type { NamePart } from './types.ts';

/** Decides what becomes of each of a chart's images, once all of them are known. */
export type DecideAll = (
  references: readonly ImageReference[],
) => (reference: ImageReference) => Decision | undefined;

/** An image as one rendering has it, and what is to become of it. */
export interface SeenImage {
  readonly image: RenderedImage;
  /** The same for images that are made of the same parts. */
  readonly id: string;
  readonly name: string;
  readonly parts: readonly NamePart[];
  /**
   * - `wanted`: it is to have the name `target`. - `stays`: as it is. - `free`: it pulls nothing, or may be no image: it follows what the values
   * do for others.
   */
  readonly fate: 'wanted' | 'stays' | 'free';
  readonly target: string;
  readonly decision: Decision | undefined;
}

/** All images of one rendering. */
export interface Look {
  readonly rendering: Rendering;
  readonly images: readonly SeenImage[];
}

export function lookAt(exploration: Exploration, decideAll: DecideAll): readonly Look[] {
  const renderings = [...exploration.given, ...exploration.worlds];
  const found = renderings.map((rendering) => imagesIn(rendering, exploration).images);
  const references = found.flat().flatMap((image) => (isPull(image) ? (referenceOf(image) ?? []) : []));
  const decide = decideAll(references);
  return renderings.map((rendering, index) => ({
    rendering,
    images: (found[index] ?? []).map((image) => seen(image, decide)),
  }));
}

function isPull({ found }: RenderedImage): boolean {
  return (found.purpose === 'pull' || found.purpose === 'build') && found.unresolved === undefined;
}

function referenceOf({ found }: RenderedImage): ImageReference | undefined {
  if (found.value.includes(UNKNOWN)) return undefined;
  const parsed = normalizeReference(found.value);
  return parsed.ok ? parsed.value.reference : undefined;
}

function seen(image: RenderedImage, decide: (reference: ImageReference) => Decision | undefined): SeenImage {
  const { name, parts } = nameOf(image) ?? { name: image.found.value, parts: [] };
  const reference = referenceOf(image);
  const isSure = isPull(image) && image.found.confidence !== 'possible';
  const decision = reference === undefined || !isPull(image) ? undefined : decide(reference);
  const cached = isSure && decision?.status === 'covered' ? repositoryName(decision.cached) : undefined;
  const isUnknown = image.found.value.includes(UNKNOWN) || image.found.unresolved !== undefined;
  return {
    image,
    id: JSON.stringify([
      parts.map(({ text, key, tail }) => [text, key === undefined ? '' : keyText(key), tail]),
      cached,
    ]),
    name,
    parts,
    fate: cached !== undefined ? 'wanted' : isSure && !isUnknown ? 'stays' : 'free',
    target: cached ?? name,
    decision,
  };
}
