import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificate } from '../../../src/server/tls/certificate.ts';
import { listen } from './server.ts';

export interface TestProxy {
  readonly port: number;
  /** The targets of CONNECT, in order. */
  readonly targets: readonly string[];
}

export interface ProxyOptions {
  /** Where a target really is: a port of 127.0.0.1. */
  readonly resolve: (target: string) => number;
  /** `user:password` that clients have to give. */
  readonly login?: string;
  readonly certificate?: Certificate;
}

/** An HTTP proxy that knows CONNECT alone, the way to names that do not exist. */
export async function startProxy({ resolve, login, certificate }: ProxyOptions): Promise<TestProxy> {
  const targets: string[] = [];
  const server =
    certificate === undefined
      ? createServer()
      : createTlsServer({ cert: certificate.cert, key: certificate.key });
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    const target = request.url ?? '';
    targets.push(target);
    const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    client.on('error', () => {});
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const upstream = connect(resolve(target), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  const { port } = await listen(server);
  return { port, targets };
}
