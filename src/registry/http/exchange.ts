import {
  type ClientRequest,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { err, ok, type Result } from '../../result.ts';
import type { Timeouts } from '../types.ts';
import type { Connections } from './connections.ts';
import { abortedFailure, failureOf, type TransportFailure, timeoutFailure } from './failure.ts';
import { startTimeout, type Timeout } from './timeout.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly url: URL;
  /** The body, not yet read. Whoever holds the response has to read it (`readChunks`, `readDocument`) or `discard` it. */
  readonly message: IncomingMessage;
}

/** Enough for the largest tokens and signed URLs seen, and small enough for a hostile upstream. */
const maxHeaderBytes = 64 * 1024;

/**
 * One request and its answer's header, no redirect, no retry but one: a kept connection that the other side has closed
 * meanwhile says nothing about the registry, so a new one is tried at once (RFC 9110, 9.2.2 allows it for GET and HEAD).
 */
export async function exchange(
  request: HttpRequest,
  connections: Connections,
  timeouts: Timeouts,
  signal: AbortSignal | undefined,
): Promise<Result<HttpResponse, TransportFailure>> {
  for (let fresh = false; ; fresh = true) {
    const { result, onStaleConnection } = await attempt(request, connections, timeouts, signal);
    if (result.ok || fresh || !onStaleConnection || request.method === 'POST') return result;
    // The free connections of one host tend to be stale together.
    connections.dropIdle();
  }
}

interface Attempt {
  readonly result: Result<HttpResponse, TransportFailure>;
  readonly onStaleConnection: boolean;
}

function attempt(
  { method, url, headers, body }: HttpRequest,
  connections: Connections,
  timeouts: Timeouts,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve({ result: err(abortedFailure), onStaleConnection: false });
      return;
    }
    const route = connections.route(url);
    if (!route.ok) {
      resolve({ result: route, onStaleConnection: false });
      return;
    }
    const secure = url.protocol === 'https:';
    let request: ClientRequest;
    try {
      request = (secure ? httpsRequest : httpRequest)({
        ...route.value,
        method,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'pullthrough', ...headers },
        maxHeaderSize: maxHeaderBytes,
      });
    } catch (error) {
      // Node refuses here what no request can carry, a token with a line end above all.
      resolve({ result: err(failureOf(error)), onStaleConnection: false });
      return;
    }
    let settled = false;
    let timer: Timeout | undefined;
    const settle = (result: Result<HttpResponse, TransportFailure>, onStaleConnection = false): void => {
      if (settled) return;
      settled = true;
      timer?.stop();
      signal?.removeEventListener('abort', abort);
      resolve({ result, onStaleConnection });
      if (!result.ok) request.destroy();
    };
    const abort = (): void => settle(err(abortedFailure));
    const limit = (what: string, milliseconds: number): void => {
      timer?.stop();
      timer = startTimeout(milliseconds, () => settle(err(timeoutFailure(what, milliseconds))));
    };
    signal?.addEventListener('abort', abort, { once: true });
    limit('no connection stood', timeouts.connectMs);
    onceConnected(request, secure, () => {
      if (!settled) limit('there was no answer', timeouts.headersMs);
    });
    request.on('error', (error) => {
      settle(err(failureOf(error)), request.reusedSocket && isReset(error));
    });
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      settle(err({ code: 'protocol', message: 'changed to a protocol that nobody asked for' }));
    });
    request.on('response', (message) => {
      if (settled) {
        message.destroy();
        return;
      }
      // A body that breaks before anybody reads it must not become an uncaught error.
      message.on('error', () => {});
      settle(ok({ status: message.statusCode ?? 0, headers: message.headers, url, message }));
    });
    request.end(body);
  });
}

/** A socket from the pool, or through a tunnel, is connected when it is handed over. */
function onceConnected(request: ClientRequest, secure: boolean, connected: () => void): void {
  request.on('socket', (socket) => {
    if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', connected);
    else connected();
  });
}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
