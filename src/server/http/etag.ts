import type { IncomingHttpHeaders } from 'node:http';

/** Content that is addressed by its digest has it for an entity tag. */
export function entityTag(digest: string): string {
  return `"${digest}"`;
}

/** Whether `If-None-Match` names what the client would get (RFC 9110, 13.1.2: weak comparison). */
export function isNotModified(headers: IncomingHttpHeaders, digest: string): boolean {
  const header = headers['if-none-match'];
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const tag = entityTag(digest);
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === tag);
}

/** Whether a `Range` still holds: without `If-Range`, or where that names the content (RFC 9110, 13.1.5: strong comparison). */
export function isRangeCurrent(headers: IncomingHttpHeaders, digest: string): boolean {
  const header = headers['if-range'];
  return typeof header !== 'string' || header.trim() === entityTag(digest);
}
