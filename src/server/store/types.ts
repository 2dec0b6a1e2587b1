/**
 * What the server needs of a place that keeps things: blobs by their digest, and small records per upstream repository.
 * Several servers may use one store at a time. Rejections are I/O failures.
 */
export interface Store {
  readonly blobs: BlobStore;
  readonly records: RecordStore;
  /** How much the store holds, which may take long to find out; undefined where it cannot be. */
  measure?(): Promise<StoreSize>;
  /** Resolves when nothing is being made durable or removed. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreSize {
  readonly blobs: number;
  readonly bytes: number;
}

/** What a store has to know of its server. */
export interface StoreSettings {
  /** Bytes of blobs that are kept. */
  readonly maxBytes: number;
  readonly evicted: (bytes: number) => void;
  /** Told of what went wrong with work that nobody waits for. */
  readonly failed: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Opens a store; rejects when it cannot be used at all. */
export type OpenStore = (settings: StoreSettings) => Promise<Store>;

export interface BlobStore {
  /** Undefined when the store does not have it. */
  open(digest: string): Promise<StoredBlob | undefined>;
  /** Asks to be the one that writes a blob: one writer at a time, over all servers that use the store. */
  claim(digest: string): Promise<BlobClaim>;
  /** Forgets a blob whose content turned out to be wrong. */
  remove(digest: string): Promise<void>;
}

/** `elsewhere`: another server writes the blob at this moment. */
export type BlobClaim =
  | { readonly kind: 'stored'; readonly blob: StoredBlob }
  | { readonly kind: 'writer'; readonly writer: BlobWriter }
  | { readonly kind: 'elsewhere'; readonly growing: GrowingBlob };

/** A blob that is kept from eviction until it is released. */
export interface StoredBlob {
  /** Bytes. */
  readonly size: number;
  /** Tells this content from another that was stored under the same digest before or after it. */
  readonly version: string;
  /** Fills `into` from `position` on; gives the bytes read, 0 at the end. */
  read(into: Uint8Array, position: number): Promise<number>;
  release(): void;
}

export interface BlobWriter {
  /** Tells the other servers how large the blob is going to be. */
  expect(size: number): Promise<void>;
  /** The chunks are the caller's again when it resolves. */
  append(chunks: readonly Uint8Array[]): Promise<void>;
  /** Reads what was appended. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Makes the content the blob, durably: after a power cut the blob is there whole or not at all. */
  keep(): Promise<void>;
  /** Drops the content; it stays readable until `release`. */
  discard(): Promise<void>;
  release(): void;
}

/** What another server is writing. */
export interface GrowingBlob {
  /** How far it is, in bytes; undefined when nobody writes it any more, for good or ill. */
  progress(): Promise<{ readonly size?: number; readonly written: number } | undefined>;
  read(into: Uint8Array, position: number): Promise<number>;
  /** Whether a stored blob is what was read here, and not the work of a later writer. */
  became(blob: StoredBlob): Promise<boolean>;
  release(): void;
}

/**
 * `manifest` and `blob` say that the repository has the content of that digest (the key); `tag` what a tag (the key) names;
 * `list` holds whole lists: of tags, and of the referrers of a digest; `import` says that everything an image is made of was
 * brought here.
 */
export type RecordKind = 'manifest' | 'blob' | 'tag' | 'list' | 'import';

/** Small JSON values. A record may be lost or old; it is never half written. */
export interface RecordStore {
  read(repository: string, kind: RecordKind, key: string): Promise<unknown>;
  write(repository: string, kind: RecordKind, key: string, value: unknown): Promise<void>;
  remove(repository: string, kind: RecordKind, key: string): Promise<void>;
  /** Notes that what a record stands for was used: what was not used for longest is given up first. */
  touch(repository: string, kind: RecordKind, key: string): Promise<void>;
  /** When what a record stands for was used last, in milliseconds since the epoch; undefined when that is not known. */
  usedAt?(repository: string, kind: RecordKind, key: string): Promise<number | undefined>;
  /** The values of all records of a kind. */
  list(repository: string, kind: RecordKind): Promise<readonly unknown[]>;
  /** The repositories that have records. */
  repositories(): Promise<readonly string[]>;
}
