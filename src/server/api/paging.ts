import type { Exchange } from '../exchange.ts';
import { nextLink, type Page, type PageRequest, parsePage } from '../http/page.ts';
import { sendError } from '../http/reply.ts';

/** Entries of one answer, whatever is asked for: a `Link` leads to the others. */
const maxEntries = 10_000;

/** The page that a request asks for; when it asks for none that exists the refusal is sent. */
export function requestedPage({
  request,
  response,
  query,
}: Exchange): (Required<Pick<PageRequest, 'n'>> & PageRequest) | undefined {
  const asked = parsePage(query);
  if (asked === undefined) {
    sendError(request, response, {
      status: 400,
      code: 'UNSUPPORTED',
      message: 'n is not a number of entries',
    });
    return undefined;
  }
  return { ...asked, n: Math.min(asked.n ?? maxEntries, maxEntries) };
}

export function pageHeaders(
  path: string,
  { entries, more }: Page,
  { n }: Required<Pick<PageRequest, 'n'>>,
): Readonly<Record<string, string>> {
  const last = entries.at(-1);
  return more && last !== undefined ? { Link: nextLink(path, n, last) } : {};
}
