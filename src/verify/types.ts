import type { ImageReference } from '../image/index.ts';
import type { RegistryErrorCode } from '../registry/index.ts';
import type { Result } from '../result.ts';

/** How much of an image is pulled: `manifest` all manifests, `config` the configurations too, `layers` everything. */
export type Depth = 'manifest' | 'config' | 'layers';

/**
 * What the registry client reports, and:
 * - `stale`: what came is what the cache had, since the upstream could not be asked.
 * - `content`: a manifest that is none, or a blob of another digest or size than its descriptor says.
 * - `no-platform`: the image has none of the wanted platforms.
 * - `not-cached`: a second pull asked the upstream again.
 */
export type PullErrorCode = RegistryErrorCode | 'stale' | 'content' | 'no-platform' | 'not-cached';

export interface PullError {
  readonly code: PullErrorCode;
  /** One sentence; it quotes the upstream's own answer where there was one. */
  readonly message: string;
  /** The tag or digest that it is about. */
  readonly subject: string;
  /** HTTP status. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
}

export interface PulledImage {
  /** Of the manifest that the reference names. */
  readonly digest: string;
  /** `linux/arm64/v8`; empty for an image that is not for several platforms. */
  readonly platforms: readonly string[];
  readonly manifests: number;
  readonly blobs: number;
  /** Bytes that were pulled. */
  readonly bytes: number;
}

/** A reference to pull. */
export interface VerifyTarget {
  /** In the team's registry. A tag and a digest may both stand; the digest is then what is pulled. */
  readonly reference: ImageReference;
  readonly upstream: ImageReference;
  /** Name of the cache rule. */
  readonly rule: string;
  /** Where it is pulled. */
  readonly uses: readonly { readonly file: string; readonly line: number }[];
}

export interface VerifiedReference {
  readonly target: VerifyTarget;
  readonly result: Result<PulledImage, PullError>;
  /** Milliseconds that the first pull took. */
  readonly ms: number;
}
