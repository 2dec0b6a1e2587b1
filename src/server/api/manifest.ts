import { ok, type Result } from '../../result.ts';
import type { FoundTag } from '../content/tags.ts';
import { type Exchange, type Services, staleWarning } from '../exchange.ts';
import type { PullFailure } from '../failure.ts';
import { isDigest } from '../http/digest.ts';
import { entityTag, isNotModified } from '../http/etag.ts';
import { isTag } from '../http/names.ts';
import { sendBytes, sendError } from '../http/reply.ts';
import type { Origin } from '../origins.ts';
import { resolveTarget } from './target.ts';

/** GET and HEAD of a manifest (distribution-spec, "Pulling manifests"). `Accept` is not looked at: what exists is what is served. */
export async function serveManifest(
  exchange: Exchange,
  services: Services,
  { name, reference }: { readonly name: string; readonly reference: string },
): Promise<void> {
  const { request, response, notes } = exchange;
  const byDigest = reference.includes(':');
  const origin = resolveTarget(exchange, services, name);
  if (origin === undefined) return;
  if (byDigest && !isDigest(reference)) {
    sendError(request, response, { status: 400, code: 'DIGEST_INVALID', message: 'this is not a digest' });
    return;
  }
  if (!byDigest && !isTag(reference)) {
    sendError(request, response, { status: 404, code: 'MANIFEST_UNKNOWN', message: 'this is no tag' });
    return;
  }
  const want = request.method === 'HEAD' ? 'header' : 'manifest';
  const found = byDigest
    ? await findDigest(services, origin, reference)
    : await services.tags.find(origin, reference, want);
  if (!found.ok) {
    sendError(request, response, services.explain(found.error, 'manifest', origin, reference));
    return;
  }
  const { digest, mediaType, size, manifest, result, stale } = found.value;
  notes.result = result;
  const headers = {
    'Docker-Content-Digest': digest,
    ETag: entityTag(digest),
    ...(stale === undefined ? {} : staleWarning(stale)),
    ...(await originHeader(services, origin, digest)),
  };
  if (isNotModified(request.headers, digest)) {
    response.writeHead(304, headers).end();
    return;
  }
  const typed = { ...headers, 'Content-Type': mediaType };
  if (manifest === undefined || want === 'header') {
    response.writeHead(200, { ...typed, 'Content-Length': size }).end();
    return;
  }
  sendBytes(request, response, 200, typed, manifest.bytes);
  notes.sentBytes += size;
}

/** ACR marks what it serves from the upstream, while it imports the image (Azure/acr#862); this starts the import. */
async function originHeader(
  { imports }: Services,
  origin: Origin,
  digest: string,
): Promise<Readonly<Record<string, string>>> {
  if (imports === undefined || (await imports.isImported(origin, digest))) return {};
  return { 'X-Azure-Origin': 'upstream' };
}

async function findDigest(
  { manifests }: Services,
  origin: Origin,
  digest: string,
): Promise<Result<FoundTag, PullFailure>> {
  const found = await manifests.byDigest(origin, digest);
  if (!found.ok) return found;
  const { manifest, from } = found.value;
  const { mediaType, bytes } = manifest;
  return ok({
    digest,
    mediaType,
    size: bytes.byteLength,
    manifest,
    result: from === 'cache' ? 'hit' : 'miss',
  });
}
