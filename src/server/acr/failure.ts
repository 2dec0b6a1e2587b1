import { randomUUID } from 'node:crypto';
import { failureAnswer, type PullFailure, type Subject } from '../failure.ts';
import type { ErrorAnswer, RegistryErrorCode } from '../http/errors.ts';
import type { Origin } from '../origins.ts';

/**
 * The answer to a client in ACR's own words, as far as they were seen: denied (Azure/acr#772), unauthorized (#599), too many
 * requests (#754), a failing upstream (#892, with 424), referrers (#891), an unknown tag (MicrosoftDocs/azure-docs#90060).
 * Only the text of an unknown digest follows the others without having been seen.
 */
export function acrFailureAnswer(
  failure: PullFailure,
  subject: Subject,
  origin: Origin,
  asked: string,
): ErrorAnswer {
  const source = `'${origin.registry}/${origin.repository}'`;
  const rule = `cache rule '${origin.rule.name}'`;
  const plain = failureAnswer(failure, subject, origin);
  switch (failure.code) {
    case 'not-found':
      return notFound(subject, origin, asked);
    case 'denied':
      return atSource(
        403,
        'DENIED',
        `requested access to pull from source ${source} for ${rule} has been denied`,
      );
    case 'unauthorized':
      return atSource(401, 'UNAUTHORIZED', `authentication required with source registry for ${rule}`);
    case 'rate-limited':
      return atSource(
        429,
        'TOOMANYREQUESTS',
        `too many requests to source registry for ${rule}`,
        plain.headers,
      );
    case 'unavailable':
    case 'protocol': {
      const text =
        subject === 'referrers'
          ? `request to fetch referrers from source ${source} for ${rule} returned status code ${failure.status ?? 502}`
          : `request to pull from source ${source} for ${rule} has failed`;
      return atSource(424, 'UNKNOWN', text);
    }
    case 'offline':
      return plain;
  }
}

function atSource(
  status: number,
  code: RegistryErrorCode,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): ErrorAnswer {
  const id = randomUUID();
  return {
    status,
    code,
    message: `${text}. CorrelationId: ${id}. For more information, please visit https://aka.ms/acr/cache`,
    headers: { ...headers, 'X-Ms-Correlation-Request-Id': id },
  };
}

function notFound(subject: Subject, { name }: Origin, asked: string): ErrorAnswer {
  const status = 404;
  if (subject === 'repository')
    return {
      status,
      code: 'NAME_UNKNOWN',
      message: 'repository name not known to registry',
      detail: { name },
    };
  if (subject === 'blob')
    return { status, code: 'BLOB_UNKNOWN', message: 'blob unknown to registry', detail: { Digest: asked } };
  if (asked.includes(':'))
    return {
      status,
      code: 'MANIFEST_UNKNOWN',
      message: `manifest ${asked} is not found`,
      detail: { Name: name, Revision: asked },
    };
  return {
    status,
    code: 'MANIFEST_UNKNOWN',
    message: `manifest tagged by "${asked}" is not found`,
    detail: { Tag: asked },
  };
}
