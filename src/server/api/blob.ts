import type { FoundBlob } from '../content/blobs.ts';
import type { Exchange, Services } from '../exchange.ts';
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
  for (let attempts = 1; ; attempts++) {
    const found = await services.blobs.open(origin, digest);
    if (!found.ok) {
      sendError(request, response, services.explain(found.error, 'blob', origin, digest));
      return;
    }
    const { reader, result } = found.value;
    notes.result = result;
    // What is damaged in the store is gone from it by then.
    const again = result === 'hit' && attempts === 1;
    try {
      if ((await answer(exchange, services, origin, digest, found.value, again)) === 'answered') return;
    } finally {
      reader.release();
    }
  }
}

/**
 * `damaged`: the stored blob is not what its digest names, and nothing was sent yet; only where `again` says that there is another
 * way to it.
 */
async function answer(
  { request, response, notes }: Exchange,
  { buffers, stallMs, log, explain }: Services,
  origin: Origin,
  digest: string,
  { reader, result }: FoundBlob,
  again: boolean,
): Promise<'answered' | 'damaged'> {
  const { size } = reader;
  const headers = {
    'Accept-Ranges': 'bytes',
    'Docker-Content-Digest': digest,
    ETag: entityTag(digest),
  };
  if (isNotModified(request.headers, digest)) {
    response.writeHead(304, headers).end();
    return 'answered';
  }
  const asked = isRangeCurrent(request.headers, digest) ? parseRange(request.headers.range, size) : 'whole';
  const range = asked === 'whole' || asked === 'unsatisfiable' ? { start: 0, end: size } : asked;
  const length = range.end - range.start;
  // Where nothing is sent nothing can be held back. What only the store says of a size has to be right, too.
  const bodiless = request.method === 'HEAD' || asked === 'unsatisfiable';
  if ((bodiless ? result === 'hit' : length === 0) && !(await reader.verification())) {
    if (again) return 'damaged';
    const failure = { code: 'protocol', message: 'the content is not what the digest names' } as const;
    sendError(request, response, explain(failure, 'blob', origin, digest));
    return 'answered';
  }
  if (asked === 'unsatisfiable') {
    sendBytes(request, response, 416, { ...headers, 'Content-Range': `bytes */${size}` }, '');
    return 'answered';
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
    return 'answered';
  }
  const sent = (bytes: number): void => {
    notes.sentBytes += bytes;
  };
  const outcome = await sendBlob(response, reader, range, { buffers, stallMs, sent, begin });
  if (!('cause' in outcome)) return 'answered';
  const { code, message } = outcome.cause;
  log({ level: 'warn', event: 'broken', message, digest, rule: origin.rule.name });
  if (outcome.kind === 'broken') return 'answered';
  if (again && !(await reader.verification())) return 'damaged';
  sendError(request, response, explain({ code, message }, 'blob', origin, digest));
  return 'answered';
}
