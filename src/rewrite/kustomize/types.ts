import type { Decision } from '../../cache/types.ts';
import type { ImageReference } from '../../image/index.ts';
import type { Kustomization, KustomizeGraph, PlacedImage } from '../../kustomize/index.ts';
import type { Edit } from '../../text/index.ts';

export interface KustomizeImagesRequest<T extends PlacedImage> {
  readonly graph: KustomizeGraph;
  /** The kustomization to write the entries into. */
  readonly root: Kustomization;
  /**
   * Every image that was found, whether it can be resolved and cached or not: none but the covered ones may change. Those
   * that do not belong to the root are left out here.
   */
  readonly images: readonly T[];
  /** What the cache says of a reference; asked for images as they leave the root, after all existing entries. */
  readonly decide: (reference: ImageReference) => Decision;
  /** Files in which any `images:` entry makes kustomize fail (see `imagesHazards`). */
  readonly hazards?: readonly string[];
}

/** A renaming that the kustomization gets. */
export interface EntryChange {
  /** `added`: an entry of its own at the end; `merged`: the new name joins an existing entry for this image. */
  readonly kind: 'added' | 'merged';
  /** As it is written: an expression, see `entryName`. */
  readonly name: string;
  readonly newName: string;
}

/** An image that the cache serves but `images:` cannot redirect. */
export interface UnreachableImage<T extends PlacedImage> {
  readonly image: T;
  /** The reference as it leaves the root. */
  readonly value: string;
  /** `field`: the transformer does not look there; `reference`: it does not match a reference written like this. */
  readonly code: 'field' | 'reference';
  readonly reason: string;
}

export interface KustomizeImagesPlan<T extends PlacedImage> {
  /** Of the root's file; empty when every covered image is redirected already. */
  readonly edits: readonly Edit[];
  /** The root's text after the edits, without the byte order mark. */
  readonly text: string;
  readonly changes: readonly EntryChange[];
  readonly unreachable: readonly UnreachableImage<T>[];
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
