import type { IncomingMessage, ServerResponse } from 'node:http';

/** A body of `application/x-www-form-urlencoded`; undefined when it is longer than `maxBytes` or never came to its end. */
export function readForm(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<URLSearchParams | undefined> {
  if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let size = 0;
    request.on('data', (piece: Buffer) => {
      size += piece.byteLength;
      if (size <= maxBytes) pieces.push(piece);
      else resolve(undefined);
    });
    request.on('end', () => resolve(new URLSearchParams(Buffer.concat(pieces).toString())));
    request.on('close', () => resolve(undefined));
  });
}
