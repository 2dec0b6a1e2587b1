import type { ImageReference } from '../../image/index.ts';
import type { Kustomization } from '../../kustomize/index.ts';
import type { Images, InPlaceRequest, LeftUse } from '../../rewrite/in-place.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { Edit } from '../../text/index.ts';
import type { ReaderTexts } from './tag-readers.ts';

/** An edit of a file. */
export interface PlacedEdit extends Edit {
  readonly file: string;
}

export interface PinEditsRequest extends ReaderTexts, Pick<InPlaceRequest, 'near' | 'otherReader'> {
  /** What the sources say of all texts. */
  readonly before: Images;
  /** The whole references that uses are to name. */
  readonly wanted: ReadonlyMap<ImageUse, ImageReference>;
  readonly kustomizationOf: (file: string) => Kustomization | undefined;
  /** Put digests into tags that something else may read, too. */
  readonly unsafe?: boolean;
}

export interface PinEdits {
  /** Proven; by file. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly changed: ReadonlySet<ImageUse>;
  readonly left: readonly LeftUse[];
}
