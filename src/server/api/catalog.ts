import { listRepositories } from '../content/catalog.ts';
import type { Exchange, Services } from '../exchange.ts';
import { cutPage } from '../http/page.ts';
import { sendJson } from '../http/reply.ts';
import { pageHeaders, requestedPage } from './paging.ts';

/** The repositories that hold something: as in ACR, what was never pulled is not listed. */
export async function serveCatalog(exchange: Exchange, { registry, records }: Services): Promise<void> {
  const { request, response, path } = exchange;
  const asked = requestedPage(exchange);
  if (asked === undefined) return;
  const page = cutPage(await listRepositories(registry(), records), asked);
  sendJson(request, response, pageHeaders(path, page, asked), { repositories: page.entries });
}
