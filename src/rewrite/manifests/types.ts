import type { ImageReference } from '../../image/index.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import type { LeftUse } from '../in-place.ts';

/** A use that names the cache now. */
export interface RewrittenUse {
  /** As it stood before: spans and positions are those of the old text. */
  readonly use: ImageUse;
  /** What it names now; tag and digest are those of the use. */
  readonly cached: ImageReference;
}

export interface ManifestRewrite {
  /** The text after the edits, without the byte order mark; the text itself when nothing is rewritten. */
  readonly text: string;
  readonly rewritten: readonly RewrittenUse[];
  /** Every use of the text before the edits, in its order. */
  readonly uses: readonly ImageUse[];
  /** Uses that a cache rule covers and that still pull past the cache. */
  readonly left: readonly LeftUse[];
  /** Images that cannot be told from the text: nothing was decided about them. */
  readonly unresolved: readonly UnresolvedUse[];
}

export interface ManifestRewriteError {
  /** `unreadable`: the text cannot be read whole, so that images in it may have been missed. */
  readonly code: 'unreadable';
  readonly reason: string;
  /** 1-based; where in the text, as far as that can be said. */
  readonly line?: number;
  readonly column?: number;
}
