import type { ImageReference } from '../image/index.ts';
import type { ImageUse } from '../sources/image-use.ts';

/** What a tag names. */
export interface TagAnswer {
  readonly digest: string;
  readonly mediaType: string;
  /** Of an index, where it was fetched: sorted, attestations left out. */
  readonly platforms?: readonly string[];
}

/**
 * Why a use is left without a digest:
 * - `uncertain`: the text may be something else than an image.
 * - `chart`: it is a chart, whose version takes no digest.
 * - `varies`: kustomizations make different images of it.
 * - `suffix`: a `tagSuffix` drops every digest.
 * - `no-rule`: the cache is to be asked, and no rule serves the image.
 * - `dangling`: it points into the team's registry where no rule serves it.
 */
export type LeftCode = 'uncertain' | 'chart' | 'varies' | 'suffix' | 'no-rule' | 'dangling';

export interface Left {
  readonly use: ImageUse;
  readonly code: LeftCode;
  /** One sentence, lower case, without the use itself. */
  readonly reason: string;
}

/** A use whose tag can be asked for. */
export interface PinSubject {
  readonly use: ImageUse;
  /** The image that is pulled in the end, where it comes from, with its tag and without a digest: what the lock records. */
  readonly image: ImageReference;
  /** The same as the registry that is asked names it. */
  readonly asked: ImageReference;
  /** What the use is pinned to already. */
  readonly digest?: string;
}
