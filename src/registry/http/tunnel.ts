import { request as httpRequest } from 'node:http';
import { Agent, type AgentOptions, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as tlsConnect } from 'node:tls';
import { hostnameOf } from '../hosts.ts';

type Created = (error: Error | null, stream: Duplex) => void;

/**
 * Reaches https hosts through an HTTP proxy: a CONNECT request (RFC 9110, 9.3.6), then TLS with the target inside the tunnel.
 * A class because that is how Node lets a pool make its connections.
 */
export class TunnelAgent extends Agent {
  readonly #proxy: URL;
  readonly #connectMs: number;

  constructor(proxy: URL, connectMs: number, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#connectMs = connectMs;
  }

  override createConnection(options: RequestOptions, created?: Created): undefined {
    const settle = once(created);
    const host = String(options.host ?? options.hostname ?? '');
    const authority = `${host.includes(':') ? `[${host}]` : host}:${options.port ?? 443}`;
    openTunnel(this.#proxy, authority, this.#connectMs, options.ca, (failure, socket) => {
      if (socket === undefined) {
        settle(failure ?? new Error('the proxy gave no tunnel'));
        return;
      }
      const { path: _, ...rest } = options;
      // An address is no server name (RFC 6066, section 3); the certificate is then checked for `host`.
      const target = { ...rest, socket, servername: options.servername ?? '' } as ConnectionOptions;
      const secure = tlsConnect(target);
      const timer = setTimeout(() => secure.destroy(new Error('no TLS through the proxy')), this.#connectMs);
      secure.once('secureConnect', () => {
        clearTimeout(timer);
        secure.removeListener('error', failed);
        settle(null, secure);
      });
      const failed = (error: Error): void => {
        clearTimeout(timer);
        settle(error);
      };
      secure.once('error', failed);
    });
    return undefined;
  }
}

type TunnelOpened = (failure: Error | undefined, socket?: Socket) => void;

function openTunnel(
  proxy: URL,
  target: string,
  connectMs: number,
  ca: ConnectionOptions['ca'],
  opened: TunnelOpened,
): void {
  const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
    host: hostnameOf(proxy.hostname),
    port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
    method: 'CONNECT',
    path: target,
    agent: false,
    ...(ca === undefined ? {} : { ca }),
    headers: { host: target, ...proxyAuthorization(proxy) },
    timeout: connectMs,
  });
  const named = (what: string): Error => new Error(`the proxy ${proxy.host} ${what}`);
  const late = Object.assign(named(`gave no tunnel within ${connectMs} ms`), { code: 'ETIMEDOUT' });
  request.on('timeout', () => request.destroy(late));
  request.on('error', (error) => {
    const code = 'code' in error ? { code: error.code } : {};
    opened(error === late ? late : Object.assign(named(`failed: ${error.message}`), code));
  });
  request.on('response', (response) => {
    response.destroy();
    opened(named(`answered CONNECT with ${response.statusCode}`));
  });
  request.on('connect', (response, socket) => {
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) {
      socket.setTimeout(0);
      opened(undefined, socket);
      return;
    }
    socket.destroy();
    opened(Object.assign(named(`answered CONNECT with ${status}`), { code: `PROXY_${status}` }));
  });
  request.end();
}

/** The credentials in the proxy's address, which are percent-encoded there. */
function proxyAuthorization(proxy: URL): Readonly<Record<string, string>> {
  if (proxy.username === '' && proxy.password === '') return {};
  const pair = `${decode(proxy.username)}:${decode(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function once(created: Created | undefined): (error: Error | null, stream?: Duplex) => void {
  let done = false;
  return (error, stream) => {
    if (done) return;
    done = true;
    // Node's type wants a stream beside the error; its pool reads none.
    created?.(error, stream as Duplex);
  };
}
