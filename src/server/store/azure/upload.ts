import { randomBytes } from 'node:crypto';
import { createSignal } from '../../fill/signal.ts';
import { stateMetadata } from './blob-state.ts';
import type { BlobContainer, Metadata, Written } from './container.ts';
import type { HeldLease } from './lease.ts';
import type { Tail } from './tail.ts';
import { blocksInMemory, type UploadBudget } from './upload-budget.ts';

export interface Upload {
  /** Takes bytes, and resolves when there is room for more. Rejects when the storage fails. */
  append(chunks: readonly Uint8Array[]): Promise<void>;
  /** Lets the other servers know how large the blob is going to be. */
  announce(size: number): void;
  /** What everybody can read by now. */
  committed(): { readonly bytes: number; readonly etag: string };
  /** Commits everything as the whole blob. */
  finish(): Promise<Written>;
  /** Nothing more is sent; resolves when nothing is on its way. */
  stop(): Promise<void>;
}

export interface UploadSettings {
  readonly container: BlobContainer;
  readonly name: string;
  readonly lease: HeldLease;
  /** The version of the empty blob. */
  readonly etag: string;
  readonly tail: Tail;
  readonly budget: UploadBudget;
}

interface Block {
  readonly id: string;
  readonly bytes: number;
  /** Emptied when they have arrived. */
  chunks: readonly Uint8Array[];
  state: 'waiting' | 'sending' | 'staged';
}

/**
 * Blocks that are sent at a time, and committed together. A commit forgets the blocks that have arrived and are not among
 * its own (Put Block List), so that none may be on its way meanwhile.
 */
const parallelBlocks = 3;

/** What has arrived is committed when it is worth so many blocks, so that it can be read and leaves the memory. */
const blocksPerCommit = 2;

/** Whoever follows from another server waits at most about so long for bytes that came slowly. Milliseconds. */
const flushEveryMs = 2_000;

/** What comes slowly is not sent in small pieces any more when so many were: a blob has at most 50,000 blocks. */
const maxSlowBlocks = 20_000;

/** A blob below this is over so soon that nobody needs to know its size before. */
const announcedBytes = 1024 * 1024;

/**
 * Sends a blob in blocks, several at a time, and commits the ones that have arrived again and again: what is committed can
 * be read by every server. The memory that one blob takes is bounded, whatever its size.
 */
export function createUpload({ container, name, lease, tail, budget, ...settings }: UploadSettings): Upload {
  const progress = createSignal();
  const series = randomBytes(12).toString('hex');
  const blocks: Block[] = [];
  let filling: Uint8Array[] = [];
  let fillingBytes = 0;
  let appended = 0;
  let committed = { bytes: 0, blocks: 0, etag: settings.etag };
  let size: number | undefined;
  let news = false;
  let due = false;
  let sending = 0;
  let publishing: Promise<void> | undefined;
  let publishedAt = performance.now();
  let failure: unknown;
  let ending = false;

  const fail = (error: unknown): void => {
    failure ??= error ?? new Error('the storage failed');
    progress.notify();
  };

  const seal = (): void => {
    if (fillingBytes === 0) return;
    const index = String(blocks.length).padStart(6, '0');
    const id = Buffer.from(`${series}${index}`).toString('base64');
    blocks.push({ id, bytes: fillingBytes, chunks: filling, state: 'waiting' });
    filling = [];
    fillingBytes = 0;
    send();
  };

  const send = (): void => {
    const last = ending ? blocks.length : Math.min(blocks.length, committed.blocks + parallelBlocks);
    for (let index = committed.blocks; index < last; index++) {
      const block = blocks[index];
      if (sending >= parallelBlocks || publishing !== undefined || failure !== undefined) return;
      if (block?.state !== 'waiting') continue;
      sending++;
      block.state = 'sending';
      container
        .stage(name, block.id, block.chunks, lease.id)
        .then(() => {
          block.state = 'staged';
          block.chunks = [];
        })
        .catch(fail)
        .finally(() => {
          sending--;
          publish();
          send();
          progress.notify();
        });
    }
  };

  /** The blocks from the first on that have arrived. */
  const arrived = (): number => {
    let count = committed.blocks;
    while (blocks[count]?.state === 'staged') count++;
    return count;
  };

  const commit = async (count: number, metadata: Metadata): Promise<Written> => {
    const fresh = blocks.slice(committed.blocks, count);
    const ids = blocks.slice(0, count).map(({ id }) => id);
    const written = await container.commit(name, ids, { metadata, lease: lease.id });
    const bytes = fresh.reduce((sum, block) => sum + block.bytes, committed.bytes);
    committed = { bytes, blocks: count, etag: written.etag };
    return written;
  };

  /** Makes what has arrived readable, and the size known, when there is enough of it or it is time. */
  const publish = (): void => {
    if (publishing !== undefined || sending > 0 || failure !== undefined || ending) return;
    const count = arrived();
    const fresh = count - committed.blocks;
    const bytes = blocks.slice(committed.blocks, count).reduce((sum, block) => sum + block.bytes, 0);
    const enough = bytes >= blocksPerCommit * budget.blockBytes(size);
    if (!enough && !(due && (fresh > 0 || news))) return;
    due = false;
    news = false;
    publishedAt = performance.now();
    const metadata = stateMetadata({
      whole: false,
      writer: lease.id,
      ...(size === undefined ? {} : { size }),
    });
    const work = async (): Promise<void> => {
      if (fresh > 0) {
        await commit(count, metadata);
        tail.drop(committed.bytes);
        return;
      }
      const written = await container.setMetadata(name, metadata, lease.id);
      if (written === undefined) throw new Error('the blob was removed while it was written');
      committed = { ...committed, etag: written.etag };
    };
    publishing = work()
      .catch(fail)
      .finally(() => {
        publishing = undefined;
        publish();
        send();
        progress.notify();
      });
  };

  const flush = setInterval(() => {
    if (performance.now() - publishedAt < flushEveryMs || ending) return;
    if (fillingBytes > 0 && blocks.length < maxSlowBlocks) seal();
    due = true;
    publish();
  }, flushEveryMs / 4);
  flush.unref();

  const check = (): void => {
    if (failure === undefined && lease.isLost()) fail(new Error('the lease of the blob is lost'));
    if (failure !== undefined) throw failure;
  };

  /** Resolves when nothing is on its way; with `all`, when everything has arrived. */
  const quiet = async (all: boolean): Promise<void> => {
    while (sending > 0 || publishing !== undefined || (all && failure === undefined && !isStaged())) {
      await progress.next();
    }
  };
  const isStaged = (): boolean => blocks.at(-1) === undefined || arrived() === blocks.length;

  return {
    append: async (chunks) => {
      check();
      for (const given of chunks) {
        const chunk = Buffer.from(given);
        tail.append(chunk);
        filling.push(chunk);
        fillingBytes += chunk.byteLength;
        appended += chunk.byteLength;
        if (fillingBytes >= budget.blockBytes(size)) seal();
      }
      while (appended - committed.bytes > budget.blockBytes(size) * blocksInMemory && blocks.length > 0) {
        check();
        await progress.next();
      }
      check();
    },
    announce: (bytes) => {
      size = bytes;
      news = true;
      due ||= bytes >= announcedBytes;
      publish();
    },
    committed: () => committed,
    finish: async () => {
      check();
      const whole = stateMetadata({ whole: true, writer: lease.id, size: appended });
      if (blocks.length === 0) {
        ending = true;
        await quiet(false);
        check();
        const written = await container.put(name, Buffer.concat(filling), {
          metadata: whole,
          lease: lease.id,
        });
        if (written === 'refused') throw new Error('the lease of the blob is lost');
        committed = { bytes: appended, blocks: 0, etag: written.etag };
        return written;
      }
      seal();
      ending = true;
      send();
      await quiet(true);
      check();
      return commit(blocks.length, whole);
    },
    stop: async () => {
      clearInterval(flush);
      ending = true;
      failure ??= new Error('the upload was given up');
      await quiet(false);
    },
  };
}
