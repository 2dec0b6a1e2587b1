import type { IncomingHttpHeaders } from 'node:http';
import { err, ok, type Result } from '../result.ts';
import type { RegistryClient } from './client.ts';
import type { RegistryError } from './error.ts';
import { nextLink } from './http/link.ts';
import { errorOf } from './report.ts';
import { fetchDocument } from './send.ts';

export interface Page {
  /** The parsed JSON, an object. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
}

export interface PagedRequest {
  readonly target: string;
  readonly repository: string | undefined;
  readonly accept: string;
  readonly signal: AbortSignal | undefined;
  /** Of all pages together. */
  readonly limitBytes: number;
}

const maxPages = 1_000;
/** However steadily the pages come: others wait for the list, too. */
const maxMs = 5 * 60_000;

/**
 * Reads the pages of a list along their `Link` headers until `take` has enough (it returns false) or there is no next one. A
 * link is followed only within the registry and to a page that has not been read. The value tells whether pages are left.
 */
export async function readPages(
  client: RegistryClient,
  { target, repository, accept, signal, limitBytes }: PagedRequest,
  take: (page: Page) => Result<boolean, string>,
): Promise<Result<{ readonly more: boolean }, RegistryError>> {
  const { wire } = client;
  const read = new Set<string>();
  let next: string | URL = target;
  let left = limitBytes;
  const started = performance.now();
  for (;;) {
    const request = {
      method: 'GET',
      target: next,
      repository,
      headers: { accept },
      expect: [200],
      signal,
    } as const;
    const answer = await fetchDocument(wire, request, left);
    if (!answer.ok) return answer;
    const { body, headers, url } = answer.value;
    left -= body.length;
    const refuse = (what: string): Result<never, RegistryError> =>
      err(errorOf('protocol', url.host, what, wire.redactor));
    const fields = parseObject(body);
    if (fields === undefined) {
      const noJson = errorOf('protocol', url.host, 'sent a list that is no JSON object', wire.redactor);
      return err({ ...noJson, reason: 'JSON' });
    }
    const taken = take({ fields, headers });
    if (!taken.ok) return refuse(taken.error);
    const link = nextLink(headers.link);
    if (link === undefined || !taken.value) return ok({ more: link !== undefined });
    read.add(url.href);
    const following = pageAfter(url, link);
    if (following === undefined || read.has(following.href))
      return refuse('linked to a next page that is none of its own');
    if (read.size >= maxPages) return refuse(`sent a list of more than ${maxPages} pages`);
    if (performance.now() - started > maxMs) return refuse('sent a list that takes too long');
    next = following;
  }
}

/** Same origin, so that our proof goes nowhere else. */
function pageAfter(url: URL, link: string): URL | undefined {
  if (!URL.canParse(link, url.href)) return undefined;
  const next = new URL(link, url);
  if (next.origin !== url.origin || next.username !== '' || next.password !== '') return undefined;
  next.hash = '';
  return next;
}

function parseObject(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
