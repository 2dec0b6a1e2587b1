import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '../../result.ts';
import { abortedFailure, failureOf, type TransportFailure, timeoutFailure } from './failure.ts';
import { takeOver } from './read-memory.ts';
import { startTimeout } from './timeout.ts';

/**
 * Takes a piece of a body. Its memory is used for the next one as soon as the call is over; a promise keeps the next one
 * back until it resolves.
 */
export type TakePiece = (piece: Buffer) => Promise<void> | undefined;

/** A body that is taken piece by piece; the other side is slowed down by whoever takes slowly. */
export interface ChunkReader {
  /** The next bytes, undefined after the last ones. One call at a time. */
  next(): Promise<Result<Buffer | undefined, TransportFailure>>;
  /** Gives all that is left to `take`, which costs less than `next`, and nothing more after that. Rejects as `take` does. */
  pour(take: TakePiece): Promise<Result<void, TransportFailure>>;
  /** Gives up the rest and closes the connection; after the end it does nothing. */
  cancel(): void;
}

/** Bytes of a rest for which a connection is given up: a new one costs less than having the parser copy it. */
const worthTakingOver = 1024 * 1024;

/** The time limit counts only while `next` waits: a slow consumer is not a slow upstream. */
export function readChunks(
  message: IncomingMessage,
  idleMs: number,
  signal: AbortSignal | undefined,
): ChunkReader {
  let ended = false;
  let failure: TransportFailure | undefined;
  let received = 0;
  const length = announcedLength(message);
  const left = (): number => length - received;
  let wake: (() => void) | undefined;
  /** The other side may not send because we do not take. */
  let held = false;
  const notify = (): void => {
    const waiting = wake;
    wake = undefined;
    waiting?.();
  };
  const stop = (): void => {
    timer.stop();
    signal?.removeEventListener('abort', abort);
  };
  const fail = (cause: TransportFailure): void => {
    if (ended || failure !== undefined) return;
    failure = cause;
    stop();
    message.destroy();
    notify();
  };
  const finish = (): void => {
    ended = true;
    stop();
    message.destroy();
    notify();
  };
  const abort = (): void => fail(abortedFailure);
  const timer = startTimeout(idleMs, () => {
    if (wake === undefined || held) timer.restart();
    else fail(timeoutFailure('no more of the body came', idleMs));
  });

  message.on('readable', notify);
  message.on('end', () => {
    ended = true;
    stop();
    notify();
  });
  message.on('error', (error) => fail(failureOf(error)));
  message.on('close', () => {
    fail({ code: 'network', message: 'the connection ended within the body', reason: 'ECONNRESET' });
  });
  if (message.destroyed) fail(failureOf(message.errored ?? new Error('the connection is gone')));
  if (signal?.aborted === true) abort();
  else signal?.addEventListener('abort', abort, { once: true });

  const woken = (): Promise<void> => {
    timer.restart();
    return new Promise((resolve) => {
      wake = resolve;
    });
  };

  const read = (): Buffer | null => {
    const chunk: Buffer | null = message.read();
    received += chunk?.length ?? 0;
    return chunk;
  };

  return {
    next: async () => {
      for (;;) {
        if (failure !== undefined) return err(failure);
        const chunk = read();
        if (chunk !== null) return ok(chunk);
        if (ended) return ok(undefined);
        await woken();
      }
    },
    pour: async (take) => {
      const { socket } = message;
      let busy: Promise<void> | undefined;
      const late: Buffer[] = [];
      /** What goes through the parser. */
      const drain = async (): Promise<void> => {
        for (;;) {
          for (let chunk = read(); chunk !== null; chunk = read()) await take(chunk);
          if (!direct || failure !== undefined || socket.readableLength === 0) return;
          await woken();
        }
      };
      const receive = (bytes: Buffer): boolean => {
        if (ended || failure !== undefined) return false;
        timer.restart();
        const piece = bytes.length > left() ? bytes.subarray(0, left()) : bytes;
        received += piece.length;
        if (busy === undefined) busy = take(piece);
        // TLS goes on with what it has decrypted already, whether or not more is wanted.
        else late.push(Buffer.from(piece));
        if (left() === 0) finish();
        else if (busy === undefined) return true;
        held = true;
        notify();
        return false;
      };
      const buffered = message.readableLength + socket.readableLength;
      const direct = left() - buffered >= worthTakingOver && takeOver(socket, receive);
      if (direct) {
        held = true;
        busy = drain();
      }
      try {
        for (;;) {
          await busy;
          for (let piece = late.shift(); piece !== undefined; piece = late.shift()) await take(piece);
          busy = undefined;
          if (held && !ended) socket.resume();
          held = false;
          if (!direct) await drain();
          if (failure !== undefined) return err(failure);
          if (ended) return ok(undefined);
          await woken();
        }
      } catch (error) {
        fail(abortedFailure);
        throw error;
      }
    },
    cancel: () => fail(abortedFailure),
  };
}

/** Bytes of a body whose framing is no more than its length; 0 for any other. */
function announcedLength({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : 0;
}

/** Reads a whole body of at most `limitBytes` within `documentMs`; a larger one is refused at the limit, whatever length was announced. */
export async function readDocument(
  message: IncomingMessage,
  limits: { readonly limitBytes: number; readonly idleMs: number; readonly documentMs: number },
  signal: AbortSignal | undefined,
): Promise<Result<Buffer, TransportFailure>> {
  const tooLarge: TransportFailure = {
    code: 'protocol',
    message: `sent more than ${limits.limitBytes} bytes`,
    reason: 'TOO_LARGE',
  };
  const reader = readChunks(message, limits.idleMs, signal);
  let late = false;
  const deadline = startTimeout(limits.documentMs, () => {
    late = true;
    reader.cancel();
  });
  try {
    const announced = Number(message.headers['content-length']);
    if (announced > limits.limitBytes) {
      reader.cancel();
      return err(tooLarge);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const chunk = await reader.next();
      if (!chunk.ok)
        return late ? err(timeoutFailure('the document was not complete', limits.documentMs)) : chunk;
      if (chunk.value === undefined) return ok(Buffer.concat(chunks, size));
      size += chunk.value.length;
      if (size > limits.limitBytes) {
        reader.cancel();
        return err(tooLarge);
      }
      chunks.push(chunk.value);
    }
  } finally {
    deadline.stop();
  }
}

const discardedBytes = 64 * 1024;
const discardedMs = 1_000;

/** Lets go of a body: a short one is read to its end in the background, so that the connection can be kept. */
export function discard(message: IncomingMessage): void {
  let size = 0;
  const timer = setTimeout(() => message.destroy(), discardedMs).unref();
  message.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > discardedBytes) message.destroy();
  });
  message.on('close', () => clearTimeout(timer));
}
