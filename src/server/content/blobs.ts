import { err, ok, type Result } from '../../result.ts';
import type { PullFailure } from '../failure.ts';
import type { BlobReader } from '../fill/blob-reader.ts';
import { fallingBack } from '../fill/falling-back.ts';
import { type Fill, type FillOutcome, type FillProgress, startFill } from '../fill/fill.ts';
import { followingReader, followUntilSized } from '../fill/follow.ts';
import { passageReader } from '../fill/passage.ts';
import type { OpenFrom } from '../fill/resuming.ts';
import { storedReader } from '../fill/stored-reader.ts';
import { createVerifiedBlobs } from '../fill/verified-blobs.ts';
import type { BufferPool } from '../memory/buffer-pool.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { type Origin, originKey } from '../origins.ts';
import type { BlobStore, StoredBlob } from '../store/types.ts';
import type { UpstreamGate } from '../upstream-gate.ts';
import type { Holdings } from './holdings.ts';
import type { RecentFailures } from './recent-failures.ts';

export interface FoundBlob {
  readonly reader: BlobReader;
  /** `miss`: it comes from the upstream, if by way of a request that was there before. */
  readonly result: 'hit' | 'miss';
}

export interface Blobs {
  open(origin: Origin, digest: string): Promise<Result<FoundBlob, PullFailure>>;
  inFlight(): number;
  /** What is being read from upstreams, the oldest first. */
  fills(): readonly RunningFill[];
  /** Resolves when no blob is being read from an upstream any more. */
  idle(): Promise<void>;
}

export interface RunningFill {
  readonly digest: string;
  readonly origin: Origin;
  /** Undefined while nothing is known of it, as of what another server fetches. */
  readonly progress?: FillProgress;
}

export interface BlobSettings {
  readonly gate: UpstreamGate;
  readonly store: BlobStore;
  readonly holdings: Holdings;
  readonly failures: RecentFailures;
  /** Where fills put what they receive. */
  readonly buffers: BufferPool;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** A blob that is on its way from the upstream repository `source`; undefined when another server fetches it. */
interface Running {
  readonly origin: Origin;
  readonly source: string;
  /** Undefined until the fill has begun. */
  started?: Fill;
  readonly fill: Promise<Fill | undefined>;
  /** Resolves when it is no longer running. */
  readonly over: Promise<void>;
}

/** What one attempt came to; `again`: things changed meanwhile, look anew. */
type Attempt = Result<FoundBlob, PullFailure> | 'again';

export function createBlobs(settings: BlobSettings): Blobs {
  const { gate, store, holdings, failures, buffers, metrics, log } = settings;
  const running = new Map<string, Running>();
  const verified = createVerifiedBlobs();

  const openFrom =
    (origin: Origin, digest: string): OpenFrom =>
    (from) =>
      gate.openBlob(origin, digest, from);
  const receiver = (origin: Origin): ((bytes: number) => void) => {
    return (bytes) => metrics.add('received', { rule: origin.rule.name }, bytes);
  };
  /** A reader of what is in the store, or on its way there. */
  const fromStore = (origin: Origin, digest: string, reader: BlobReader): BlobReader =>
    fallingBack(reader, { digest, openFrom: openFrom(origin, digest), received: receiver(origin) });

  /** Whether the upstream repository has the blob, too, that came from elsewhere: a GET of which only the header is read. */
  const isHeld = async (origin: Origin, digest: string): Promise<Result<true, PullFailure>> => {
    if (await holdings.has(origin, digest)) return ok(true);
    const answer = await gate.openBlob(origin, digest, 0);
    if (!answer.ok) return answer;
    answer.value.cancel();
    await holdings.add(origin, [digest]);
    return ok(true);
  };

  const openStored = async (origin: Origin, digest: string, blob: StoredBlob): Promise<Attempt> => {
    const held = await isHeld(origin, digest);
    if (!held.ok) {
      blob.release();
      return held;
    }
    const verify = async (): Promise<boolean> => {
      const right = await verified
        .verify(digest, blob)
        .catch((error: unknown) => storeFailed(digest, error) ?? false);
      if (right) return true;
      log({ level: 'error', event: 'store', message: 'a stored blob is not what its digest names', digest });
      await store.remove(digest);
      return false;
    };
    return ok({ reader: fromStore(origin, digest, storedReader(blob, verify)), result: 'hit' });
  };

  const join = async (origin: Origin, digest: string, entry: Running): Promise<Attempt> => {
    const foreign = entry.source !== originKey(origin);
    if (foreign) {
      const held = await isHeld(origin, digest);
      if (!held.ok) return held;
    }
    const fill = await entry.fill;
    const head = await fill?.head;
    if (head?.ok === false && !foreign) return head;
    const reader = head?.ok === true ? fill?.reader() : undefined;
    if (reader !== undefined) return ok({ reader: fromStore(origin, digest, reader), result: 'miss' });
    await entry.over;
    return 'again';
  };

  /**
   * That the repository has the blob is written down before another server can learn that the blob is coming, or has come: it
   * would ask the upstream, too.
   */
  const openAndHold = (origin: Origin, digest: string): OpenFrom => {
    const open = openFrom(origin, digest);
    return async (from) => {
      const opened = await open(from);
      if (opened.ok)
        await holdings.add(origin, [digest]).catch((error: unknown) => storeFailed(digest, error));
      return opened;
    };
  };

  /** Registers what it starts before it first waits, so that nobody can start a second. */
  const start = async (origin: Origin, digest: string): Promise<Attempt> => {
    const rule = origin.rule.name;
    let instead: Attempt = 'again';
    const begin = async (): Promise<Fill | undefined> => {
      const without = async (error: unknown): Promise<Attempt> => {
        storeFailed(digest, error);
        return passThrough(origin, digest);
      };
      const claim = await store.claim(digest).catch((error: unknown) => storeFailed(digest, error));
      if (claim === undefined) instead = await passThrough(origin, digest);
      else if (claim.kind === 'elsewhere')
        instead = await follow(origin, digest, claim.growing).catch(without);
      else if (claim.kind === 'stored') claim.blob.release();
      if (claim?.kind !== 'writer') return undefined;
      return startFill({
        digest,
        openFrom: openAndHold(origin, digest),
        writer: claim.writer,
        buffers,
        received: receiver(origin),
        report: (outcome, reason) =>
          log({ level: 'warn', event: 'fill', outcome, message: reason, digest, rule }),
      });
    };
    const fill = begin();
    const over = fill
      .then((started) => started?.done.then((outcome) => finish(origin, digest, outcome)))
      .catch((error: unknown) => storeFailed(digest, error))
      .finally(() => running.delete(digest));
    const entry: Running = { origin, source: originKey(origin), fill, over };
    running.set(digest, entry);
    const started = await fill;
    if (started === undefined) {
      await over;
      return instead;
    }
    entry.started = started;
    const head = await started.head;
    if (!head.ok) {
      started.first.release();
      return head;
    }
    return ok({ reader: fromStore(origin, digest, started.first), result: 'miss' });
  };

  const finish = async (origin: Origin, digest: string, outcome: FillOutcome): Promise<void> => {
    metrics.add('fills', { rule: origin.rule.name, outcome });
    const blob = outcome === 'stored' ? await store.open(digest) : undefined;
    if (blob === undefined) return;
    verified.trust(digest, blob);
    blob.release();
  };

  const follow = async (
    origin: Origin,
    digest: string,
    growing: Parameters<typeof followUntilSized>[0],
  ): Promise<Attempt> => {
    const followed = await followUntilSized(growing);
    const held = followed.kind === 'gone' ? undefined : await isHeld(origin, digest);
    if (followed.kind === 'gone' || held?.ok !== true) growing.release();
    if (followed.kind === 'gone') return 'again';
    if (held?.ok === false) return held;
    const reader = followingReader(followed.size, growing, () => store.open(digest));
    return ok({ reader: fromStore(origin, digest, reader), result: 'miss' });
  };

  const passThrough = async (origin: Origin, digest: string): Promise<Attempt> => {
    const open = openFrom(origin, digest);
    const opened = await open(0);
    if (!opened.ok) return opened;
    const { size } = opened.value;
    if (size === undefined) {
      opened.value.cancel();
      return err({ code: 'protocol', message: 'the upstream does not say how large the blob is' });
    }
    const received = receiver(origin);
    return ok({
      reader: passageReader(size, { digest, openFrom: open, received, first: opened.value }),
      result: 'miss',
    });
  };

  const storeFailed = (digest: string, error: unknown): undefined => {
    const message = error instanceof Error ? error.message : String(error);
    log({ level: 'error', event: 'store', message, digest });
  };

  const attempt = async (origin: Origin, digest: string): Promise<Attempt> => {
    const before = running.get(digest);
    if (before !== undefined) return join(origin, digest, before);
    const blob = await store.open(digest).catch((error: unknown) => storeFailed(digest, error));
    if (blob !== undefined) return openStored(origin, digest, blob);
    const meanwhile = running.get(digest);
    return meanwhile === undefined ? start(origin, digest) : join(origin, digest, meanwhile);
  };

  return {
    open: async (origin, digest) => {
      const key = `${originKey(origin)}@${digest}`;
      const recent = failures.get(key);
      if (recent !== undefined) return err(recent);
      for (;;) {
        const found = await attempt(origin, digest);
        if (found === 'again') continue;
        if (!found.ok) failures.note(key, found.error);
        return found;
      }
    },
    inFlight: () => running.size,
    fills: () =>
      [...running].map(([digest, { origin, started }]) => ({
        digest,
        origin,
        ...(started === undefined ? {} : { progress: started.progress() }),
      })),
    idle: async () => {
      while (running.size > 0) await Promise.all([...running.values()].map(({ over }) => over));
    },
  };
}
