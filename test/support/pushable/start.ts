import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerPull, refuse } from './pulls.ts';
import { answerManifest, answerUpload, type Uploads } from './pushes.ts';
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
    answer(request, response, repositories, uploads).catch(() => response.destroy());
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  repositories: Repositories,
  uploads: Uploads,
): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://registry');
  if (pathname === '/v2/') return void response.writeHead(200).end('{}');
  const pushing = /^\/v2\/(.+)\/blobs\/uploads\/([^/]*)$/.exec(pathname);
  const [, name = '', kind = '', key = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|tags|referrers)\/([^/]+)$/.exec(pathname) ?? [];
  const body = Buffer.concat(pieces);
  if (pushing !== null) {
    const [, target = '', id = ''] = pushing;
    return answerUpload(request, response, { repositories, uploads }, { name: target, key: id, query, body });
  }
  if (request.method === 'PUT' && kind === 'manifests') {
    return answerManifest(request, response, repositories, { name, key: decodeURIComponent(key), query, body });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'UNSUPPORTED');
  answerPull(request, response, repositories.get(name), { kind, name, key: decodeURIComponent(key), query });
}
