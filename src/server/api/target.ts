import type { Exchange, Services } from '../exchange.ts';
import type { ErrorAnswer } from '../http/errors.ts';
import { isRepositoryName } from '../http/names.ts';
import { sendError } from '../http/reply.ts';
import type { Origin } from '../origins.ts';

/**
 * What the repository of a request stands for; when it stands for nothing the refusal is sent. Sets `OCI-Namespace` where
 * `ns` led the way (distribution-spec, "Registry Proxying").
 */
export function resolveTarget(exchange: Exchange, services: Services, name: string): Origin | undefined {
  const { request, response, query, notes } = exchange;
  if (!isRepositoryName(name)) {
    sendError(request, response, invalidName);
    return undefined;
  }
  const namespace = query.get('ns') ?? undefined;
  const origin = services.origins().find(name, namespace);
  if (origin === undefined) {
    sendError(request, response, {
      status: 404,
      code: 'NAME_UNKNOWN',
      message: 'no cache rule serves this repository',
      detail: { name, ...(namespace === undefined ? {} : { namespace: namespace.slice(0, 255) }) },
    });
    return undefined;
  }
  notes.origin = origin;
  if (namespace !== undefined && origin.via === 'namespace') response.setHeader('OCI-Namespace', namespace);
  return origin;
}

const invalidName: ErrorAnswer = {
  status: 400,
  code: 'NAME_INVALID',
  message: 'a repository is named by lower-case letters and digits, separated by . _ __ - and /',
};
