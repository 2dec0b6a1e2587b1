import type { Exchange, Services } from '../exchange.ts';
import { isDigest } from '../http/digest.ts';
import { sendBytes, sendError } from '../http/reply.ts';
import { parseRoute } from '../http/route.ts';
import { serveBlob } from './blob.ts';
import { serveCatalog } from './catalog.ts';
import { deleteManifest } from './delete-manifest.ts';
import { serveManifest } from './manifest.ts';
import { serveReferrers } from './referrers.ts';
import { serveTagList } from './tag-list.ts';
import { refuseWrite } from './write.ts';

/** Answers what is asked below `/v2`. */
export async function serveApi(exchange: Exchange, services: Services): Promise<void> {
  const { request, response, path, notes } = exchange;
  const route = parseRoute(path);
  notes.kind = route.kind;
  response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
  // What an upstream calls HTML must not become a page of ours in somebody's browser.
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.method === 'DELETE' && route.kind === 'manifest' && isDigest(route.reference)) {
    return deleteManifest(exchange, services, route);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuseWrite(exchange, services, 'name' in route ? route.name : undefined);
  }
  switch (route.kind) {
    case 'ping':
      return sendBytes(request, response, 200, { 'Content-Type': 'application/json' }, '{}');
    case 'catalog':
      return serveCatalog(exchange, services);
    case 'manifest':
      return serveManifest(exchange, services, route);
    case 'blob':
      return serveBlob(exchange, services, route);
    case 'tags':
      return serveTagList(exchange, services, route);
    case 'referrers':
      return serveReferrers(exchange, services, route);
    case 'upload':
      return refuseWrite(exchange, services, route.name);
    case 'unknown':
      return sendError(request, response, {
        status: 404,
        code: 'NAME_INVALID',
        message: 'no such endpoint below /v2/',
      });
  }
}
