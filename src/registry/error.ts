import type { RateLimit } from './rate-limit.ts';

/** What can go wrong with a registry. The set is closed; every code is explained at `RegistryError`. */
export type RegistryErrorCode =
  | 'invalid'
  | 'network'
  | 'tls'
  | 'timeout'
  | 'aborted'
  | 'unauthorized'
  | 'denied'
  | 'not-found'
  | 'rate-limited'
  | 'unavailable'
  | 'protocol'
  | 'redirect-refused'
  | 'realm-refused';

/** One entry of the error list that a registry answers with (distribution-spec, "Error Codes"), made printable and short. */
export interface UpstreamError {
  readonly code: string;
  readonly message: string;
}

/**
 * - `invalid`: what was asked is no repository, tag, digest or address; nothing was sent.
 * - `network`: no answer; `reason` is the system's code (`ECONNREFUSED`, `ENOTFOUND`).
 * - `tls`: the connection was refused by one side's certificate check; `reason` is OpenSSL's or Node's code.
 * - `timeout`: connecting, waiting for the answer, or waiting for more of a body took too long.
 * - `aborted`: the caller's signal.
 * - `unauthorized`: 401, with what credentials there are. `denied`: 403.
 * - `not-found`: 404 or 410; `errors` tells whether the repository, the manifest or the blob is unknown.
 * - `rate-limited`: 429, or the error code TOOMANYREQUESTS. `unavailable`: 5xx.
 * - `protocol`: an answer that is none: bad JSON, a missing or wrong length, a wrong digest, too large, an unexpected status.
 * - `redirect-refused`, `realm-refused`: the registry sent us where we do not go; `message` names the place.
 */
export interface RegistryError {
  readonly code: RegistryErrorCode;
  /** One sentence without secrets; it may quote what the registry said. */
  readonly message: string;
  /** The host (and port) that the failed exchange was with: the registry's, its token server's or a redirect's. */
  readonly host: string;
  readonly status?: number;
  readonly reason?: string;
  readonly errors: readonly UpstreamError[];
  /** What `Retry-After` asked for, in milliseconds from now. */
  readonly retryAfterMs?: number;
  readonly rateLimit?: RateLimit;
}

/** Worth asking again: the fault lies on the way or in the load, not in the question. */
export function isTransient(error: RegistryError): boolean {
  switch (error.code) {
    case 'network':
      return error.reason !== 'ENOTFOUND';
    case 'timeout':
      return true;
    case 'unavailable':
      return error.status !== 501 && error.status !== 505;
    case 'rate-limited':
      return error.retryAfterMs !== undefined;
    default:
      return false;
  }
}
