import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ErrorAnswer, errorBody } from './errors.ts';

/**
 * A body up to so many bytes goes out as text of one byte per character, which Node puts behind the header in one write;
 * bytes it sends as a vector, which takes a fifth longer.
 */
const textBytes = 16 * 1024;

/** Sends a body whole; a HEAD gets the same header without it. */
export function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  if (request.method === 'HEAD') response.end();
  else if (typeof body === 'string' || body.byteLength > textBytes) response.end(body);
  else response.end(latin1(body), 'latin1');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
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
