import type { Exchange } from '../exchange.ts';
import { nextLink, type Page, type PageRequest, parsePage } from '../http/page.ts';
import { sendError } from '../http/reply.ts';

/** The page that a request asks for; when it asks for none that exists the refusal is sent. */
export function requestedPage({ request, response, query }: Exchange): PageRequest | undefined {
  const asked = parsePage(query);
  if (asked === undefined) {
    sendError(request, response, {
      status: 400,
      code: 'UNSUPPORTED',
      message: 'n is not a number of entries',
    });
  }
  return asked;
}

export function pageHeaders(
  path: string,
  { entries, more }: Page,
  { n }: PageRequest,
): Readonly<Record<string, string>> {
  const last = entries.at(-1);
  return more && last !== undefined && n !== undefined ? { Link: nextLink(path, n, last) } : {};
}
