import type { Decision } from '../../cache/types.ts';
import type { ImageReference } from '../../image/index.ts';
import type { Kustomization, KustomizeGraph, PlacedImage } from '../../kustomize/index.ts';
import type { Edit } from '../../text/index.ts';

/**
 * How the spellings of an image on Docker Hub get their entries: `each` one of its own, `pattern` one for all of them, and
 * with `auto` one for all where three or more are in use.
 */
export type Spellings = 'auto' | 'each' | 'pattern';

export interface KustomizeImagesRequest<T extends PlacedImage> {
  readonly graph: KustomizeGraph;
  /** The kustomization to write the entries into; where others include it, `keep` has to hold what they count on. */
  readonly root: Kustomization;
  /**
   * Every image that was found, whether it can be resolved and cached or not: none but the covered ones may change. Those
   * that do not pass the root are left out here.
   */
  readonly images: readonly T[];
  /** What the cache says of a reference; asked for images as they leave the root, after all existing entries. */
  readonly decide: (reference: ImageReference) => Decision;
  /** Files in which any `images:` entry makes kustomize fail (see `imagesHazards`). */
  readonly hazards?: readonly string[];
  /** `auto` unless given. */
  readonly spellings?: Spellings;
  /** Why an image keeps its name although the cache serves it: a sentence, lower case. */
  readonly refuse?: (image: T) => string | undefined;
  /** Names that are not to be renamed here, as they leave the root. */
  readonly keep?: ReadonlySet<string>;
}

/** A renaming that the kustomization gets. */
export interface EntryChange {
  /** `added`: an entry of its own at the end; `merged`: the new name joins an existing entry for this image. */
  readonly kind: 'added' | 'merged';
  /** As it is written: an expression, see `entryName`. */
  readonly name: string;
  readonly newName: string;
}

/** A name that is not renamed in a kustomization, and why. */
export interface KeptName {
  /** As it leaves the kustomization. */
  readonly name: string;
  /** The file of a kustomization that includes it, and whose entries look for the name. */
  readonly by: string;
}

/** An image that the cache serves but `images:` cannot redirect. */
export interface UnreachableImage<T extends PlacedImage> {
  readonly image: T;
  /** The reference as it leaves the root. */
  readonly value: string;
  /**
   * `field`: the transformer does not look there; `reference`: it does not match a reference written like this; `refused`:
   * it is to keep its name.
   */
  readonly code: 'field' | 'reference' | 'refused';
  readonly reason: string;
}

/** A transformer configuration file that a kustomization gets. */
export interface ConfigurationFile {
  /** From the repository's root. */
  readonly path: string;
  /** Undefined where there is none yet. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface KustomizeImagesPlan<T extends PlacedImage> {
  /** Of the root's file; empty when every covered image is redirected already. */
  readonly edits: readonly Edit[];
  /** The root's text after the edits, without the byte order mark. */
  readonly text: string;
  readonly changes: readonly EntryChange[];
  readonly unreachable: readonly UnreachableImage<T>[];
  /** What has kustomize look into further fields; the text names it. */
  readonly configuration?: ConfigurationFile;
  /** Images that only kustomize 5.7 and later (kubectl 1.34) redirects: image volumes. */
  readonly needsNewKustomize: readonly T[];
}

export interface KustomizeImagesError {
  /**
   * `problem`: kustomize refuses the file as it is, or an entry is not understood; `two-lists`: `images` and `imageTags`;
   * `shape`: written in a way that is not edited; `hazard`: a manifest would break the build; `conflict`: the entries that
   * are there make it impossible; `unproven`: the edit, read again, does not do what it should.
   */
  readonly code: 'problem' | 'two-lists' | 'shape' | 'hazard' | 'conflict' | 'unproven';
  readonly reason: string;
}
