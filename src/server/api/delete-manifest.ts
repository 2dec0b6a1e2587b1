import { mayRemove, removeManifest } from '../acr/remove.ts';
import type { Exchange, Services } from '../exchange.ts';
import { isRepositoryName } from '../http/names.ts';
import { sendError } from '../http/reply.ts';
import { refuseWrite } from './write.ts';

/** Removes a manifest from the cache (distribution-spec, "Deleting manifests"), which is how `az acr repository delete --image` asks. */
export async function deleteManifest(
  exchange: Exchange,
  services: Services,
  { name, reference: digest }: { readonly name: string; readonly reference: string },
): Promise<void> {
  const { request, response, notes } = exchange;
  const origin = isRepositoryName(name) ? services.origins().find(name) : undefined;
  if (origin?.via !== 'rule' || !mayRemove(request, services)) return refuseWrite(exchange, services, name);
  notes.origin = origin;
  if (await removeManifest(services, origin, digest)) {
    response.writeHead(202, { 'Content-Length': 0 }).end();
    return;
  }
  const message = `manifest ${digest} is not found`;
  sendError(request, response, {
    status: 404,
    code: 'MANIFEST_UNKNOWN',
    message,
    detail: { Name: name, Revision: digest },
  });
}
