import { randomUUID } from 'node:crypto';
import type { BlobContainer } from './container.ts';
import type { ContainerLayout } from './layout.ts';
import { readRecord } from './records.ts';

/**
 * Which blobs the clients of this server read, and those of the others. Each server writes down its own, so that whoever
 * removes blobs leaves them alone; one small blob a minute, however many are read.
 */
export interface Presence {
  /** Notes that somebody reads a blob; the function returned notes that they are done. */
  enter(digest: string): () => void;
  /** The blobs that any server uses, as far as is known, where `now` is by the storage's clock. */
  used(now: number): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

export interface PresenceTimes {
  /** A blob that was not written down yet is, after at most so long. */
  readonly delayMs: number;
  /** What was written down is renewed so often. */
  readonly refreshMs: number;
  /** What was read stays written down for so long: its reader may come back for more. */
  readonly lingerMs: number;
  /** Older than this, what a server wrote is the rest of one that died. */
  readonly deadMs: number;
}

export const presenceTimes: PresenceTimes = {
  delayMs: 2_000,
  refreshMs: 60_000,
  lingerMs: 90_000,
  deadMs: 180_000,
};

export function createPresence(
  container: BlobContainer,
  layout: ContainerLayout,
  { times, failed }: { readonly times: PresenceTimes; readonly failed: (error: unknown) => void },
): Presence {
  const name = layout.instance(randomUUID());
  const users = new Map<string, number>();
  /** When the last reader left, by our clock. */
  const left = new Map<string, number>();
  let published: ReadonlySet<string> = new Set();
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;

  const current = (): ReadonlySet<string> => {
    const oldest = performance.now() - times.lingerMs;
    for (const [digest, at] of left) if (at < oldest) left.delete(digest);
    return new Set([...users.keys(), ...left.keys()]);
  };
  const publish = async (): Promise<void> => {
    const digests = current();
    if (digests.size === 0 && published.size === 0) return;
    await container.put(name, Buffer.from(JSON.stringify({ digests: [...digests] })));
    published = digests;
    if (digests.size > 0) schedule(times.refreshMs);
  };
  const schedule = (inMs: number): void => {
    const at = performance.now() + inMs;
    if (closed || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      writing = writing.then(publish).catch(failed);
    }, inMs);
    timer.unref();
  };

  return {
    enter: (digest) => {
      users.set(digest, (users.get(digest) ?? 0) + 1);
      left.delete(digest);
      if (!published.has(digest)) schedule(times.delayMs);
      return () => {
        const rest = (users.get(digest) ?? 1) - 1;
        if (rest > 0) return void users.set(digest, rest);
        users.delete(digest);
        left.set(digest, performance.now());
      };
    },
    used: async (now) => {
      const used = new Set(current());
      for await (const { name: other, modifiedAt } of container.list(layout.instances)) {
        if (other === name) continue;
        if (now - modifiedAt > times.deadMs) await container.remove(other);
        else for (const digest of digestsOf(await readRecord(container, other))) used.add(digest);
      }
      return used;
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await writing;
      if (published.size > 0) await container.remove(name).catch(failed);
    },
  };
}

function digestsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || !('digests' in value)) return [];
  return Array.isArray(value.digests) ? value.digests.filter((entry) => typeof entry === 'string') : [];
}
