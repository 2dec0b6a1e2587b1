/** Shares the memory for what is on its way to the storage among the blobs that are being written. */
export interface UploadBudget {
  enter(): void;
  leave(): void;
  /** Bytes of the next block of a blob of `size` bytes, if that is known. */
  blockBytes(size: number | undefined): number;
}

/** Blocks that one blob may have in memory: one that fills, and the others on their way or waiting for their commit. */
export const blocksInMemory = 5;

const memoryBytes = 64 * 1024 * 1024;
const smallest = 256 * 1024;
const largest = 4 * 1024 * 1024;

/** Of the 50,000 blocks that a blob may have; the rest is for blocks that are sent before they are full. */
const plannedBlocks = 25_000;

export function createUploadBudget(): UploadBudget {
  let writers = 0;
  return {
    enter: () => {
      writers++;
    },
    leave: () => {
      writers--;
    },
    blockBytes: (size = 0) => {
      const share = Math.floor(memoryBytes / (Math.max(writers, 1) * blocksInMemory));
      return Math.max(Math.min(Math.max(share, smallest), largest), Math.ceil(size / plannedBlocks));
    },
  };
}
