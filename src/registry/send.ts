import { err, ok, type Result } from '../result.ts';
import type { Authorization } from './auth/authorizer.ts';
import type { RegistryError } from './error.ts';
import { discard, readDocument } from './http/body.ts';
import type { HttpResponse } from './http/exchange.ts';
import { abortedFailure } from './http/failure.ts';
import { isRedirect, maxRedirects, redirectTarget } from './http/redirect.ts';
import { withRetries } from './http/retry.ts';
import { errorOf, type Refusal } from './report.ts';
import { exchangeOnce, failed, readRefusal, refused, unlessAborted, type Wire } from './wire.ts';

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD';
  /** Below the base: `v2/library/nginx/manifests/1`, with a query; or an address on the registry's own origin. */
  readonly target: string | URL;
  /** The repository that is read, for the scope of the token; undefined for `/v2/` and the catalog. */
  readonly repository: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The statuses that are no error. */
  readonly expect: readonly number[];
  readonly signal: AbortSignal | undefined;
}

export interface Document extends Refusal {
  /** Where it was found in the end. */
  readonly url: URL;
}

/** The header of the wanted answer, after challenges, redirects and retries. Its body is the caller's to read. */
export function open(wire: Wire, request: RegistryRequest): Promise<Result<HttpResponse, RegistryError>> {
  return withRetries(wire.retry, request.signal, () => follow(wire, request));
}

/** The wanted answer with its whole body; a body that breaks is a reason to ask again. */
export function fetchDocument(
  wire: Wire,
  request: RegistryRequest,
  limitBytes: number,
): Promise<Result<Document, RegistryError>> {
  return withRetries(wire.retry, request.signal, async () => {
    const opened = await follow(wire, request);
    if (!opened.ok) return opened;
    const { status, headers, url, message } = opened.value;
    const body = await readDocument(message, { ...wire.timeouts, limitBytes }, request.signal);
    return body.ok ? ok({ status, headers, url, body: body.value }) : err(failed(wire, body.error, url));
  });
}

async function follow(wire: Wire, request: RegistryRequest): Promise<Result<HttpResponse, RegistryError>> {
  let url =
    request.target instanceof URL
      ? request.target
      : new URL(`${wire.baseUrl.href.replace(/\/+$/, '')}/${request.target}`);
  for (let redirects = 0; ; redirects++) {
    const answered = await sendAuthorized(wire, request, url);
    if (!answered.ok) return answered;
    const response = answered.value;
    if (request.expect.includes(response.status)) return ok(response);
    if (!isRedirect(response.status)) {
      return err(refused(wire, await readRefusal(wire, response, request.signal), url));
    }
    discard(response.message);
    const target = redirectTarget(url, response.headers.location);
    if (!target.ok || redirects >= maxRedirects) {
      const why = target.ok ? `redirects more than ${maxRedirects} times` : `answered with ${target.error}`;
      return err(errorOf('redirect-refused', url.host, why, wire.redactor, response.status));
    }
    url = target.value;
  }
}

/** A token that was kept, the one that a renewed question brings, and the answer to a first challenge before both. */
const maxAttempts = 3;

/**
 * One request with whatever the origin wants as its proof. Each origin has its own: what was made for one is never sent to
 * another, so a redirect to another host, port or scheme begins with nothing (RFC 9110, section 15.4; distribution-spec, "Redirects").
 */
async function sendAuthorized(
  wire: Wire,
  request: RegistryRequest,
  url: URL,
): Promise<Result<HttpResponse, RegistryError>> {
  const { method, repository, signal } = request;
  const kind = url.origin === wire.baseUrl.origin ? 'registry' : 'redirect';
  const proof = async (
    asking: Promise<Result<Authorization | undefined, RegistryError>>,
  ): Promise<Result<Authorization | undefined, RegistryError>> => {
    const asked = await unlessAborted(asking, signal);
    if (!asked.ok) return err(failed(wire, abortedFailure, url));
    return asked.value.ok ? asked.value : err(withProblems(wire, asked.value.error));
  };

  let authorization = await proof(wire.authorizer.known(url, repository));
  for (let attempt = 1; ; attempt++) {
    if (!authorization.ok) return authorization;
    const sent = authorization.value;
    const headers = { ...request.headers, ...(sent === undefined ? {} : { authorization: sent.header }) };
    const exchanged = await exchangeOnce(wire, kind, { method, url, headers }, signal);
    if (!exchanged.ok) return err(failed(wire, exchanged.error, url));
    const response = exchanged.value;
    if (response.status !== 401 && response.status !== 403) return ok(response);

    const refusal = await readRefusal(wire, response, signal);
    const refusedError = (): RegistryError => withProblems(wire, refused(wire, refusal, url));
    const renewable = response.status === 401 || (sent !== undefined && mayBeExpired(method, refusal));
    if (!renewable) return err(refusedError());
    sent?.drop();
    if (sent?.fresh === true || attempt === maxAttempts) return err(refusedError());
    authorization = await proof(
      wire.authorizer.answer(url, repository, response.headers['www-authenticate']),
    );
    const renewed = authorization.ok ? authorization.value : undefined;
    if (authorization.ok && (renewed === undefined || renewed.header === sent?.header))
      return err(refusedError());
  }
}

/** ECR refuses a token that is too old with 403 and a sentence instead of 401; the answer to HEAD has no room for the sentence. */
function mayBeExpired(method: RegistryRequest['method'], { body }: Refusal): boolean {
  return method === 'HEAD' || /\bexpired\b/i.test(body.toString('utf8'));
}

/** Whoever is refused wants to know that there were credentials that could not be read. */
function withProblems(wire: Wire, error: RegistryError): RegistryError {
  const problems = wire.authorizer.problems();
  if (problems.length === 0) return error;
  const told = problems.map(({ place, message }) => `${place}: ${message}`).join('; ');
  return { ...error, message: `${error.message}; no credentials from ${told}` };
}
