/**
 * A fully normalised image reference, as `github.com/distribution/reference` normalises it:
 * `nginx` is `{ registry: 'docker.io', repository: 'library/nginx' }`. A tag and a digest may both stand;
 * where neither stands both are undefined (`latest` is written out only by `withDefaultTag`).
 */
export interface ImageReference {
  /** Host with an optional port: `docker.io`, `localhost:5000`, `[::1]:5000`. */
  readonly registry: string;
  /** The path below the registry: `library/nginx`. */
  readonly repository: string;
  readonly tag?: string;
  /** `algorithm:hex`, for example `sha256:…`. */
  readonly digest?: string;
}

/** A half-open range of the parsed text, in UTF-16 code units. */
export interface PartSpan {
  readonly start: number;
  readonly end: number;
}

/** Where the pieces of a reference stand in the text it was parsed from; separators (`/`, `:`, `@`) are outside. */
export interface ReferenceParts {
  /** Absent when the text names no registry (`nginx`, `library/nginx`). */
  readonly registry?: PartSpan;
  readonly repository: PartSpan;
  readonly tag?: PartSpan;
  readonly digest?: PartSpan;
}

export interface ParsedReference {
  readonly reference: ImageReference;
  readonly parts: ReferenceParts;
}

export type ReferenceErrorCode =
  | 'empty'
  | 'invalid-format'
  | 'uppercase-repository'
  | 'invalid-registry'
  | 'invalid-tag'
  | 'repository-too-long'
  | 'invalid-digest'
  | 'unsupported-digest'
  | 'digest-length'
  | 'identifier';

export interface ImageReferenceError {
  readonly code: ReferenceErrorCode;
  /** Offset of the first character that cannot stand there; the text's length where something is missing at its end. */
  readonly position: number;
  /** One sentence: what is wrong and why, without the reference itself. */
  readonly reason: string;
}
