import type { ImageReference } from '../image/index.ts';
import type { RegistryErrorCode } from '../registry/index.ts';
import type { Result } from '../result.ts';

/** How much of an image is pulled: `manifest` all manifests, `config` the configurations too, `layers` everything. */
export type Depth = 'manifest' | 'config' | 'layers';

/**
 * What the registry client reports, and:
 * - `stale`: what came is what the cache had, since the upstream could not be asked.
 * - `content`: a manifest that is none, or a blob of another digest or size than its descriptor says.
 * - `schema-1`: a Docker manifest of schema 1, which nobody pulls any more.
 * - `no-platform`: the image has none of the wanted platforms.
 * - `not-cached`: a second pull asked the upstream again.
 * - `no-rule`: a listed reference that no cache rule serves; nothing was asked.
 */
export type PullErrorCode =
  | RegistryErrorCode
  | 'stale'
  | 'content'
  | 'schema-1'
  | 'no-platform'
  | 'not-cached'
  | 'no-rule';

/** Who refused: the registry that was pulled from, or the upstream behind it. */
export type Party = 'registry' | 'source';

export interface PullError {
  readonly code: PullErrorCode;
  /** One sentence; it quotes the upstream's own answer where there was one. */
  readonly message: string;
  /** The tag or digest that it is about. */
  readonly subject: string;
  readonly party?: Party;
  /** HTTP status. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** Nothing was asked for this reference: another one's answer said that it would be in vain. */
  readonly skipped?: true;
}

/** What a second pull came to. */
export interface SecondPull {
  readonly manifests: number;
  readonly blobs: number;
  readonly bytes: number;
}

/**
 * What is worth knowing of an image that pulls:
 * - `moved`: the tag beside a pinned digest names something else by now, or nothing.
 * - `outdated`: the cache serves for the tag what the upstream no longer does.
 * - `not-imported`: the registry still serves the image from its upstream.
 */
export interface PullNote {
  readonly code: 'moved' | 'outdated' | 'not-imported';
  /** One sentence. */
  readonly message: string;
}

export interface PulledImage {
  /** Of the manifest that the reference names. */
  readonly digest: string;
  /** `linux/arm64/v8`; empty where nothing tells. */
  readonly platforms: readonly string[];
  readonly manifests: number;
  readonly blobs: number;
  /** Layers that their manifest leaves to other servers (Windows base layers); they were not pulled. */
  readonly foreignLayers: number;
  /** Bytes that were pulled. */
  readonly bytes: number;
  /** The registry said that it sent this from its upstream (`X-Azure-Origin: upstream`). */
  readonly fromUpstream: boolean;
}

export interface VerifiedImage extends PulledImage {
  /** Absent where a second pull was not made. */
  readonly secondPull?: SecondPull;
  /** Whether the upstream was asked what the tag names, and answered. */
  readonly compared: boolean;
  readonly notes: readonly PullNote[];
}

/** Where a reference stands; 1-based. */
export interface VerifyPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A reference to pull. */
export interface VerifyTarget {
  /** In the team's registry. A tag and a digest may both stand; the digest is then what is pulled. */
  readonly reference: ImageReference;
  readonly upstream: ImageReference;
  /** Name of the cache rule. */
  readonly rule: string;
  /** Where it is pulled, or listed. */
  readonly uses: readonly VerifyPlace[];
}

export interface VerifiedReference {
  readonly target: VerifyTarget;
  readonly result: Result<VerifiedImage, PullError>;
  /** Milliseconds that the first pull took. */
  readonly ms: number;
}

export interface VerifyReport {
  readonly references: readonly VerifiedReference[];
  readonly depth: Depth;
  /** Empty for all. */
  readonly platforms: readonly string[];
  /** The address of the registry that was pulled from; absent where that was a local one of our own. */
  readonly via?: string;
}
