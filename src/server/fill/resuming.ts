import { setTimeout as delay } from 'node:timers/promises';
import type { Result } from '../../result.ts';
import type { PullFailure } from '../failure.ts';
import type { TakePiece, UpstreamBlob } from '../upstream.ts';
import { BlobInterrupted } from './blob-reader.ts';

/** Asks the upstream for a blob from an offset on. */
export type OpenFrom = (from: number) => Promise<Result<UpstreamBlob, PullFailure>>;

/** Waits for so many milliseconds. */
type Pause = (milliseconds: number) => Promise<unknown>;

/** A body that survives the connections it comes by. */
export interface ResumingBody {
  /** Gives the bytes from the offset on to `take`. Throws `BlobInterrupted` in the end. */
  pour(take: TakePiece): Promise<void>;
  cancel(): void;
}

/** How often in a row the upstream may break the connection without having sent anything new. */
const fruitlessAttempts = 5;

/** How often it may break it before a megabyte has come: one that sends a byte at a time is not waited for to its end. */
const scantAttempts = 100;
const scantBytes = 1024 * 1024;

/** Milliseconds before the first of those is repeated; doubled each time. */
const firstDelay = 100;

/** Milliseconds that a `Retry-After` in the middle of a blob is waited for at most. */
const longestDelay = 30_000;

/**
 * The bytes of a blob from an offset on. A connection that breaks, or ends before the announced size, is taken up with a
 * range request where it broke; where the upstream ignores the range, what is known already is skipped.
 */
export function resuming(
  first: UpstreamBlob,
  offset: number,
  openFrom: OpenFrom,
  pause: Pause = delay,
): ResumingBody {
  const { size } = first;
  let source = first;
  let cancelled = false;
  return {
    pour: async (take) => {
      let position = offset;
      let scant = 0;
      let counted = offset;
      for (let fruitless = 0; ; ) {
        const before = position;
        let reason: string | undefined;
        try {
          await pourFrom(source, position, (piece) => {
            position += piece.byteLength;
            if (size !== undefined && position > size)
              return Promise.reject(new Unfit(`more than the announced ${size} bytes`));
            return take(piece);
          });
        } catch (error) {
          reason = error instanceof Error ? error.message : String(error);
          // Without a size nothing tells whether the body was at its end.
          if (error instanceof Unfit || size === undefined || cancelled) throw new BlobInterrupted(reason);
        } finally {
          source.cancel();
        }
        if (size === undefined || position === size) return;
        reason ??= `the upstream ended the body after ${position} of ${size} bytes`;
        fruitless = position > before ? 1 : fruitless + 1;
        if (position - counted >= scantBytes) [scant, counted] = [0, position];
        if (++scant > scantAttempts) throw new BlobInterrupted(reason);
        const again = await reopen(openFrom, position, fruitless, reason, pause);
        source = again.blob;
        if (source.size !== undefined && source.size !== size) {
          source.cancel();
          throw new BlobInterrupted(`the blob had ${size} bytes, and now has ${source.size}`);
        }
        fruitless = again.fruitless;
        if (cancelled) source.cancel();
      }
    },
    cancel: () => {
      cancelled = true;
      source.cancel();
    },
  };
}

/** Asks for the rest until the upstream answers; gives how many attempts in a row were in vain. */
async function reopen(
  openFrom: OpenFrom,
  position: number,
  attempts: number,
  cause: string,
  pause: Pause,
): Promise<{ readonly blob: UpstreamBlob; readonly fruitless: number }> {
  let reason = cause;
  for (let fruitless = attempts; fruitless <= fruitlessAttempts; fruitless++) {
    await pause(firstDelay * 2 ** (fruitless - 1));
    const again = await openFrom(position);
    if (again.ok) return { blob: again.value, fruitless };
    reason = again.error.message;
    if (again.error.code !== 'rate-limited' && again.error.code !== 'unavailable') break;
    const asked = (again.error.retryAfterSeconds ?? 0) * 1_000;
    if (asked > longestDelay) break;
    await pause(asked);
  }
  throw new BlobInterrupted(reason);
}

/** The upstream's answer does not fit the question: asking for the rest of it is of no use. */
class Unfit extends Error {}

/** A body without what lies before `position`. */
async function pourFrom(source: UpstreamBlob, position: number, take: TakePiece): Promise<void> {
  let skip = position - source.from;
  if (skip < 0) throw new Unfit('the upstream answered with a later range than it was asked for');
  await source.pour((piece) => {
    const skipped = Math.min(skip, piece.byteLength);
    skip -= skipped;
    return skipped === piece.byteLength ? undefined : take(skipped === 0 ? piece : piece.subarray(skipped));
  });
}
