import type { ErrorAnswer, RegistryErrorCode } from './http/errors.ts';
import type { Origin } from './origins.ts';
import type { UpstreamError } from './upstream.ts';

/** Why something cannot be served. `offline`: it is not in the cache, and no upstream may be asked. */
export type PullFailure = UpstreamError | { readonly code: 'offline'; readonly message: string };

/** What was asked for, as far as it decides the error code of "there is no such thing". */
export type Subject = 'manifest' | 'blob' | 'repository' | 'referrers';

/** Makes the answer for a client; `asked` is the tag or digest that was asked for, empty where it was a list. */
export type Explain = (failure: PullFailure, subject: Subject, origin: Origin, asked: string) => ErrorAnswer;

const unknownCodes: Readonly<Record<Subject, RegistryErrorCode>> = {
  manifest: 'MANIFEST_UNKNOWN',
  blob: 'BLOB_UNKNOWN',
  repository: 'NAME_UNKNOWN',
  referrers: 'MANIFEST_UNKNOWN',
};

/** Seconds that a client waits when the upstream limits our rate and does not say for how long. */
const defaultRetryAfter = 60;

/**
 * The answer to a client. A limit, a refusal and a fault of the upstream stay what they are: only what the upstream says
 * does not exist is a 404, so that nobody looks for a missing image when a login or patience is what is missing. 401 becomes
 * 403, since it is our credentials that fail and not the client's.
 */
export function failureAnswer(failure: PullFailure, subject: Subject, origin: Origin): ErrorAnswer {
  const source = `${origin.registry}/${origin.repository}`;
  const where = `source ${source} of cache rule ${origin.rule.name}`;
  const facts = { source, rule: origin.rule.name };
  switch (failure.code) {
    case 'not-found': {
      const code = failure.registryCode === 'NAME_UNKNOWN' ? 'NAME_UNKNOWN' : unknownCodes[subject];
      const message = `not known at ${where}: ${failure.message}`;
      return { status: 404, code, message, detail: facts };
    }
    case 'offline':
      return {
        status: 404,
        code: unknownCodes[subject],
        message: `not in the cache, which is offline and does not ask ${where}`,
        detail: facts,
      };
    case 'rate-limited': {
      const wait = failure.retryAfterSeconds ?? defaultRetryAfter;
      return {
        status: 429,
        code: 'TOOMANYREQUESTS',
        message: `too many requests to ${where}: ${failure.message}`,
        detail: { ...facts, retryAfter: wait },
        headers: { 'Retry-After': String(wait) },
      };
    }
    case 'unauthorized':
      return {
        status: 403,
        code: 'DENIED',
        message: `authentication required with ${where}: ${failure.message}`,
        detail: { ...facts, ...statusFact(failure) },
      };
    case 'denied':
      return {
        status: 403,
        code: 'DENIED',
        message: `access denied by ${where}: ${failure.message}`,
        detail: { ...facts, ...statusFact(failure) },
      };
    case 'unavailable': {
      const wait = failure.retryAfterSeconds;
      return {
        status: 503,
        code: 'UNAVAILABLE',
        message: `no answer from ${where}: ${failure.message}`,
        detail: { ...facts, ...statusFact(failure) },
        ...(wait === undefined ? {} : { headers: { 'Retry-After': String(wait) } }),
      };
    }
    case 'protocol':
      return {
        status: 502,
        code: 'UNAVAILABLE',
        message: `unusable answer from ${where}: ${failure.message}`,
        detail: { ...facts, ...statusFact(failure) },
      };
  }
}

/** Whether what is cached may be served instead: the upstream did not say no, it could not say anything. */
export function allowsStale(failure: PullFailure): boolean {
  return ['rate-limited', 'unavailable', 'protocol', 'offline'].includes(failure.code);
}

function statusFact(failure: UpstreamError): { readonly status?: number } {
  return failure.status === undefined ? {} : { status: failure.status };
}
