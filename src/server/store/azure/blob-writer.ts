import type { BlobWriter } from '../types.ts';
import { type BlobContainer, StorageFailure, type Written } from './container.ts';
import type { HeldLease } from './lease.ts';
import { createRangeReader } from './range-reader.ts';
import { createTail } from './tail.ts';
import { createUpload } from './upload.ts';
import type { UploadBudget } from './upload-budget.ts';

export interface WriterSettings {
  readonly container: BlobContainer;
  readonly name: string;
  readonly lease: HeldLease;
  /** The version of the empty blob under the lease. */
  readonly etag: string;
  readonly budget: UploadBudget;
  /** A larger blob is not stored at all. */
  readonly maxBytes: number;
  readonly stored: (written: Written, bytes: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Of the committed part, which changes its version all the time, little is asked for at a time. Bytes. */
const largestRange = 4 * 1024 * 1024;

/**
 * Writes a blob in its final place, where it is `growing` until its last commit. What was appended is read from memory, or
 * from what is committed by those who are slower than the upstream.
 */
export function openBlobWriter(settings: WriterSettings): BlobWriter {
  const { container, name, lease, budget, maxBytes, stored, failed } = settings;
  const tail = createTail();
  const upload = createUpload({ ...settings, tail });
  const reader = createRangeReader({
    open: async (range) => {
      for (let etag = upload.committed().etag; ; ) {
        const answer = await container.get(name, range, etag);
        if (typeof answer !== 'string') return answer;
        const before = etag;
        etag = upload.committed().etag;
        if (answer === 'missing' || etag === before) {
          throw new StorageFailure('rejected', 'what was written is gone from the storage');
        }
      }
    },
    end: () => upload.committed().bytes,
    largestRange,
  });
  budget.enter();
  let appended = 0;
  let settled = false;
  let released = false;
  let removeLater = false;

  /** Gives up the place. What is committed stays readable until the last reader leaves, unless another server writes the blob meanwhile. */
  const giveUp = async (): Promise<void> => {
    await upload.stop();
    lease.forget();
    const { bytes, etag } = upload.committed();
    removeLater = bytes > 0 && !released;
    // Removing a blob ends its lease.
    if (removeLater || !(await container.remove(name, { lease: lease.id }))) await lease.release();
    if (removeLater && released) await container.remove(name, { ifMatch: etag });
  };

  return {
    expect: async (size) => {
      if (size > maxBytes) throw new Error(`a blob of ${size} bytes is larger than the whole store may be`);
      upload.announce(size);
    },
    append: async (chunks) => {
      appended += chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
      if (appended > maxBytes) throw new Error('the blob is larger than the whole store may be');
      await upload.append(chunks);
    },
    read: async (into, position) => {
      const { bytes } = upload.committed();
      const inMemory = tail.read(into, position);
      if (inMemory !== undefined) return inMemory;
      return reader.read(into.subarray(0, Math.max(0, bytes - position)), position);
    },
    keep: async () => {
      settled = true;
      try {
        const written = await upload.finish();
        await upload.stop();
        stored(written, appended);
      } catch (error) {
        await giveUp().catch(failed);
        throw error;
      }
      await lease.release().catch(failed);
    },
    discard: async () => {
      if (settled) return;
      settled = true;
      await giveUp();
    },
    release: () => {
      if (released) return;
      released = true;
      budget.leave();
      reader.release();
      const { etag } = upload.committed();
      if (removeLater) container.remove(name, { ifMatch: etag }).catch(failed);
    },
  };
}
