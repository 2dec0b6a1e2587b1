import { ok, type Result } from '../result.ts';
import type { Authorizer } from './auth/authorizer.ts';
import type { RegistryError } from './error.ts';
import { readDocument } from './http/body.ts';
import type { Connections } from './http/connections.ts';
import { exchange, type HttpRequest, type HttpResponse } from './http/exchange.ts';
import type { TransportFailure } from './http/failure.ts';
import type { RetryPolicy } from './http/retry.ts';
import { parseRetryAfter } from './http/retry-after.ts';
import { rateLimitOf } from './rate-limit.ts';
import type { Redactor } from './redact.ts';
import { errorOfFailure, errorOfRefusal, type Refusal } from './report.ts';
import type { ObservedExchange, Timeouts } from './types.ts';

/** What one exchange needs. */
export interface Link {
  readonly connections: Connections;
  readonly timeouts: Timeouts;
  readonly redactor: Redactor;
  readonly observe: (exchange: ObservedExchange) => void;
}

/** What a call needs: exchanges, and the rules by which they are authorized and repeated. */
export interface Wire extends Link {
  readonly baseUrl: URL;
  readonly authorizer: Authorizer;
  readonly retry: RetryPolicy;
}

/** Error answers are short; what is longer is not one. */
const maxRefusalBytes = 64 * 1024;

/** One exchange, observed. */
export async function exchangeOnce(
  link: Link,
  kind: ObservedExchange['kind'],
  request: HttpRequest,
  signal: AbortSignal | undefined,
): Promise<Result<HttpResponse, TransportFailure>> {
  const started = performance.now();
  const result = await exchange(request, link.connections, link.timeouts, signal);
  link.observe({
    kind,
    method: request.method,
    host: request.url.host,
    durationMs: performance.now() - started,
    ...(result.ok ? answerFacts(result.value) : {}),
  });
  return result;
}

function answerFacts({
  status,
  headers,
}: HttpResponse): Pick<ObservedExchange, 'status' | 'rateLimit' | 'retryAfterMs'> {
  const rateLimit = rateLimitOf(headers);
  const retryAfterMs = parseRetryAfter(headers['retry-after'], Date.now());
  return {
    status,
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The answer of a registry that is no success, with what can be read of its body. */
export async function readRefusal(
  link: Link,
  response: HttpResponse,
  signal: AbortSignal | undefined,
): Promise<Refusal> {
  const limits = { ...link.timeouts, limitBytes: maxRefusalBytes };
  const body = await readDocument(response.message, limits, signal);
  return { status: response.status, headers: response.headers, body: body.ok ? body.value : Buffer.alloc(0) };
}

export function refused(link: Link, refusal: Refusal, url: URL): RegistryError {
  return errorOfRefusal(refusal, url.host, link.redactor);
}

export function failed(link: Link, failure: TransportFailure, url: URL): RegistryError {
  return errorOfFailure(failure, url.host, link.redactor);
}

/** The result of a promise that others may be waiting for too, or the caller's cancellation. */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<Result<T, 'aborted'>> {
  if (signal === undefined) return ok(await promise);
  let abort = (): void => {};
  const aborted = new Promise<Result<T, 'aborted'>>((resolve) => {
    abort = () => resolve({ ok: false, error: 'aborted' });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise.then((value) => ok(value)), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
