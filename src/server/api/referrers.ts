import { type Exchange, type Services, staleWarning } from '../exchange.ts';
import { isDigest } from '../http/digest.ts';
import { sendError, sendJson } from '../http/reply.ts';
import type { UpstreamDescriptor } from '../upstream.ts';
import { resolveTarget } from './target.ts';

const indexMediaType = 'application/vnd.oci.image.index.v1+json';

/** What refers to a manifest (distribution-spec, "Listing Referrers"): all of it in one answer, so that no page is needed. */
export async function serveReferrers(
  exchange: Exchange,
  services: Services,
  { name, digest }: { readonly name: string; readonly digest: string },
): Promise<void> {
  const { request, response, query, notes } = exchange;
  const origin = resolveTarget(exchange, services, name);
  if (origin === undefined) return;
  if (!isDigest(digest)) {
    sendError(request, response, { status: 400, code: 'DIGEST_INVALID', message: 'this is not a digest' });
    return;
  }
  const found = await services.referrers.find(origin, digest);
  if (!found.ok) {
    sendError(request, response, services.explain(found.error, 'referrers', origin, digest));
    return;
  }
  const { entries, result, stale } = found.value;
  notes.result = result;
  const type = query.get('artifactType');
  const manifests = type === null ? entries : entries.filter((entry) => artifactTypeOf(entry) === type);
  const headers = {
    'Content-Type': indexMediaType,
    ...(type === null ? {} : { 'OCI-Filters-Applied': 'artifactType' }),
    ...(stale === undefined ? {} : staleWarning(stale)),
  };
  sendJson(request, response, headers, { schemaVersion: 2, mediaType: indexMediaType, manifests });
}

function artifactTypeOf({ artifactType, mediaType }: UpstreamDescriptor): string {
  return artifactType ?? mediaType;
}
