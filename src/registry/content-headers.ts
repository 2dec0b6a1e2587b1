import type { IncomingHttpHeaders } from 'node:http';
import { isDigest } from './digest.ts';

/** The length that an answer announces, undefined where it announces none that a number can hold. */
export function contentLength(headers: IncomingHttpHeaders): number | undefined {
  const text = headers['content-length'];
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const length = Number(text);
  return Number.isSafeInteger(length) ? length : undefined;
}

/** `Docker-Content-Digest`; undefined where there is none or it is not a digest. */
export function announcedDigest(headers: IncomingHttpHeaders): string | undefined {
  const text = headers['docker-content-digest'];
  return typeof text === 'string' && isDigest(text) ? text : undefined;
}

export interface ContentRange {
  readonly start: number;
  /** The offset of the last byte. */
  readonly end: number;
  /** Of the whole blob, undefined where the server does not say. */
  readonly total: number | undefined;
}

/** `Content-Range: bytes 0-99/200` or with `*` for the total (RFC 9110, section 14.4). */
export function parseContentRange(header: string | undefined): ContentRange | undefined {
  const match = /^\s*bytes\s+(\d{1,16})-(\d{1,16})\/(\d{1,16}|\*)\s*$/i.exec(header ?? '');
  if (match === null) return undefined;
  const range = {
    start: Number(match[1]),
    end: Number(match[2]),
    total: match[3] === '*' ? undefined : Number(match[3]),
  };
  if (!Number.isSafeInteger(range.end) || range.start > range.end) return undefined;
  return range.total !== undefined && range.end >= range.total ? undefined : range;
}
