import { formatReference, withDefaultTag } from '../image/index.ts';
import type { ImageUse } from './image-use.ts';

/** The normalised reference as reports name it: `latest` is written out where neither a tag nor a digest stands. */
export function imageName({
  reference,
  inheritsTag,
  openTag = '',
}: Pick<ImageUse, 'reference' | 'inheritsTag' | 'openTag'>): string {
  return formatReference(inheritsTag === true ? reference : withDefaultTag(reference)) + openTag;
}
