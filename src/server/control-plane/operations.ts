import { randomUUID } from 'node:crypto';
import { type ArmAnswer, found, refusal } from './answer.ts';
import { location } from './azure-ids.ts';

/**
 * Long-running operations as ARM has them: the client is told where to ask how far its request is. Here all is done before
 * the first answer, so that the first question is answered with `Succeeded`.
 */
export interface Operations {
  /** The header that tells where a creation or an update is asked for. */
  begun(kind: OperationKind, resource: string, apiVersion: string): Readonly<Record<string, string>>;
  /** The header that tells where a deletion is asked for. */
  deleting(kind: OperationKind, subscription: string, apiVersion: string): Readonly<Record<string, string>>;
  status(operation: string): ArmAnswer;
  result(operation: string): ArmAnswer;
}

export type OperationKind = 'cacheRules' | 'credentialSets';

/** How many of the newest operations are remembered. */
const remembered = 10_000;

/** Seconds; without the header az waits for thirty. */
const retryAfter = { 'Retry-After': '1' };

/** `origin` stands before the paths: `https://127.0.0.1:5443`. */
export function createOperations(origin: string): Operations {
  const known = new Set<string>();
  const begin = (kind: OperationKind): string => {
    const operation = `${kind.toLowerCase()}-${randomUUID()}`;
    known.add(operation);
    const [oldest] = known;
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return operation;
  };
  const answer = (operation: string, done: ArmAnswer): ArmAnswer =>
    known.has(operation)
      ? done
      : refusal({
          status: 404,
          code: 'ResourceNotFound',
          message: `There is no operation ${operation}: the local registry forgets them when it stops.`,
        });
  return {
    begun: (kind, resource, apiVersion) => ({
      'Azure-AsyncOperation': `${origin}${encodeURI(resource)}/operationStatuses/${begin(kind)}?api-version=${encodeURIComponent(apiVersion)}`,
      ...retryAfter,
    }),
    deleting: (kind, subscription, apiVersion) => ({
      Location: `${origin}/subscriptions/${encodeURIComponent(subscription)}/providers/Microsoft.ContainerRegistry/locations/${location}/operationResults/${begin(kind)}?api-version=${encodeURIComponent(apiVersion)}`,
      ...retryAfter,
    }),
    status: (operation) => answer(operation, found({ status: 'Succeeded' })),
    result: (operation) => answer(operation, { status: 200 }),
  };
}
