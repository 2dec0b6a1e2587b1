import {
  createServer,
  type ServerOptions as HttpOptions,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Server as TlsServer, type TlsOptions as TlsServerOptions } from 'node:tls';
import type { ListenOptions, ServerOptions, TlsOptions } from './options.ts';

export interface Listener {
  /** `http://127.0.0.1:5000` */
  readonly url: string;
  /** Serves https with another certificate from the next connection on. */
  useCertificate(tls: TlsOptions): void;
  /** Takes no new request, lets those that run finish for as long as `graceMs`, and then closes every connection. */
  close(graceMs: number): Promise<void>;
}

/** Bytes of a request's header; a bearer token of an identity provider takes up to some 8 KiB. */
const maxHeaderSize = 32 * 1024;

const keepAliveMs = 75_000;

/**
 * Connections that wait to be taken, as far as the system allows. With Node's 511 the kernel lets the 1,500 of 500 clients that pull
 * at once time out, and resets some.
 */
const backlog = 4_096;

const badRequest = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

export type ListenLimits = Pick<ServerOptions, 'headerTimeoutMs' | 'maxConnections'>;

/**
 * Opens the port. Framing is left to Node's strict parser, which refuses what proxies might read differently: two lengths,
 * a length beside chunks, a bare line feed. A client has to send its header and its (never wanted) body in time.
 */
export async function openListener(
  handler: RequestListener,
  { host = '127.0.0.1', port = 0, tls, clientCa }: ListenOptions,
  { headerTimeoutMs = 60_000, maxConnections = 10_000 }: ListenLimits,
): Promise<Listener> {
  const options: HttpOptions = {
    maxHeaderSize,
    headersTimeout: headerTimeoutMs,
    requestTimeout: headerTimeoutMs * 2,
    connectionsCheckingInterval: Math.min(5_000, headerTimeoutMs / 2),
    keepAliveTimeout: keepAliveMs,
    insecureHTTPParser: false,
    noDelay: true,
  };
  const server: Server =
    tls === undefined
      ? createServer(options, handler)
      : createTlsServer({ ...options, ...tls, ...clientAuthentication(clientCa) }, handler);
  // Without a body that anybody wants nobody is told to go on and send it.
  server.on('checkContinue', handler);
  server.maxConnections = maxConnections;
  server.on('clientError', (_error, socket) => {
    // Into an answer that is on its way no other one may be written: its last bytes could be taken for those of a blob.
    const unanswered = 'bytesWritten' in socket && socket.bytesWritten === 0;
    if (unanswered && socket.writable && !socket.destroyed)
      // Not left to the other side to close: one that never reads would keep it open for good.
      socket.end(badRequest, () => socket.destroy());
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${shown}:${address.port}`,
    useCertificate: (next) => {
      if (server instanceof TlsServer)
        server.setSecureContext({ ...tls, ...next, ...clientAuthentication(clientCa) });
    },
    close: (graceMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** A client without a certificate of the given authorities does not get as far as a request. */
function clientAuthentication(ca: string | undefined): ClientAuthentication {
  return ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true };
}

type ClientAuthentication = Pick<TlsServerOptions, 'ca' | 'requestCert' | 'rejectUnauthorized'>;
