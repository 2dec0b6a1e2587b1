import { createEviction } from '../eviction.ts';
import type { BlobWriter, Store, StoreSettings } from '../types.ts';
import { openBlobWriter } from './blob-writer.ts';
import { type ClaimedPlace, claimBlob } from './claim.ts';
import type { BlobContainer } from './container.ts';
import { createWatch } from './growing-blob.ts';
import { containerLayout } from './layout.ts';
import { leftAlone } from './left-alone.ts';
import { azurePlace, sweepOrphans } from './place.ts';
import { createPresence, type PresenceTimes, presenceTimes } from './presence.ts';
import { createAzureRecords } from './records.ts';
import { createStoredBlobs } from './stored-blobs.ts';
import { createUploadBudget } from './upload-budget.ts';

export interface AzureStoreSettings extends StoreSettings {
  readonly container: BlobContainer;
  /** Empty, or ends with a slash. */
  readonly prefix: string;
  readonly times?: PresenceTimes;
}

/** What others read is written down a little later than they begin to. Milliseconds. */
const announcedAfterMs = 2_000;

/** Opens the store in a container of Azure Blob Storage that exists. Nothing in it is read, and nothing is asked of it yet. */
export function openAzureStore(settings: AzureStoreSettings): Store {
  const { maxBytes, failed, now, prefix, times = presenceTimes } = settings;
  const container = leftAlone(settings.container, now);
  const layout = containerLayout(prefix);
  const presence = createPresence(container, layout, { times, failed });
  const stored = createStoredBlobs(container, layout, presence);
  const announcedMs = times.delayMs + announcedAfterMs;
  const place = azurePlace({ container, layout, presence, announcedMs });
  const eviction = createEviction({ ...settings, place });
  const budget = createUploadBudget();
  const watch = createWatch(container);
  const writing = new Set<Promise<void>>();
  const sweeping = sweepOrphans(container, layout).catch(failed);

  const openWriter = ({ digest, name, lease, etag }: ClaimedPlace): BlobWriter => {
    const writer = openBlobWriter({
      container,
      name,
      lease,
      etag,
      budget,
      maxBytes,
      failed,
      stored: (written, size) => {
        stored.learn(digest, { size, etag: written.etag, writer: lease.id });
        eviction.stored(size);
      },
    });
    const tracked = (work: () => Promise<void>) => (): Promise<void> => {
      const job = work().finally(() => writing.delete(job));
      writing.add(job);
      return job;
    };
    return { ...writer, keep: tracked(writer.keep), discard: tracked(writer.discard) };
  };
  const settled = async (): Promise<void> => {
    await Promise.allSettled([...writing]);
    await eviction.settled();
  };
  return {
    blobs: {
      open: stored.open,
      claim: (digest) => claimBlob({ container, stored, watch, openWriter }, digest, layout.blob(digest)),
      remove: stored.remove,
    },
    records: createAzureRecords(container, layout, now),
    settled,
    close: async () => {
      await settled();
      await presence.close();
      await sweeping;
    },
  };
}
