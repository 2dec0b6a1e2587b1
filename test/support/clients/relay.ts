import { createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../../../src/server/tls/certificate.ts';

export interface RelayedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** What goes wrong with one answer. */
export type RelayFault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The connection is closed after so many bytes of the body. */
  | { readonly kind: 'cut'; readonly after: number }
  /** One bit of the body is wrong. */
  | { readonly kind: 'flip'; readonly at: number };

export interface Relay {
  readonly url: string;
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly seen: RelayedRequest[];
  /** `METHOD /path` of what came in, without `/v2/` and the token's endpoint: what asks for content. */
  contentRequests(): readonly string[];
  fault: (request: RelayedRequest) => RelayFault | undefined;
  close(): Promise<void>;
}

export interface RelayOptions {
  /** Ask for a bearer token, which anybody gets at `/token` of the same host (distribution, "Token Authentication"). */
  readonly bearer?: boolean;
  readonly certificate?: Certificate;
  /** Default 0: any free port. */
  readonly port?: number;
}

const token = 'a-token-for-anybody';

/** Stands before a registry, and sees and spoils what goes through. */
export async function startRelay(targetUrl: string, options: RelayOptions = {}): Promise<Relay> {
  const { bearer = false, certificate, port = 0 } = options;
  const seen: RelayedRequest[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '', headers } = request;
    const entry = { method, url, headers };
    seen.push(entry);
    if (url.startsWith('/token')) return void response.end(JSON.stringify({ token, expires_in: 300 }));
    if (bearer && headers.authorization !== `Bearer ${token}`) {
      challenge(response, relay.url, url);
      return;
    }
    const fault = relay.fault(entry);
    if (fault?.kind === 'status') {
      const body = JSON.stringify({ errors: [{ code: 'TOOMANYREQUESTS', message: 'slow down, please' }] });
      response.writeHead(fault.status, { 'Content-Type': 'application/json', ...fault.headers });
      response.end(method === 'HEAD' ? undefined : body);
      return;
    }
    forward(request, response, new URL(url, targetUrl), fault);
  };
  const server = certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const relay: Relay = {
    url: `${certificate === undefined ? 'http' : 'https'}://${host}`,
    host,
    seen,
    contentRequests: () =>
      seen
        .filter(({ url }) => url !== '/v2/' && !url.startsWith('/token'))
        .map(({ method, url }) => `${method} ${url.split('?')[0]}`),
    fault: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return relay;
}

function challenge(response: ServerResponse, own: string, url: string): void {
  const name = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(url)?.[1];
  const scope = name === undefined ? '' : `,scope="repository:${name}:pull"`;
  response
    .writeHead(401, { 'WWW-Authenticate': `Bearer realm="${own}/token",service="relay"${scope}` })
    .end();
}

function forward(
  request: IncomingMessage,
  response: ServerResponse,
  target: URL,
  fault: RelayFault | undefined,
): void {
  const { host: _host, authorization: _authorization, ...headers } = request.headers;
  const sent = open(target, { method: request.method ?? 'GET', headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.on('error', () => response.destroy());
    if (fault === undefined) answer.pipe(response);
    else spoil(answer, response, fault);
  });
  sent.on('error', () => response.destroy());
  // A client that leaves has no more use for the rest.
  response.on('close', () => sent.destroy());
  request.pipe(sent);
}

function spoil(answer: IncomingMessage, response: ServerResponse, fault: RelayFault): void {
  let passed = 0;
  answer.on('data', (piece: Buffer) => {
    const at = passed;
    passed += piece.length;
    if (fault.kind === 'flip' && fault.at >= at && fault.at < passed) {
      piece[fault.at - at] = (piece[fault.at - at] ?? 0) ^ 1;
    }
    const left = fault.kind === 'cut' ? fault.after - at : piece.length;
    if (left <= 0) return;
    response.write(piece.subarray(0, left), () => {
      if (fault.kind === 'cut' && passed >= fault.after) response.destroy();
    });
  });
  answer.on('end', () => response.end());
}
