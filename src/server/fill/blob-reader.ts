/** One reader's way to the bytes of a blob, which may still be arriving. Reads go forward. */
export interface BlobReader {
  /** Bytes of the whole blob. */
  readonly size: number;
  /**
   * Reads from `position` on into `into`: at least one byte before the blob's end, however long that takes to arrive.
   * Rejects with `BlobInterrupted` when the rest cannot be had.
   */
  read(into: Uint8Array, position: number): Promise<number>;
  /**
   * Whether the blob is what its digest names; waits until that is known. Who sends a blob holds the last piece of every
   * answer back until then, so that no client ever has a complete answer with wrong bytes.
   */
  verification(): Promise<boolean>;
  release(): void;
}

/** The rest of a blob cannot be had (`unavailable`), or the whole is not what its digest names (`protocol`). */
export class BlobInterrupted extends Error {
  override readonly name = 'BlobInterrupted';
  readonly code: 'unavailable' | 'protocol';

  constructor(message: string, code: 'unavailable' | 'protocol' = 'unavailable') {
    super(message);
    this.code = code;
  }
}
