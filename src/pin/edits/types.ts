import type { ImageReference } from '../../image/index.ts';
import type { Kustomization } from '../../kustomize/index.ts';
import type { Images, LeftUse } from '../../rewrite/in-place.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { Edit, SourceText } from '../../text/index.ts';

/** An edit of a file. */
export interface PlacedEdit extends Edit {
  readonly file: string;
}

export interface PinEditsRequest {
  /** What the sources say of all texts. */
  readonly before: Images;
  readonly textOf: (file: string) => SourceText | undefined;
  /** The whole references that uses are to name. */
  readonly wanted: ReadonlyMap<ImageUse, ImageReference>;
  readonly kustomizationOf: (file: string) => Kustomization | undefined;
}

export interface PinEdits {
  /** Proven; by file. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly changed: ReadonlySet<ImageUse>;
  readonly left: readonly LeftUse[];
}
