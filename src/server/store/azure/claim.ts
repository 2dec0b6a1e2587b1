import { randomUUID } from 'node:crypto';
import type { BlobClaim, BlobWriter } from '../types.ts';
import { readState, stateMetadata } from './blob-state.ts';
import type { BlobContainer } from './container.ts';
import { followGrowingBlob, type Watch } from './growing-blob.ts';
import { type HeldLease, takeLease } from './lease.ts';
import type { StoredBlobs } from './stored-blobs.ts';

export interface ClaimSettings {
  readonly container: BlobContainer;
  readonly stored: StoredBlobs;
  readonly watch: Watch;
  readonly openWriter: (place: ClaimedPlace) => BlobWriter;
}

/** An empty blob whose lease we have. */
export interface ClaimedPlace {
  readonly digest: string;
  readonly name: string;
  readonly lease: HeldLease;
  readonly etag: string;
}

/**
 * Asks to be the writer of a blob. The blob itself is the lock: whoever makes it, empty, and gets its lease writes it. A
 * growing blob without a lease is the rest of a writer that died, and is begun anew by the first who takes the lease.
 */
export async function claimBlob(
  { container, stored, watch, openWriter }: ClaimSettings,
  digest: string,
  name: string,
): Promise<BlobClaim> {
  for (;;) {
    const id = randomUUID();
    const metadata = stateMetadata({ whole: false, writer: id });
    const created = await container.put(name, empty, { metadata, ifAbsent: true });
    if (created !== 'refused') {
      const lease = await takeLease(container, name, { id, ifMatch: created.etag });
      if (lease !== undefined) {
        return { kind: 'writer', writer: openWriter({ digest, name, lease, etag: created.etag }) };
      }
    }
    const facts = await container.head(name);
    if (facts === undefined) continue;
    const { whole, writer } = readState(facts.metadata);
    if (whole) {
      const { size, etag } = facts;
      return { kind: 'stored', blob: stored.openSeen(digest, { size, etag, writer }) };
    }
    if (facts.leased) {
      return { kind: 'elsewhere', growing: followGrowingBlob(container, watch, { name, writer }) };
    }
    const lease = await takeLease(container, name, { id, ifMatch: facts.etag });
    if (lease === undefined) continue;
    // What the one that died has sent goes with it.
    const emptied = await container.put(name, empty, { metadata, lease: id });
    if (emptied !== 'refused') {
      return { kind: 'writer', writer: openWriter({ digest, name, lease, etag: emptied.etag }) };
    }
    lease.forget();
  }
}

const empty = new Uint8Array(0);
