import type { Exchange } from '../exchange.ts';
import { type PageRequest, parsePage } from '../http/page.ts';
import { sendBytes } from '../http/reply.ts';
import { contentSecurityPolicy, statusPage } from './page.ts';
import type { StatusReport } from './report.ts';
import type { RepositoryPage } from './repositories.ts';

export interface StatusSource {
  readonly report: () => StatusReport;
  readonly repositories: (page: PageRequest) => Promise<RepositoryPage>;
  readonly now: () => number;
}

/** Repositories on one page, and at most in one answer. */
const pageSize = 25;
const maxPageSize = 1_000;

/** The page for people at `/`, and the same for programs; false for any other path. */
export async function serveStatus(exchange: Exchange, source: StatusSource): Promise<boolean> {
  const { request, path, query, notes } = exchange;
  if (!['/', '/status.json', '/status/repositories.json'].includes(path)) return false;
  notes.kind = 'status';
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(exchange, 405, 'text/plain; charset=utf-8', 'only GET and HEAD\n', { Allow: 'GET, HEAD' });
    return true;
  }
  const asked = parsePage(query);
  const n = Math.min(asked?.n ?? pageSize, maxPageSize);
  const last = query.get('last') ?? undefined;
  const wanted = { n, ...(last === undefined ? {} : { last }) };
  if (path === '/status.json') sendJson(exchange, source.report());
  else if (path === '/status/repositories.json') sendJson(exchange, await source.repositories(wanted));
  else {
    const images = await source.repositories(wanted);
    const page = { report: source.report(), images, isFirstPage: last === undefined, now: source.now() };
    send(exchange, 200, 'text/html; charset=utf-8', statusPage(page), {
      'Content-Security-Policy': contentSecurityPolicy,
      'Referrer-Policy': 'no-referrer',
    });
  }
  return true;
}

function sendJson(exchange: Exchange, value: unknown): void {
  send(exchange, 200, 'application/json', `${JSON.stringify(value)}\n`);
}

function send(
  { request, response }: Exchange,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const common = {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
  sendBytes(request, response, status, { ...common, ...headers }, body);
}
