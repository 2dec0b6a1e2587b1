import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CacheRegistry } from '../cache/index.ts';
import type { Imports } from './acr/imports.ts';
import type { Admission } from './auth/types.ts';
import type { Blobs } from './content/blobs.ts';
import type { Holdings } from './content/holdings.ts';
import type { Manifests } from './content/manifests.ts';
import type { Referrers } from './content/referrers.ts';
import type { TagLists } from './content/tag-lists.ts';
import type { Tags } from './content/tags.ts';
import type { Explain, PullFailure } from './failure.ts';
import type { BufferPool } from './memory/buffer-pool.ts';
import type { Log } from './observe/log.ts';
import type { Metrics } from './observe/metrics.ts';
import type { Origin, Origins } from './origins.ts';
import type { BlobStore, RecordStore } from './store/types.ts';

/** One request and the answer to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly query: URLSearchParams;
  /** What the log and the metrics say of the exchange; filled in on the way. */
  readonly notes: ExchangeNotes;
}

export interface ExchangeNotes {
  /** Names the request in the log, and to the client in `X-Request-Id`. */
  readonly id: string;
  kind: string;
  origin?: Origin;
  result?: 'hit' | 'revalidated' | 'miss' | 'stale';
  sentBytes: number;
}

/** What the handlers work with. */
export interface Services {
  /** The rules in force at this moment. */
  readonly registry: () => CacheRegistry;
  readonly origins: () => Origins;
  readonly records: RecordStore;
  readonly blobStore: BlobStore;
  readonly holdings: Holdings;
  readonly manifests: Manifests;
  readonly tags: Tags;
  readonly blobs: Blobs;
  readonly tagLists: TagLists;
  readonly referrers: Referrers;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly buffers: BufferPool;
  /** Who may use the server. */
  readonly admission: Admission;
  readonly explain: Explain;
  /** List only what was imported whole, as ACR does. */
  readonly faithful: boolean;
  /** With `faithful`: brings the images that are pulled. */
  readonly imports?: Imports;
  /** Milliseconds after which a client that takes nothing is sent away. */
  readonly stallMs: number;
}

/** The header that marks an answer as out of date (RFC 7234, 5.5; distribution-spec, "Warnings": code 299, no agent, no date). */
export function staleWarning(failure: PullFailure): Readonly<Record<string, string>> {
  const text = `served from the cache without asking the upstream: ${failure.message}`;
  const printable = text
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(/["\\]/g, "'")
    .slice(0, 500);
  return { Warning: `299 - "${printable}"` };
}
