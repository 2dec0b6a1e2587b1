import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Certificate } from '../../../src/server/tls/certificate.ts';

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The client's port: the same one twice is one connection. */
  readonly port: number;
}

export interface TestServer {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** `METHOD /path` of every request, without queries. */
  paths(): readonly string[];
  close(): Promise<void>;
}

export type Handler = (request: SeenRequest, response: ServerResponse, nth: number) => void | Promise<void>;

export interface ServerOptions {
  readonly certificate?: Certificate;
  /** Ask clients for a certificate signed by this one. */
  readonly clientCa?: string;
}

/** An HTTP server on a free port of 127.0.0.1 that ends with the test. */
export async function startServer(handler: Handler, options: ServerOptions = {}): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const entry: SeenRequest = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      port: request.socket.remotePort ?? 0,
    };
    seen.push(entry);
    await handler(entry, response, seen.length);
  };
  const { certificate, clientCa } = options;
  const server =
    certificate === undefined
      ? createHttp(listener)
      : createHttps(
          {
            cert: certificate.cert,
            key: certificate.key,
            ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true }),
          },
          listener,
        );
  const { port, close } = await listen(server);
  const host = `127.0.0.1:${port}`;
  return {
    host,
    port,
    url: `${certificate === undefined ? 'http' : 'https'}://${host}`,
    seen,
    paths: () => seen.map(({ method, url }) => `${method} ${url.split('?')[0]}`),
    close,
  };
}

/** A server of raw bytes, for answers that Node's server would refuse to send. */
export async function startRaw(
  converse: (socket: Socket) => void,
): Promise<{ readonly host: string; readonly url: string; connections(): number }> {
  let count = 0;
  const server = createTcp((socket) => {
    count++;
    socket.on('error', () => {});
    converse(socket);
  });
  const { port } = await listen(server);
  return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, connections: () => count };
}

export async function listen(
  server: Server,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  onTestFinished(close);
  return { port: (server.address() as AddressInfo).port, close };
}

export function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number | readonly string[]>> = {},
  body: string | Uint8Array = '',
): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): void {
  send(response, status, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));
}

export function sendErrors(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(response, { errors: [{ code, message: `about ${code}` }] }, headers, status);
}
