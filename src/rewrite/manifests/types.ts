import type { ImageReference } from '../../image/index.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';

/** A use that names the cache now. */
export interface RewrittenUse {
  /** As it stood before: spans and positions are those of the old text. */
  readonly use: ImageUse;
  /** What it names now; tag and digest are those of the use. */
  readonly cached: ImageReference;
}

/**
 * `uncertain`: the text may be something else than an image; `shape`: written in a way that splicing cannot change exactly;
 * `shared`: a text of it also stands for something that is not to change.
 */
export type LeftCode = 'uncertain' | 'shape' | 'shared';

/** Why a use is not rewritten. */
export interface Refusal {
  readonly code: LeftCode;
  /** One sentence, lower case, without the use itself. */
  readonly reason: string;
}

/** A use that a cache rule covers and that still pulls past the cache. */
export interface LeftUse extends Refusal {
  readonly use: ImageUse;
}

export interface ManifestRewrite {
  /** The text after the edits, without the byte order mark; the text itself when nothing is rewritten. */
  readonly text: string;
  readonly rewritten: readonly RewrittenUse[];
  /** Every use of the text before the edits, in its order. */
  readonly uses: readonly ImageUse[];
  readonly left: readonly LeftUse[];
  /** Images that cannot be told from the text: nothing was decided about them. */
  readonly unresolved: readonly UnresolvedUse[];
}

export interface ManifestRewriteError {
  /**
   * `unreadable`: the text cannot be read whole, so that images in it may have been missed; `unproven`: the edited text,
   * read again, does not say what it should.
   */
  readonly code: 'unreadable' | 'unproven';
  readonly reason: string;
  /** 1-based; where in the text, as far as that can be said. */
  readonly line?: number;
  readonly column?: number;
}
