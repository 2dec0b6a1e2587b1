import { setTimeout as delay } from 'node:timers/promises';
import { mapLimited } from '../../../map-limited.ts';
import { createLru } from '../../memory/lru.ts';
import type { EvictionPlace, StoredFile } from '../eviction.ts';
import { type ManifestNode, manifestNode, refreshHeld } from '../image-graph.ts';
import { readState } from './blob-state.ts';
import type { BlobContainer, ListedBlob } from './container.ts';
import type { ContainerLayout } from './layout.ts';
import { takeLease } from './lease.ts';
import type { Presence } from './presence.ts';
import { readRecord } from './records.ts';

interface ListedFile extends StoredFile {
  readonly etag: string;
}

/** What manifests refer to never changes, and is remembered from one eviction to the next: so many of them. */
const remembered = 50_000;
const parallelReads = 16;

export interface AzurePlaceSettings {
  readonly container: BlobContainer;
  readonly layout: ContainerLayout;
  readonly presence: Presence;
  /** Within this time every server writes down what it reads. Milliseconds. */
  readonly announcedMs: number;
}

/** The container as its eviction sees it. Times are by the storage's clock: those of servers may differ. */
export function azurePlace(settings: AzurePlaceSettings): EvictionPlace<ListedFile> {
  const { container, layout, presence, announcedMs } = settings;
  const known = createLru<ManifestNode>(remembered);

  const nodeOf = async ({ name: path, modifiedAt }: ListedBlob): Promise<ManifestNode | undefined> => {
    const before = known.get(path);
    if (before !== undefined) return { ...before, usedAt: modifiedAt };
    const repository = path.slice(layout.manifests.length).split('/', 1)[0] ?? '';
    const node = manifestNode(await readRecord(container, path), { path, repository, usedAt: modifiedAt });
    if (node !== undefined) known.set(path, node);
    return node && { ...node };
  };
  const now = async (): Promise<number> => {
    const written = await container.put(`${layout.eviction}-time`, new Uint8Array(0));
    return written === 'refused' ? Date.now() : written.modifiedAt;
  };

  return {
    blobs: async function* () {
      for await (const { name, etag, size, modifiedAt, metadata } of container.list(layout.blobs)) {
        const digest = layout.digest(name);
        if (digest === undefined || !readState(metadata).whole) continue;
        yield { digest, path: name, bytes: size, storedAt: modifiedAt, etag };
      }
    },
    graph: async () => {
      const listed: ListedBlob[] = [];
      for await (const blob of container.list(layout.manifests)) listed.push(blob);
      const nodes = await mapLimited(listed, parallelReads, nodeOf);
      const found = nodes.filter((node) => node !== undefined);
      refreshHeld(found);
      return found;
    },
    inUse: async () => {
      const used = await presence.used(await now());
      return (digest) => used.has(digest);
    },
    announced: () => delay(announcedMs),
    exclusively: async (work) => {
      await container.put(layout.eviction, new Uint8Array(0), { ifAbsent: true });
      const lease = await takeLease(container, layout.eviction);
      if (lease === undefined) return undefined;
      try {
        return await work();
      } finally {
        await lease.release();
      }
    },
    removeManifest: async ({ path }) => {
      await container.remove(path);
    },
    removeBlob: ({ path, etag }) => container.remove(path, { ifMatch: etag }),
    now,
  };
}

/** A growing blob that nobody writes is left for its next reader to begin anew, unless none comes for so long. Milliseconds. */
const orphanMs = 10 * 60_000;

/** Removes what servers that died left half written. */
export async function sweepOrphans(container: BlobContainer, layout: ContainerLayout): Promise<void> {
  for await (const { name, etag, modifiedAt, metadata, leased } of container.list(layout.blobs)) {
    if (layout.digest(name) === undefined || readState(metadata).whole || leased) continue;
    if (Date.now() - modifiedAt > orphanMs) await container.remove(name, { ifMatch: etag });
  }
}
