import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerPull } from './pulls.ts';
import { answerManifest, answerUpload, type Held, type Uploads } from './pushes.ts';
import { jsonBody, type Reply, refusal } from './reply.ts';
import type { Repositories } from './repositories.ts';

export interface PushableRegistry {
  readonly url: string;
  readonly host: string;
  readonly repositories: Repositories;
  close(): Promise<void>;
}

/**
 * A registry on loopback, in memory, that takes pushes: all of the distribution specification but deletions, with sha512,
 * referrers and mounts. What it serves is what was pushed, byte for byte.
 */
export async function startPushableRegistry(): Promise<PushableRegistry> {
  const repositories: Repositories = new Map();
  const uploads: Uploads = new Map();
  const server = createServer((request, response) => {
    answer(request, { repositories, uploads }).then(
      (reply) => send(request, response, reply),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://${host}`, host, repositories, close };
}

async function answer(request: IncomingMessage, { repositories, uploads }: Held): Promise<Reply> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://registry');
  if (pathname === '/v2/') return { status: 200, body: jsonBody({}) };
  const [, target, id = ''] = /^\/v2\/(.+)\/blobs\/uploads\/([^/]*)$/.exec(pathname) ?? [];
  const [, name = '', kind = '', key = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|tags|referrers)\/([^/]+)$/.exec(pathname) ?? [];
  const { method = '', headers } = request;
  const push = {
    method,
    name: target ?? name,
    key: target === undefined ? decodeURIComponent(key) : id,
    query,
    contentType: headers['content-type'] ?? '',
    contentRange: headers['content-range'] ?? '',
    body: Buffer.concat(pieces),
  };
  if (target !== undefined) return answerUpload({ repositories, uploads }, push);
  if (method === 'PUT' && kind === 'manifests') return answerManifest(repositories, push);
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'UNSUPPORTED');
  return answerPull(repositories.get(name), { kind, name, key: push.key, query, range: headers.range });
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  const length = status === 204 ? {} : { 'Content-Length': body?.length ?? 0 };
  response.writeHead(status, { ...(headers as OutgoingHttpHeaders), ...length });
  response.end(request.method === 'HEAD' ? undefined : body);
}
