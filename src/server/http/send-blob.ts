import type { ServerResponse } from 'node:http';
import { BlobInterrupted, type BlobReader } from '../fill/blob-reader.ts';
import type { BufferPool } from '../memory/buffer-pool.ts';
import type { ByteRange } from './range.ts';

/**
 * `left`: the client went away. `broken`: the connection was reset, because what was left could not be had, or was wrong.
 * `unbegun`: the same before anything was sent, so that an error can still be answered.
 */
export type SendOutcome =
  | { readonly kind: 'sent' | 'left' }
  | { readonly kind: 'broken' | 'unbegun'; readonly cause: BlobInterrupted };

export interface SendSettings {
  readonly buffers: BufferPool;
  /** A client that takes nothing for so long is sent away. */
  readonly stallMs: number;
  readonly sent: (bytes: number) => void;
  /** Writes the header; called when the first piece is there. */
  readonly begin: () => void;
}

/**
 * Sends a range of a blob, at least one byte, as the body of an answer. Two buffers take turns: one is filled while the
 * other is on its way. The last piece is sent when the whole blob is verified, so that an answer with wrong bytes never
 * looks complete: its connection is reset instead.
 */
export async function sendBlob(
  response: ServerResponse,
  reader: BlobReader,
  { start, end }: ByteRange,
  { buffers, stallMs, sent, begin }: SendSettings,
): Promise<SendOutcome> {
  const lease = buffers.lease(end - start);
  const writes = trackWrites(response);
  const flights: [Promise<boolean>, Promise<boolean>] = [Promise.resolve(true), Promise.resolve(true)];
  let position = start;
  let turn: 0 | 1 = 0;
  let unused = false;
  try {
    while (position < end) {
      if (response.destroyed || !(await flights[turn])) return { kind: 'left' };
      const buffer = lease.buffers[turn];
      const space = end - position < buffer.byteLength ? buffer.subarray(0, end - position) : buffer;
      response.socket?.setTimeout(0);
      const count = await readPiece(reader, space, position, end);
      if (response.destroyed) return { kind: 'left' };
      if (position === start) begin();
      response.socket?.setTimeout(stallMs);
      flights[turn] = writes.write(count === space.byteLength ? space : space.subarray(0, count));
      position += count;
      turn = turn === 0 ? 1 : 0;
      sent(count);
    }
    if (!(await Promise.all(flights)).every(Boolean)) return { kind: 'left' };
    unused = true;
    response.socket?.setTimeout(0);
    response.end();
    return { kind: 'sent' };
  } catch (error) {
    if (!(error instanceof BlobInterrupted)) throw error;
    if (position === start) return { kind: 'unbegun', cause: error };
    response.socket?.resetAndDestroy();
    return { kind: 'broken', cause: error };
  } finally {
    lease.end(unused);
  }
}

async function readPiece(
  reader: BlobReader,
  space: Uint8Array,
  position: number,
  end: number,
): Promise<number> {
  const count = await reader.read(space, position);
  if (count === 0) throw new BlobInterrupted('the blob is shorter than announced');
  if (position + count === end && !(await reader.verification())) {
    throw new BlobInterrupted('the content is not what the digest names', 'protocol');
  }
  return count;
}

/** Writes that are over when the connection takes the bytes, or closes: a write to a client that left may never call back. */
function trackWrites(response: ServerResponse): { write(piece: Uint8Array): Promise<boolean> } {
  const open = new Set<(taken: boolean) => void>();
  response.once('close', () => {
    for (const land of open) land(false);
  });
  return {
    write: (piece) =>
      new Promise((resolve) => {
        open.add(resolve);
        response.write(piece, (error) => {
          open.delete(resolve);
          resolve(error === null || error === undefined);
        });
      }),
  };
}
