import { createHash, type Hash } from 'node:crypto';
import { err, ok, type Result } from '../../result.ts';
import type { PullFailure } from '../failure.ts';
import { digestParts } from '../http/digest.ts';
import type { BufferPool } from '../memory/buffer-pool.ts';
import type { BlobWriter } from '../store/types.ts';
import { type Batches, createBatches } from './batches.ts';
import { BlobInterrupted, type BlobReader } from './blob-reader.ts';
import { openPassage, type Passage } from './passage.ts';
import { type OpenFrom, type ResumingBody, resuming } from './resuming.ts';
import { createSignal } from './signal.ts';

/**
 * How a fill ended. `refused`: the upstream did not give the blob. `unstored`: the store could not take it, which the
 * clients do not notice.
 */
export type FillOutcome = 'stored' | 'unstored' | 'wrong-digest' | 'interrupted' | 'refused';

export interface Fill {
  /** Settles when the size of the blob is known, or that it cannot be had. */
  readonly head: Promise<Result<{ readonly size: number }, PullFailure>>;
  /** Settles when nothing more is going to be read from the upstream or written to the store. Never rejects. */
  readonly done: Promise<FillOutcome>;
  /** The reader of whoever started the fill; it has its place whatever becomes of the fill meanwhile. */
  readonly first: BlobReader;
  /** How far it is. */
  progress(): FillProgress;
  /** Another reader of the whole blob, after a `head` that is ok; undefined when the fill failed, or its file is closed. */
  reader(): BlobReader | undefined;
}

export interface FillProgress {
  /** What is in the store. */
  readonly bytes: number;
  /** Undefined when the upstream has not said how large the blob is. */
  readonly size?: number;
  /** Who reads along. */
  readonly readers: number;
}

export interface FillSettings {
  readonly digest: string;
  readonly openFrom: OpenFrom;
  readonly writer: BlobWriter;
  /** Where what comes from the upstream waits for the disk. When it is full the upstream has to wait, too. */
  readonly buffers: BufferPool;
  /** Told how many bytes came from the upstream. */
  readonly received: (bytes: number) => void;
  /** Told why a fill did not end in the store, unless the upstream refused the blob. */
  readonly report: (outcome: FillOutcome, reason: string) => void;
}

/** What is in the store; from there the blob can be read on without the store. */
interface Written {
  readonly bytes: number;
  /** Over those bytes. */
  readonly hash: Hash;
}

/** For who waits for the size, which is known with the last byte alone; all others go on without the store. */
const unstored: PullFailure = {
  code: 'unavailable',
  message: 'the store cannot take the blob, and the upstream does not say how large it is',
};

/** `unstored`: the fill is over, and its readers go on by themselves. */
type Verdict = 'pending' | 'right' | 'wrong' | 'interrupted' | 'unstored';

/**
 * Reads one blob from the upstream into the store, once for however many readers, who follow the growing file each at
 * their own pace. The upstream is read as fast as the disk takes it: a slow client slows nobody down, and a client that
 * leaves changes nothing.
 */
export function startFill(settings: FillSettings): Fill {
  const { digest, openFrom, writer, buffers, received, report } = settings;
  const { algorithm } = digestParts(digest);
  const progress = createSignal();
  let batches: Batches | undefined;
  let written: Written = { bytes: 0, hash: createHash(algorithm) };
  let verdict: Verdict = 'pending';
  let reason = '';
  let size = 0;
  // The fill itself is the first of those that hold the file open.
  let users = 1;
  let answer: (result: Result<{ readonly size: number }, PullFailure>) => void = () => {};
  const head = new Promise<Result<{ readonly size: number }, PullFailure>>((resolve) => {
    answer = resolve;
  });

  const leave = (): void => {
    users--;
    if (users === 0) writer.release();
  };

  /** `detail` is for the log alone: what the store says may name paths. */
  const end = async (
    outcome: FillOutcome,
    how: Verdict,
    failure: PullFailure,
    detail = failure.message,
  ): Promise<FillOutcome> => {
    answer(err(failure));
    verdict = how;
    reason = failure.message;
    progress.notify();
    if (outcome !== 'refused') report(outcome, detail);
    await writer.discard().catch((error: unknown) => report(outcome, messageOf(error)));
    return outcome;
  };

  /** Hashes a batch while the disk writes it, and the readers that wait for it take it from memory. */
  const write = async (batch: readonly Uint8Array[]): Promise<void> => {
    const hash = written.hash.copy();
    const writing = writer.append(batch);
    let { bytes } = written;
    for (const piece of batch) {
      hash.update(piece);
      bytes += piece.byteLength;
    }
    progress.notify();
    await writing;
    written = { bytes, hash };
  };

  /** Writes the body; gives the store's error when it cannot. */
  const store = async (body: ResumingBody, expected: number | undefined): Promise<unknown> => {
    const lease = buffers.lease(expected ?? Number.POSITIVE_INFINITY);
    const collected = createBatches(lease.buffers, write);
    batches = collected;
    let interruption: unknown;
    try {
      await body.pour((piece) => {
        received(piece.byteLength);
        if (collected.failed()) body.cancel();
        return collected.take(piece);
      });
    } catch (error) {
      interruption = error;
    }
    const failure = await collected.finish();
    lease.end(true);
    if (failure === undefined && interruption !== undefined) throw interruption;
    return failure;
  };

  const run = async (): Promise<FillOutcome> => {
    const opened = await openFrom(0);
    if (!opened.ok) return end('refused', 'interrupted', opened.error);
    const announced = opened.value.size;
    let storeError: unknown;
    try {
      if (announced !== undefined) {
        size = announced;
        answer(ok({ size }));
        await writer.expect(announced);
      }
      storeError = await store(resuming(opened.value, 0, openFrom), announced);
    } catch (error) {
      opened.value.cancel();
      if (error instanceof BlobInterrupted) {
        return end('interrupted', 'interrupted', { code: 'unavailable', message: error.message });
      }
      storeError = error;
    }
    if (storeError !== undefined) return end('unstored', 'unstored', unstored, messageOf(storeError));
    const computed = `${algorithm}:${written.hash.copy().digest('hex')}`;
    if (computed !== digest) {
      return end('wrong-digest', 'wrong', {
        code: 'protocol',
        message: `the upstream sent the content of ${computed}`,
      });
    }
    size = written.bytes;
    verdict = 'right';
    answer(ok({ size }));
    progress.notify();
    try {
      await writer.keep();
      return 'stored';
    } catch (error) {
      report('unstored', messageOf(error));
      return 'unstored';
    }
  };

  const fillReader = (): BlobReader => {
    users++;
    let passage: Passage | undefined;
    const pass = (): Passage => {
      passage ??= openPassage({ digest, openFrom, received, from: written.bytes, hash: written.hash.copy() });
      return passage;
    };
    let released = false;
    return {
      get size() {
        return size;
      },
      read: async (into, position) => {
        for (;;) {
          const piece = batches?.inMemory(position)?.subarray(0, into.byteLength);
          if (piece !== undefined) {
            into.set(piece);
            return piece.byteLength;
          }
          const available = written.bytes - position;
          if (available > 0) {
            return writer.read(available < into.byteLength ? into.subarray(0, available) : into, position);
          }
          if (verdict === 'unstored') return pass().read(into, position);
          if (position >= size) return 0;
          if (verdict !== 'pending')
            throw new BlobInterrupted(reason, verdict === 'wrong' ? 'protocol' : 'unavailable');
          await progress.next();
        }
      },
      verification: async () => {
        while (verdict === 'pending') await progress.next();
        return verdict === 'unstored' ? pass().verification() : verdict === 'right';
      },
      release: () => {
        if (released) return;
        released = true;
        passage?.release();
        leave();
      },
    };
  };

  return {
    head,
    first: fillReader(),
    done: run().finally(leave),
    progress: () => ({
      bytes: written.bytes,
      ...(size === 0 ? {} : { size }),
      readers: Math.max(0, users - 1),
    }),
    reader: () => {
      if (users === 0 || (verdict !== 'pending' && verdict !== 'right')) return undefined;
      return fillReader();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
