import type { Exchange, Services } from '../exchange.ts';
import { isRepositoryName } from '../http/names.ts';
import { sendError } from '../http/reply.ts';

/** Pushes and deletions are refused: ACR takes nothing into the target of a cache rule either (Azure/acr#845). */
export function refuseWrite(exchange: Exchange, { origins }: Services, name: string | undefined): void {
  const { request, response, notes } = exchange;
  const origin = name !== undefined && isRepositoryName(name) ? origins().find(name) : undefined;
  const target = origin?.via === 'rule' ? origin : undefined;
  if (target !== undefined) notes.origin = target;
  sendError(request, response, {
    status: 405,
    code: 'UNSUPPORTED',
    message:
      target === undefined
        ? 'this registry is a cache: it only serves pulls'
        : `the repository is the target of cache rule ${target.rule.name}, which only its source fills`,
    headers: { Allow: 'GET, HEAD', Connection: 'close' },
  });
}
