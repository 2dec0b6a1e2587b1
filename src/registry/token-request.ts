import { err, ok, type Result } from '../result.ts';
import type { RegistryError } from './error.ts';
import { discard, readDocument } from './http/body.ts';
import type { HttpRequest } from './http/exchange.ts';
import { isRedirect, maxRedirects, redirectTarget } from './http/redirect.ts';
import { errorOf, type Refusal } from './report.ts';
import { exchangeOnce, failed, type Link, readRefusal, refused } from './wire.ts';

const maxTokenBytes = 1024 * 1024;

/**
 * Asks a token server. A GET follows redirects, without the credentials from the first other origin on; a POST, whose body
 * is a secret, follows none. Nobody's signal ends it: several requests may be waiting for the one token.
 */
export async function askTokenServer(
  link: Link,
  request: HttpRequest,
): Promise<Result<Refusal, RegistryError>> {
  let current = request;
  for (let redirects = 0; ; redirects++) {
    const { url } = current;
    const exchanged = await exchangeOnce(link, 'token', current, undefined);
    if (!exchanged.ok) return err(failed(link, exchanged.error, url));
    const response = exchanged.value;
    const { status, headers } = response;
    if (status === 200) {
      const body = await readDocument(
        response.message,
        { ...link.timeouts, limitBytes: maxTokenBytes },
        undefined,
      );
      return body.ok ? ok({ status, headers, body: body.value }) : err(failed(link, body.error, url));
    }
    if (!isRedirect(status) || current.method === 'POST') {
      return err(refused(link, await readRefusal(link, response, undefined), url));
    }
    discard(response.message);
    const target = redirectTarget(url, headers.location);
    if (!target.ok || redirects >= maxRedirects) {
      const why = target.ok ? 'redirects without end' : `answered with ${target.error}`;
      return err(errorOf('redirect-refused', url.host, why, link.redactor, status));
    }
    const { authorization, ...rest } = current.headers;
    const keeps = target.value.origin === url.origin && authorization !== undefined;
    current = { ...current, url: target.value, headers: keeps ? { ...rest, authorization } : rest };
  }
}
