import { parseRetryAfter } from '../../../../registry/http/retry-after.ts';
import { createRedactor, type Redactor } from '../../../../registry/redact.ts';
import { StorageFailure, type StorageFailureCode } from '../container.ts';

/** What is wrong, as the service says it: status 404 with `BlobNotFound`, for example. */
export interface ServiceError {
  readonly status: number;
  /** `x-ms-error-code`: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
  readonly code: string;
}

/** Undefined where the service did not answer. */
export function serviceError(error: unknown): ServiceError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { statusCode, code, details } = error as Partial<Record<'statusCode' | 'code' | 'details', unknown>>;
  if (typeof statusCode !== 'number') return undefined;
  // An answer to HEAD has no body: there the code stands in a header alone.
  const fromHeader =
    typeof details === 'object' && details !== null && 'errorCode' in details ? details.errorCode : undefined;
  const named = typeof code === 'string' && code !== 'REST_ERROR' ? code : fromHeader;
  return { status: statusCode, code: typeof named === 'string' ? named : '' };
}

const redactor: Redactor = createRedactor();

/** Keeps a credential out of every message from now on. */
export const protect: Redactor['protect'] = redactor.protect;

/** The failure that an error of the SDK stands for. `place` is the account and container, for people. */
export function storageFailure(error: unknown, place: string): StorageFailure {
  if (error instanceof StorageFailure) return error;
  const known = serviceError(error);
  if (known === undefined) {
    const code: StorageFailureCode = isCredentialError(error) ? 'denied' : 'unavailable';
    return new StorageFailure(code, `${place}: ${firstLine(error)}`);
  }
  const { status } = known;
  const said = `${place}: ${known.code === '' ? '' : `${known.code}, `}status ${status}`;
  return new StorageFailure(failureCode(known), said, retryAfter(error));
}

function failureCode({ status, code }: ServiceError): StorageFailureCode {
  if (code === 'ContainerNotFound' || code === 'ContainerBeingDeleted') return 'no-container';
  if (status === 401 || status === 403) return 'denied';
  if (status === 429 || status === 503) return 'throttled';
  return status >= 500 || status === 408 ? 'unavailable' : 'rejected';
}

/** Errors of @azure/identity; told by name, since it is loaded apart. */
function isCredentialError(error: unknown): boolean {
  return error instanceof Error && /Authentication|CredentialUnavailable/.test(error.name);
}

function firstLine(error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') return 'no answer in time';
  const text = error instanceof Error ? error.message : String(error);
  return redactor.clean(text.split('\n', 1)[0]?.slice(0, 500) ?? '');
}

function retryAfter(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('response' in error)) return undefined;
  const { headers } = (error.response ?? {}) as { headers?: { get?(name: string): string | undefined } };
  const milliseconds = parseRetryAfter(headers?.get?.('retry-after'), Date.now());
  return milliseconds === undefined ? undefined : Math.ceil(milliseconds / 1_000);
}
