import { type Exchange, type Services, staleWarning } from '../exchange.ts';
import { cutPage } from '../http/page.ts';
import { sendError, sendJson } from '../http/reply.ts';
import { pageHeaders, requestedPage } from './paging.ts';
import { resolveTarget } from './target.ts';

/** The tags of a repository (distribution-spec, "Listing Tags"), under the name that the client knows it by. */
export async function serveTagList(
  exchange: Exchange,
  services: Services,
  { name }: { readonly name: string },
): Promise<void> {
  const { request, response, path, notes } = exchange;
  const origin = resolveTarget(exchange, services, name);
  const asked = origin === undefined ? undefined : requestedPage(exchange);
  if (origin === undefined || asked === undefined) return;
  const found = await services.tagLists.find(origin);
  if (!found.ok) {
    sendError(request, response, services.explain(found.error, 'repository', origin, ''));
    return;
  }
  const { entries, result, stale } = found.value;
  notes.result = result;
  const page = cutPage(entries, asked);
  const headers = { ...pageHeaders(path, page, asked), ...(stale === undefined ? {} : staleWarning(stale)) };
  sendJson(request, response, headers, { name, tags: page.entries });
}
