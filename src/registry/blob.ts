import type { IncomingHttpHeaders } from 'node:http';
import { err, ok, type Result } from '../result.ts';
import type { RegistryClient } from './client.ts';
import { announcedDigest, contentLength, parseContentRange } from './content-headers.ts';
import { digestAlgorithm } from './digest.ts';
import type { RegistryError } from './error.ts';
import { readChunks, type TakePiece } from './http/body.ts';
import type { HttpResponse } from './http/exchange.ts';
import { refuseInvalid } from './invalid.ts';
import { digestOffence, repositoryOffence } from './names.ts';
import { errorOf } from './report.ts';
import { open } from './send.ts';
import type { CallOptions } from './types.ts';
import { failed } from './wire.ts';

/** A blob on its way. It has to be read to its end or cancelled, else its connection stays open. */
export interface Blob {
  readonly status: 200 | 206;
  readonly headers: IncomingHttpHeaders;
  /** The bytes that are coming; undefined where the registry does not say (chunked). */
  readonly length: number | undefined;
  /** The size of the whole blob. */
  readonly total: number | undefined;
  /** The offset of the first byte that is coming. */
  readonly start: number;
  /** Where the bytes come from: the registry or whom it redirected us to. */
  readonly host: string;
  /**
   * The next bytes, undefined after the last ones; a body that ends early is an error (`network`). Nobody has compared them with
   * the digest yet (`digestVerifier`). One call at a time; a slow taker slows the sender down, but is never timed out.
   */
  next(): Promise<Result<Buffer | undefined, RegistryError>>;
  /** Gives all that is left to `take`, which costs less than `next`, and nothing more after that. Rejects as `take` does. */
  pour(take: TakePiece): Promise<Result<void, RegistryError>>;
  /** Gives up the rest and closes the connection. */
  cancel(): void;
}

/** Offsets of bytes, the end included as in HTTP; without an end, all from the start on. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export interface BlobOptions extends CallOptions {
  readonly range?: ByteRange;
}

/**
 * GET of a blob (end-2), or of a range of it to go on where another read was cut: one request, no HEAD. A range has to be
 * answered with 206 and the asked offsets; the whole blob instead (200) is an error, since its bytes would be
 * taken for the rest.
 */
export async function openBlob(
  client: RegistryClient,
  repository: string,
  digest: string,
  options: BlobOptions = {},
): Promise<Result<Blob, RegistryError>> {
  const { range, signal } = options;
  const offence = repositoryOffence(repository) ?? digestOffence(digest) ?? rangeOffence(range);
  if (offence !== undefined) return refuseInvalid(client, offence);
  const answer = await open(client.wire, {
    method: 'GET',
    target: `v2/${repository}/blobs/${digest}`,
    repository,
    headers: {
      accept: '*/*',
      ...(range === undefined ? {} : { range: `bytes=${range.start}-${range.end ?? ''}` }),
    },
    // 200 stands here for a range too, so that it gets its own message.
    expect: range === undefined ? [200] : [200, 206],
    signal,
  });
  if (!answer.ok) return answer;
  const response = answer.value;
  const extent = range === undefined ? wholeExtent(response) : rangeExtent(response, range);
  const contradiction = typeof extent === 'string' ? extent : contradicts(digest, response.headers);
  if (contradiction !== undefined || typeof extent === 'string') {
    response.message.destroy();
    const { host } = response.url;
    return err(errorOf('protocol', host, `sent ${contradiction}`, client.wire.redactor, response.status));
  }
  return ok({ ...extent, ...bodyOf(client, response, extent.length, signal) });
}

function bodyOf(
  client: RegistryClient,
  { message, headers, url }: HttpResponse,
  length: number | undefined,
  signal: AbortSignal | undefined,
): Pick<Blob, 'headers' | 'host' | 'next' | 'pour' | 'cancel'> {
  const reader = readChunks(message, client.wire.timeouts.idleMs, signal);
  let received = 0;
  const lengthError = (done: boolean): RegistryError | undefined => {
    if (length === undefined || (done ? received >= length : received <= length)) return undefined;
    reader.cancel();
    const what = `sent ${received} bytes of a body of ${length}`;
    return errorOf('protocol', url.host, what, client.wire.redactor);
  };
  return {
    headers,
    host: url.host,
    next: async () => {
      const chunk = await reader.next();
      if (!chunk.ok) return err(failed(client.wire, chunk.error, url));
      received += chunk.value?.length ?? 0;
      const error = lengthError(chunk.value === undefined);
      return error === undefined ? chunk : err(error);
    },
    pour: async (take) => {
      let tooLong: RegistryError | undefined;
      const poured = await reader.pour((piece) => {
        received += piece.length;
        tooLong = lengthError(false);
        return tooLong === undefined ? take(piece) : undefined;
      });
      const error = tooLong ?? (poured.ok ? lengthError(true) : failed(client.wire, poured.error, url));
      return error === undefined ? ok(undefined) : err(error);
    },
    cancel: reader.cancel,
  };
}

type Extent = Pick<Blob, 'status' | 'length' | 'total' | 'start'>;

function wholeExtent({ headers }: HttpResponse): Extent | string {
  const length = contentLength(headers);
  if (length === undefined && headers['content-length'] !== undefined) return 'a length that is no number';
  return { status: 200, length, total: length, start: 0 };
}

function rangeExtent({ status, headers }: HttpResponse, { start, end }: ByteRange): Extent | string {
  if (status !== 206) return 'the whole blob instead of the asked range';
  const got = parseContentRange(headers['content-range']);
  if (got === undefined) return 'a range without its place in the blob';
  if (got.start !== start || (end !== undefined && got.end > end)) return 'another range than the asked one';
  const length = got.end - got.start + 1;
  const announced = contentLength(headers);
  if (announced !== undefined && announced !== length)
    return 'a range whose length is not that of its offsets';
  return { status: 206, length, total: got.total, start };
}

function contradicts(digest: string, headers: IncomingHttpHeaders): string | undefined {
  const announced = announcedDigest(headers);
  if (announced === undefined || announced === digest) return undefined;
  return digestAlgorithm(announced) === digestAlgorithm(digest)
    ? `a blob with the digest ${announced} for ${digest}`
    : undefined;
}

function rangeOffence(range: ByteRange | undefined): string | undefined {
  if (range === undefined) return undefined;
  const { start, end = start } = range;
  const sound = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start;
  return sound ? undefined : `bytes ${range.start} to ${range.end ?? 'the end'} are no range`;
}
