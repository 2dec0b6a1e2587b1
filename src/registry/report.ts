import type { IncomingHttpHeaders } from 'node:http';
import type { RegistryError, RegistryErrorCode, UpstreamError } from './error.ts';
import type { TransportFailure } from './http/failure.ts';
import { parseRetryAfter } from './http/retry-after.ts';
import { mediaTypeOf } from './media-types.ts';
import { rateLimitOf } from './rate-limit.ts';
import type { Redactor } from './redact.ts';

const maxErrors = 16;
const maxTextLength = 500;

/** What a refusal is made of. `body` is at most what `readDocument` was limited to. */
export interface Refusal {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The error for an answer with a status that is not the wanted one. All text of the other side passes the redactor here. */
export function errorOfRefusal(
  { status, headers, body }: Refusal,
  host: string,
  redactor: Redactor,
): RegistryError {
  const errors = parseErrors(body, headers, redactor);
  const limited = errors.some(({ code }) => code === 'TOOMANYREQUESTS');
  const code = limited ? 'rate-limited' : codeOfStatus(status);
  const said = errors
    .map((error) => [error.code, error.message].filter((text) => text !== '').join(': '))
    .filter((text) => text !== '')
    .join('; ');
  const retryAfterMs = parseRetryAfter(headers['retry-after'], Date.now());
  const rateLimit = rateLimitOf(headers);
  return {
    code,
    message: `${host} answered ${status}${said === '' ? '' : ` (${printable(said)})`}`,
    host,
    status,
    errors,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
}

export function errorOfFailure(failure: TransportFailure, host: string, redactor: Redactor): RegistryError {
  const { code, message, reason } = failure;
  const text = `${host}: ${printable(redactor.clean(message))}`;
  return { code, message: text, host, errors: [], ...(reason === undefined ? {} : { reason }) };
}

/** An error of our own finding; `what` follows the host in the message. */
export function errorOf(
  code: RegistryErrorCode,
  host: string,
  what: string,
  redactor: Redactor,
  status?: number,
): RegistryError {
  const message = `${host} ${printable(redactor.clean(what))}`;
  return { code, message, host, errors: [], ...(status === undefined ? {} : { status }) };
}

function codeOfStatus(status: number): RegistryErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403 || status === 402 || status === 451) return 'denied';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429) return 'rate-limited';
  return status >= 500 || status === 408 ? 'unavailable' : 'protocol';
}

/** The error list of the distribution specification; what token servers and proxies say instead becomes one entry without a code. */
function parseErrors(
  body: Buffer,
  headers: IncomingHttpHeaders,
  redactor: Redactor,
): readonly UpstreamError[] {
  const text = body.toString('utf8').trim();
  if (text === '') return [];
  const list = parseList(text);
  if (list !== undefined) {
    return list.slice(0, maxErrors).map((entry) => ({
      code: /^[A-Z][A-Z0-9_]{0,99}$/.test(field(entry, 'code')) ? field(entry, 'code') : '',
      message: printable(
        redactor.clean(field(entry, 'message') || field(entry, 'details') || field(entry, 'error')),
      ),
    }));
  }
  const isText = mediaTypeOf(headers['content-type'])?.startsWith('text/plain') ?? true;
  return isText ? [{ code: '', message: printable(redactor.clean(text)) }] : [];
}

function parseList(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return 'errors' in value && Array.isArray(value.errors) ? value.errors : [value];
  } catch {
    return undefined;
  }
}

function field(entry: unknown, name: string): string {
  if (typeof entry !== 'object' || entry === null) return '';
  const value: unknown = Reflect.get(entry, name);
  return typeof value === 'string' ? value : '';
}

/** One short line: others put our messages into headers and logs, so no control or formatting characters pass. */
export function printable(text: string): string {
  const line = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > maxTextLength ? `${line.slice(0, maxTextLength - 1)}…` : line;
}
