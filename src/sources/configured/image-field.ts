import type { Purpose } from '../image-use.ts';

/**
 * A field that the user names as one that holds an image, as kustomize's fieldSpecs do (`group`, `version`, `kind`, `path`)
 * and Kyverno's `imageExtractors` (`*` in paths, `value`). What is left out matches anything.
 */
export interface ImageField {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  /** A glob over paths from the root: the fields of other files are not these. */
  readonly files?: string;
  /**
   * Keys between slashes from the root of the object, or of the document where no kind is named. Lists are gone through,
   * with `[]`, `*` or nothing; `*` stands for any key as well; `\/` is a slash in a key.
   */
  readonly path: string;
  /** The key within the map at the path that holds the reference. */
  readonly value?: string;
  /** Keys beside the reference that complete it. */
  readonly registry?: string;
  readonly tag?: string;
  readonly digest?: string;
  /** What stands before the reference and does not belong to it: `docker://`. */
  readonly prefix?: string;
  /** `none`: what is found there is no image. */
  readonly purpose?: Purpose | 'none';
}

/** What the configuration says of places that hold images. */
export interface ImagePlaces {
  readonly fields: readonly ImageField[];
  /**
   * Names whose values are images: flags as they are written in `args` (`--worker-image`), variables, keys of maps.
   */
  readonly flags: readonly string[];
}
