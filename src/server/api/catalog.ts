import { listRepositories } from '../content/catalog.ts';
import type { Exchange, Services } from '../exchange.ts';
import { sendJson } from '../http/reply.ts';
import { pageHeaders, requestedPage } from './paging.ts';

/** The repositories that hold something: as in ACR, what was never pulled is not listed. */
export async function serveCatalog(
  exchange: Exchange,
  { registry, records, faithful }: Services,
): Promise<void> {
  const { request, response, path } = exchange;
  const asked = requestedPage(exchange);
  if (asked === undefined) return;
  const { n = Number.POSITIVE_INFINITY } = asked;
  // One more than asked tells whether a page follows.
  const names = await listRepositories(registry(), records, { ...asked, faithful, limit: n + 1 });
  const page = { entries: names.slice(0, n), more: n !== 0 && names.length > n };
  sendJson(request, response, pageHeaders(path, page, asked), { repositories: page.entries });
}
