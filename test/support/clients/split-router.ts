import { createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SplitRouter {
  readonly host: string;
  close(): Promise<void>;
}

export interface SplitRouterOptions {
  readonly cacheUrl: string;
  readonly upstreamUrl: string;
  /** What the cache's names have in front of the upstream's: `docker-hub/`. */
  readonly prefix: string;
}

/**
 * One registry out of two: pulls go to the cache, pushes to its upstream. What was pushed under a name of the cache is
 * pulled under it, so that a suite that pushes before it pulls can judge a cache.
 */
export async function startSplitRouter(options: SplitRouterOptions): Promise<SplitRouter> {
  const { cacheUrl, upstreamUrl, prefix } = options;
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const reads = request.method === 'GET' || request.method === 'HEAD';
    // An upload and its state are the upstream's own, under the address that it gave.
    if (reads && !url.includes('/blobs/uploads/')) return forward(request, response, new URL(url, cacheUrl));
    const target = new URL(url.replace(`/v2/${prefix}`, '/v2/'), upstreamUrl);
    const from = target.searchParams.get('from');
    if (from?.startsWith(prefix) === true) target.searchParams.set('from', from.slice(prefix.length));
    forward(request, response, target);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward(request: IncomingMessage, response: ServerResponse, target: URL): void {
  const { host: _, ...headers } = request.headers;
  const sent = open(target, { method: request.method ?? 'GET', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  sent.on('error', () => response.destroy());
  request.pipe(sent);
}
