import type { Exchange } from './exchange.ts';
import { sendBytes } from './http/reply.ts';
import type { Metrics } from './observe/metrics.ts';

export interface OperationsSettings {
  readonly metrics: Metrics;
  /** Whether requests are still welcome. */
  readonly isReady: () => boolean;
}

/** What those who run the server ask it; false for any other path. */
export function serveOperations(exchange: Exchange, { metrics, isReady }: OperationsSettings): boolean {
  const { request, response, path, notes } = exchange;
  const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
  switch (path) {
    case '/healthz':
      notes.kind = 'health';
      sendBytes(request, response, 200, plain, 'ok\n');
      return true;
    case '/readyz':
      notes.kind = 'health';
      sendBytes(request, response, isReady() ? 200 : 503, plain, isReady() ? 'ok\n' : 'stopping\n');
      return true;
    case '/metrics':
      notes.kind = 'metrics';
      sendBytes(request, response, 200, { 'Content-Type': 'text/plain; version=0.0.4' }, metrics.text());
      return true;
    default:
      return false;
  }
}
