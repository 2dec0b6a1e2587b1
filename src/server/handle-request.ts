import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { serveAcr } from './acr/serve.ts';
import { serveApi } from './api/serve.ts';
import { admit } from './auth/gate.ts';
import { isTokenRequest, serveTokens } from './auth/token-endpoint.ts';
import type { Exchange, ExchangeNotes, Services } from './exchange.ts';
import { awaitTurn } from './http/pipeline.ts';
import { sendBytes, sendError } from './http/reply.ts';
import { requestIds } from './http/request-id.ts';
import { type KnownHosts, refuseVisitor } from './http/visitor.ts';
import type { Activity } from './observe/activity.ts';
import { roundedMs } from './observe/log.ts';
import { serveOperations } from './operations.ts';
import { type StatusSource, serveStatus } from './status/serve.ts';

export interface HandlerSettings {
  readonly services: Services;
  readonly isReady: () => boolean;
  readonly isKnownHost: KnownHosts;
  readonly activity: Activity;
  readonly status: StatusSource;
}

/** Nobody writes to it. */
const noQuery = new URLSearchParams();

/** Leads a request to who answers it, and notes what came of it. */
export function requestHandler(settings: HandlerSettings): RequestListener {
  const { services, activity, isReady } = settings;
  const idOf = requestIds();
  return (request, response) => {
    const started = performance.now();
    const ended = activity.begin();
    const notes: ExchangeNotes = { id: idOf(request), kind: 'other', sentBytes: 0 };
    response.setHeader('X-Request-Id', notes.id);
    // Whoever asks again shall find that nobody listens any more.
    if (!isReady()) response.setHeader('Connection', 'close');
    response.once('close', () => {
      ended();
      record(services, request, response, notes, performance.now() - started);
    });
    const exchange = openExchange(request, response, notes);
    // From here on the client alone decides how long it takes.
    response.once('prefinish', () => response.socket?.setTimeout(services.stallMs));
    if (!isTokenRequest(exchange)) {
      // No other body is wanted: it is thrown away as it comes, and the connection with it, so that no one waits for its end.
      if (hasBody(request)) response.shouldKeepAlive = false;
      request.resume();
    }
    answer(exchange, settings).catch((error: unknown) => fail(services, exchange, error));
  };
}

async function answer(
  exchange: Exchange,
  { services, isReady, isKnownHost, status }: HandlerSettings,
): Promise<void> {
  const { request, response, path } = exchange;
  const refusal = refuseVisitor(request.headers, path, isKnownHost);
  if (refusal !== undefined) return sendError(request, response, refusal);
  if (response.socket === null) await awaitTurn(request, response);
  const admitted = admit(exchange, services.admission);
  if (admitted !== true && !(await admitted)) return;
  if (isTokenRequest(exchange)) return serveTokens(exchange, services.admission);
  if (serveOperations(exchange, { metrics: services.metrics, isReady })) return;
  if (await serveStatus(exchange, status)) return;
  if (path === '/v2' || path.startsWith('/v2/')) return serveApi(exchange, services);
  if (path.startsWith('/acr/v1/')) return serveAcr(exchange, services);
  sendBytes(request, response, 404, { 'Content-Type': 'text/plain; charset=utf-8' }, 'not found\n');
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}

function openExchange(request: IncomingMessage, response: ServerResponse, notes: ExchangeNotes): Exchange {
  const target = request.url ?? '';
  const mark = target.indexOf('?');
  return {
    request,
    response,
    notes,
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? noQuery : new URLSearchParams(target.slice(mark + 1)),
  };
}

/** A fault of ours: the client learns that it is one, and nothing else. */
function fail({ log }: Services, { request, response, notes }: Exchange, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log({ level: 'error', event: 'fault', message, id: notes.id });
  if (response.headersSent) response.destroy();
  else sendBytes(request, response, 500, { 'Content-Type': 'text/plain; charset=utf-8' }, 'internal error\n');
}

function record(
  { metrics, log }: Services,
  request: IncomingMessage,
  response: ServerResponse,
  { id, kind, origin, result, sentBytes }: ExchangeNotes,
  milliseconds: number,
): void {
  const rule = origin?.rule.name ?? '';
  const status = String(response.statusCode);
  metrics.add('requests', { rule, kind, status });
  if (result !== undefined) metrics.add('cache', { rule, kind, result });
  metrics.observe('requestSeconds', { kind, result: result ?? '' }, milliseconds / 1_000);
  if (sentBytes > 0) metrics.add('sent', { rule }, sentBytes);
  log({
    level: response.statusCode >= 500 ? 'warn' : 'info',
    event: 'request',
    id,
    method: request.method,
    path: (request.url ?? '').split('?', 1)[0]?.slice(0, 1_000),
    status: response.statusCode,
    rule: origin?.rule.name,
    source: origin === undefined ? undefined : `${origin.registry}/${origin.repository}`,
    result,
    bytes: sentBytes,
    complete: response.writableFinished,
    ms: roundedMs(milliseconds),
    client: request.socket.remoteAddress,
  });
}
