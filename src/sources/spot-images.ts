import type { FoundImage, Purpose } from './image-use.ts';
import { type Spot, type SpottedText, textAt, textsIn } from './spot.ts';
import { referenceAt } from './yaml-text.ts';

/** The image that a field is for; none where it is not set. */
export function imageAt(
  spot: Spot | undefined,
  key: string,
  purpose: Purpose = 'pull',
): readonly FoundImage[] {
  const text = textAt(spot, key);
  return text === undefined ? [] : [imageOf(text, purpose)];
}

/** The images that a list is for, or the one that stands in its place. */
export function imagesAt(
  spot: Spot | undefined,
  key: string,
  purpose: Purpose = 'pull',
): readonly FoundImage[] {
  return textsIn(spot, key).map((text) => imageOf(text, purpose));
}

export function imageOf({ text, path }: SpottedText, purpose: Purpose): FoundImage {
  return { ...referenceAt(text), path, purpose, confidence: 'certain', reach: 'default' };
}
