import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ErrorAnswer, errorBody } from './errors.ts';

/** Sends a body whole; a HEAD gets the same header without it. */
export function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

export function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  value: unknown,
): void {
  sendBytes(
    request,
    response,
    200,
    { 'Content-Type': 'application/json', ...headers },
    JSON.stringify(value),
  );
}

export function sendError(request: IncomingMessage, response: ServerResponse, answer: ErrorAnswer): void {
  const headers = { 'Content-Type': 'application/json', ...answer.headers };
  sendBytes(request, response, answer.status, headers, errorBody(answer));
}
