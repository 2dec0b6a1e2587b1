import type { IncomingMessage } from 'node:http';

const hostHeader = /^(?:[a-zA-Z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * The server's address as the client reached it: `localhost:5000`. A `Host` that is none gives the connection's own end, so
 * that nothing else a client sends becomes part of an answer.
 */
export function ownHost({ headers, socket }: IncomingMessage): string {
  const { host } = headers;
  if (host !== undefined && hostHeader.test(host)) return host;
  const { localAddress = '127.0.0.1', localPort = 0 } = socket;
  return `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

/** With the scheme: that of the connection, or the one that a proxy in front of us says it was asked by. */
export function ownUrl(request: IncomingMessage): string {
  const secure = 'encrypted' in request.socket || request.headers['x-forwarded-proto'] === 'https';
  return `${secure ? 'https' : 'http'}://${ownHost(request)}`;
}
