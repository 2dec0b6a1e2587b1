import type { Exchange, Services } from '../exchange.ts';
import { failureAnswer } from '../failure.ts';
import type { BlobReader } from '../fill/blob-reader.ts';
import { isDigest } from '../http/digest.ts';
import { entityTag, isNotModified, isRangeCurrent } from '../http/etag.ts';
import { parseRange } from '../http/range.ts';
import { sendBytes, sendError } from '../http/reply.ts';
import { sendBlob } from '../http/send-blob.ts';
import type { Origin } from '../origins.ts';
import { resolveTarget } from './target.ts';

/** GET and HEAD of a blob, whole or a range (distribution-spec, "Pulling blobs"), whether it is in the store or on its way there. */
export async function serveBlob(
  exchange: Exchange,
  services: Services,
  { name, digest }: { readonly name: string; readonly digest: string },
): Promise<void> {
  const { request, response, notes } = exchange;
  const origin = resolveTarget(exchange, services, name);
  if (origin === undefined) return;
  if (!isDigest(digest)) {
    sendError(request, response, { status: 400, code: 'DIGEST_INVALID', message: 'this is not a digest' });
    return;
  }
  const found = await services.blobs.open(origin, digest);
  if (!found.ok) {
    sendError(request, response, failureAnswer(found.error, 'blob', origin));
    return;
  }
  const { reader, result } = found.value;
  notes.result = result;
  try {
    await answer(exchange, services, origin, digest, reader);
  } finally {
    reader.release();
  }
}

async function answer(
  { request, response, notes }: Exchange,
  { buffers, stallMs, log }: Services,
  origin: Origin,
  digest: string,
  reader: BlobReader,
): Promise<void> {
  const { size } = reader;
  const headers = {
    'Accept-Ranges': 'bytes',
    'Docker-Content-Digest': digest,
    ETag: entityTag(digest),
  };
  if (isNotModified(request.headers, digest)) {
    response.writeHead(304, headers).end();
    return;
  }
  const asked = isRangeCurrent(request.headers, digest) ? parseRange(request.headers.range, size) : 'whole';
  if (asked === 'unsatisfiable') {
    sendBytes(request, response, 416, { ...headers, 'Content-Range': `bytes */${size}` }, '');
    return;
  }
  const range = asked === 'whole' ? { start: 0, end: size } : asked;
  const length = range.end - range.start;
  // Of an empty body nothing can be held back.
  if (length === 0 && !(await reader.verification())) {
    const failure = { code: 'protocol', message: 'the content is not what the digest names' } as const;
    sendError(request, response, failureAnswer(failure, 'blob', origin));
    return;
  }
  const partial =
    asked === 'whole' ? {} : { 'Content-Range': `bytes ${range.start}-${range.end - 1}/${size}` };
  const begin = (): void => {
    const content = { 'Content-Type': 'application/octet-stream', 'Content-Length': length };
    response.writeHead(asked === 'whole' ? 200 : 206, { ...headers, ...content, ...partial });
  };
  if (request.method === 'HEAD' || length === 0) {
    begin();
    response.end();
    return;
  }
  const sent = (bytes: number): void => {
    notes.sentBytes += bytes;
  };
  const outcome = await sendBlob(response, reader, range, { buffers, stallMs, sent, begin });
  if (!('cause' in outcome)) return;
  const { code, message } = outcome.cause;
  log({ level: 'warn', event: 'broken', message, digest, rule: origin.rule.name });
  if (outcome.kind === 'unbegun')
    sendError(request, response, failureAnswer({ code, message }, 'blob', origin));
}
