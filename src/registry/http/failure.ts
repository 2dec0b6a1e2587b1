/** Why an exchange gave no answer, before it is known which registry it was for. */
export interface TransportFailure {
  readonly code: 'network' | 'tls' | 'timeout' | 'aborted' | 'protocol';
  readonly message: string;
  /** The code of the system, of OpenSSL or of Node. */
  readonly reason?: string;
}

const tlsCode =
  /^(?:ERR_(?:TLS|SSL|OSSL)_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_(?:CA|PURPOSE)|PATH_LENGTH|HOSTNAME_MISMATCH|ERROR_IN_CE?RT|EPROTO$)/;

/** Sorts what Node throws: a connection that failed, a certificate that did, or bytes that are no HTTP (`HPE_`). */
export function failureOf(error: unknown): TransportFailure {
  const reason = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  if (reason?.startsWith('HPE_') === true) {
    const what =
      reason === 'HPE_HEADER_OVERFLOW' ? 'a header that is too large' : 'an answer that is no HTTP';
    return { code: 'protocol', message: `sent ${what} (${text})`, reason };
  }
  if (reason !== undefined && tlsCode.test(reason)) {
    return { code: 'tls', message: `the TLS connection failed: ${text}`, reason };
  }
  return {
    code: reason === 'ETIMEDOUT' ? 'timeout' : 'network',
    message: `the connection failed: ${text}`,
    ...(reason === undefined ? {} : { reason }),
  };
}

export const abortedFailure: TransportFailure = { code: 'aborted', message: 'the request was cancelled' };

export function timeoutFailure(what: string, milliseconds: number): TransportFailure {
  return { code: 'timeout', message: `${what} for ${milliseconds} ms` };
}

/** An AggregateError (happy eyeballs) has no useful code of its own on every platform; its first error has. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : undefined;
}
