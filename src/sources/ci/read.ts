import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext, Extraction } from '../source.ts';
import { readManifest, unmasked, withoutFiller } from '../templated.ts';
import { imagesOfReading, type Reading, readingOf } from './report.ts';
import { fieldAt, type Spot, spotOfRoot } from './spot.ts';

/**
 * Reads the documents of a file with `read`, which says of each whether it is one of its kind. Undefined when none is; a
 * Kubernetes object never is.
 */
export function readDocuments(
  source: SourceText,
  read: (root: Spot, reading: Reading) => boolean,
  context?: ExtractContext,
): Extraction | undefined {
  const { stream, masked, text } = readManifest(source, false);
  const reading = readingOf({ ...source, text }, context);
  let known = 0;
  for (const { root } of stream.documents) {
    if (root === undefined) continue;
    const spot = spotOfRoot(root);
    if (spot.node.kind !== 'map') continue;
    if (fieldAt(spot, 'apiVersion') !== undefined && fieldAt(spot, 'kind') !== undefined) continue;
    if (read(spot, reading)) known++;
  }
  if (known === 0) return undefined;
  const images = imagesOfReading(reading);
  return {
    found: masked ? images.map((image) => unmasked(image, source)) : images,
    ...(reading.answered.length === 0 ? {} : { answered: reading.answered }),
    problems: stream.problems.map(({ span, message }) => ({ span, message: withoutFiller(message) })),
  };
}
