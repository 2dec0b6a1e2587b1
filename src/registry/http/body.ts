import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '../../result.ts';
import { abortedFailure, failureOf, type TransportFailure, timeoutFailure } from './failure.ts';
import { startTimeout } from './timeout.ts';

/** A body that is taken piece by piece; the other side is slowed down by whoever takes slowly. */
export interface ChunkReader {
  /** The next bytes, undefined after the last ones. One call at a time. */
  next(): Promise<Result<Buffer | undefined, TransportFailure>>;
  /** Gives up the rest and closes the connection; after the end it does nothing. */
  cancel(): void;
}

/** The time limit counts only while `next` waits: a slow consumer is not a slow upstream. */
export function readChunks(
  message: IncomingMessage,
  idleMs: number,
  signal: AbortSignal | undefined,
): ChunkReader {
  let ended = false;
  let failure: TransportFailure | undefined;
  let wake: (() => void) | undefined;
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
  const abort = (): void => fail(abortedFailure);
  const timer = startTimeout(idleMs, () => {
    if (wake === undefined) timer.restart();
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

  return {
    next: async () => {
      for (;;) {
        if (failure !== undefined) return err(failure);
        const chunk: Buffer | null = message.read();
        if (chunk !== null) return ok(chunk);
        if (ended) return ok(undefined);
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        timer.restart();
        await woken;
      }
    },
    cancel: () => fail(abortedFailure),
  };
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
