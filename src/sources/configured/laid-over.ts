import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { type FileImages, judgeImage } from '../extract.ts';
import type { ImagePlaces } from './image-field.ts';
import { type ConfiguredFields, configuredFields } from './index.ts';

/** The fields and names of the configuration, for texts that stand in no file: what is said of some files is not said of them. */
export function fieldsOfTexts(places: ImagePlaces | undefined): ConfiguredFields | undefined {
  if (places === undefined || places.fields.length + places.flags.length === 0) return undefined;
  return configuredFields(places, () => false);
}

/** What a source says of a text, with what the user says of the same places in the place of it. */
export function laidOver(
  images: FileImages,
  source: SourceText,
  fields: ConfiguredFields | undefined,
): FileImages {
  if (fields === undefined) return images;
  const { found, none } = fields.extract(source);
  if (found.length + none.length === 0) return images;
  const told: readonly Span[] = [...found.map(({ span }) => span), ...none];
  const isFree = ({ span }: { readonly span: Span }): boolean =>
    !told.some(({ start, end }) => start < span.end && span.start < end);
  const uses = images.uses.filter(isFree);
  const unresolved = images.unresolved.filter(isFree);
  for (const image of found) {
    const judged = judgeImage(image, source, 'configured');
    if ('reference' in judged) uses.push(judged);
    else unresolved.push(judged);
  }
  return { ...images, uses, unresolved };
}
