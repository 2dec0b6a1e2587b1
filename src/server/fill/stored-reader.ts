import type { StoredBlob } from '../store/types.ts';
import { BlobInterrupted, type BlobReader } from './blob-reader.ts';

/** Reads a blob that is in the store; `verify` starts with the first read and runs beside the others. */
export function storedReader(blob: StoredBlob, verify: () => Promise<boolean>): BlobReader {
  let verdict: Promise<boolean> | undefined;
  const verification = (): Promise<boolean> => {
    verdict ??= verify();
    return verdict;
  };
  return {
    size: blob.size,
    read: async (into, position) => {
      if (verdict === undefined) verification().catch(() => {});
      const count = await blob.read(into, position);
      if (count === 0 && position < blob.size)
        throw new BlobInterrupted('the stored file is shorter than it was');
      return count;
    },
    verification,
    release: () => {
      // The comparison reads the same file.
      if (verdict === undefined) blob.release();
      else verdict.then(blob.release, blob.release);
    },
  };
}
