/**
 * What the store needs of a container of Azure Blob Storage: block blobs with metadata, conditions and leases. Outcomes that
 * are part of the plan are values; rejections are `StorageFailure`s.
 */
export interface BlobContainer {
  /** Undefined when there is no such blob. */
  head(name: string): Promise<BlobFacts | undefined>;
  /** Reads `count` bytes, or as many as there are, from `from` on; `ifMatch` wants the content of that version alone. */
  get(name: string, range: BlobRange, ifMatch?: string): Promise<Download | 'missing' | 'changed'>;
  /** Writes a whole blob in one step. `refused`: a condition does not hold, or the lease is another's. */
  put(name: string, bytes: Uint8Array, options?: PutOptions): Promise<Written | 'refused'>;
  /** Uploads a piece, which nobody sees before it is committed. */
  stage(name: string, blockId: string, chunks: readonly Uint8Array[], lease: string): Promise<void>;
  /** Makes the pieces the content of the blob, together with its metadata, in one step. */
  commit(name: string, blockIds: readonly string[], options: WriteOptions): Promise<Written>;
  /** Replaces the metadata; the content stays. Undefined when there is no such blob. */
  setMetadata(name: string, metadata: Metadata, lease?: string): Promise<Written | undefined>;
  /** Whether a blob was removed: not one that is gone, that has changed since `ifMatch`, or whose lease is another's. */
  remove(name: string, options?: RemoveOptions): Promise<boolean>;
  /** All blobs whose names begin so, with their metadata. */
  list(prefix: string): AsyncIterable<ListedBlob>;
  /** False when the blob is gone, has changed since `ifMatch`, or another has the lease. `lease` is a GUID of the caller's. */
  acquireLease(name: string, lease: string, seconds: number, ifMatch?: string): Promise<boolean>;
  /** False when the lease is lost. */
  renewLease(name: string, lease: string): Promise<boolean>;
  releaseLease(name: string, lease: string): Promise<void>;
}

/** Names are C# identifiers; values are ASCII. */
export type Metadata = Readonly<Record<string, string>>;

export interface BlobRange {
  readonly from: number;
  readonly count: number;
}

export interface Written {
  readonly etag: string;
  /** By the storage's own clock, in milliseconds since the epoch. */
  readonly modifiedAt: number;
}

export interface BlobFacts extends Written {
  /** Bytes of the committed content. */
  readonly size: number;
  readonly metadata: Metadata;
  /** Somebody has a lease that has not run out. */
  readonly leased: boolean;
}

export interface Download extends BlobFacts {
  /** Of the range; to be read to its end, or ended with `return`. */
  readonly body: AsyncIterator<Uint8Array, void, undefined>;
}

export interface ListedBlob extends BlobFacts {
  readonly name: string;
}

export interface WriteOptions {
  readonly metadata: Metadata;
  readonly lease: string;
}

export interface PutOptions {
  readonly metadata?: Metadata;
  readonly lease?: string;
  /** Only where there is no such blob yet. */
  readonly ifAbsent?: boolean;
}

export interface RemoveOptions {
  readonly ifMatch?: string;
  readonly lease?: string;
}

/**
 * `unavailable`: no answer, or a fault of the service. `throttled`: it asks for patience. `denied`: it refuses the
 * credentials. `no-container`: there is no such container. `rejected`: any other refusal, such as that of a lost lease.
 */
export type StorageFailureCode = 'unavailable' | 'throttled' | 'denied' | 'no-container' | 'rejected';

/** The message names no secret. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly code: StorageFailureCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: StorageFailureCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
