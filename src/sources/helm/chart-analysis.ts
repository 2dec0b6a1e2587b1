import type { Span } from '../../text/index.ts';
import type { Confidence, ObjectIdentity, PieceRole, Purpose, Reach, UnresolvedCode } from '../image-use.ts';

/** What a chart makes somebody pull, with the values that it is given. */
export interface ChartAnalysis {
  /** In the order of the chart's files; each place and image once. */
  readonly images: readonly ChartImage[];
  /** Images that hang on values which only the user has, and subcharts that are not there. */
  readonly unresolved: readonly ChartUnresolved[];
  /** What kept a part of the chart from being read; the other parts were. */
  readonly problems: readonly ChartProblem[];
  /** Helm would render nothing of the chart: the images are those that its values name. */
  readonly unrendered?: true;
}

/** A stretch of text in one of the chart's files; of a file in an archive the archive's path and, behind `!`, the path within. */
export interface ChartPlace {
  readonly file: string;
  readonly span: Span;
}

/** A stretch of text that an image is composed of. */
export interface ChartPiece extends ChartPlace {
  readonly role: PieceRole;
  /** As it stands in the image. */
  readonly value: string;
  /** The values key to set, from the top chart's values on: `redis.image.tag`; undefined for what no value changes. */
  readonly key?: string;
}

/** What images that are known and those that are not have in common. */
interface ChartUse extends ChartPlace {
  /** The reference as a manifest has it, as far as it is known. */
  readonly value: string;
  /** Field path in the manifest, `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly object?: ObjectIdentity;
  readonly purpose: Purpose;
  readonly confidence: Confidence;
  readonly reach: Reach;
  /** The condition in the chart's words: `metrics.enabled and not global.x`. */
  readonly when?: string;
  /** The values keys that the reference is made of, in its order. */
  readonly origin: readonly string[];
}

export interface ChartImage extends ChartUse {
  /** Registry, repository, tag and digest, or the whole; empty where the image is made by a function that hides its source. */
  readonly pieces: readonly ChartPiece[];
  /** The kind of hook that the object is (`test`, `pre-install`), if it is one. */
  readonly hooks: readonly string[];
}

export interface ChartUnresolved extends ChartUse {
  /** One sentence, lower case: `depends on the user's values at sidecars`. */
  readonly reason: string;
  readonly code: UnresolvedCode;
}

export interface ChartProblem extends ChartPlace {
  readonly message: string;
}
