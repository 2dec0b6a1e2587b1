import type { Result } from '../result.ts';

/**
 * - `not-found`: the registry says that there is no such thing.
 * - `rate-limited`: 429. `unauthorized`: 401 with what credentials there are. `denied`: 403.
 * - `unavailable`: no answer, or 5xx. `protocol`: an answer that is none.
 */
export type UpstreamErrorCode =
  | 'not-found'
  | 'rate-limited'
  | 'unauthorized'
  | 'denied'
  | 'unavailable'
  | 'protocol';

export interface UpstreamError {
  readonly code: UpstreamErrorCode;
  /** One sentence without secrets. */
  readonly message: string;
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** The first error code of the upstream's own answer (`NAME_UNKNOWN`). */
  readonly registryCode?: string;
}

/** What an upstream says of a manifest without sending it; nothing of it is proved. */
export interface UpstreamManifestHead {
  readonly digest?: string;
  readonly mediaType?: string;
  /** Bytes. */
  readonly size?: number;
}

export interface UpstreamManifest {
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
  /** What the upstream claims to be the digest. */
  readonly digest?: string;
}

/**
 * Takes a piece of a body. Its memory is used for the next one as soon as the call is over; a promise keeps the next one
 * back until it resolves.
 */
export type TakePiece = (piece: Uint8Array) => Promise<void> | undefined;

export interface UpstreamBlob {
  /** Where the body starts in the blob: what was asked for, or 0 when the upstream ignores ranges. */
  readonly from: number;
  /** Bytes of the whole blob; undefined when the upstream does not say. */
  readonly size?: number;
  /** Gives the whole body to `take`. Throws when the connection breaks or stalls. */
  pour(take: TakePiece): Promise<void>;
  /** Closes the connection, whether or not the body was read. */
  cancel(): void;
}

/** A descriptor of the image specification, with whatever other fields the upstream gives it. */
export interface UpstreamDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly [field: string]: unknown;
}

export interface UpstreamCall {
  readonly signal?: AbortSignal;
}

/** What the server needs of one upstream registry. Repositories are the upstream's own (`library/nginx`). */
export interface Upstream {
  headManifest(
    repository: string,
    reference: string,
    call?: UpstreamCall,
  ): Promise<Result<UpstreamManifestHead, UpstreamError>>;
  /** Fails with `protocol` for a manifest that is larger than any that the server takes. */
  getManifest(
    repository: string,
    reference: string,
    call?: UpstreamCall,
  ): Promise<Result<UpstreamManifest, UpstreamError>>;
  /** One GET; `from` asks for a range. */
  openBlob(
    repository: string,
    digest: string,
    from: number,
    call?: UpstreamCall,
  ): Promise<Result<UpstreamBlob, UpstreamError>>;
  /** All pages. */
  listTags(repository: string, call?: UpstreamCall): Promise<Result<readonly string[], UpstreamError>>;
  /** All pages, unfiltered, from the referrers API or where there is none from the fallback tag. */
  listReferrers(
    repository: string,
    digest: string,
    call?: UpstreamCall,
  ): Promise<Result<readonly UpstreamDescriptor[], UpstreamError>>;
}

/** One HTTP exchange with an upstream, its token server, or where it redirected to. Holds no path, no query and no header, and so no secret. */
export interface UpstreamExchange {
  readonly kind: 'registry' | 'token' | 'redirect';
  readonly method: string;
  /** With a port where it is not the scheme's. */
  readonly host: string;
  /** Absent when there was no answer. */
  readonly status?: number;
  /** Milliseconds until the answer's header was there. */
  readonly durationMs: number;
  /** Pulls that are left, and of how many, as Docker Hub tells with each manifest. */
  readonly rateLimit?: { readonly remaining?: number; readonly limit?: number };
  /** What `Retry-After` asked for. */
  readonly retryAfterMs?: number;
}

export type ObserveUpstream = (exchange: UpstreamExchange) => void;

/**
 * The upstream that references name by a login server (`docker.io`). Asked only for login servers that a cache rule names.
 * `observe` is told of the exchanges; it is the same function for each login server at all times.
 */
export type Upstreams = (registry: string, observe?: ObserveUpstream) => Upstream;
