import { digestOf, digestParts } from '../http/digest.ts';
import type { BlobStore } from '../store/types.ts';

/** A small blob whole, compared with its digest; one that is wrong is removed and counts as missing. */
export async function storedBytes(
  blobs: BlobStore,
  digest: string,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const blob = await blobs.open(digest);
  if (blob === undefined) return undefined;
  try {
    if (blob.size > maxBytes) return undefined;
    const bytes = new Uint8Array(blob.size);
    for (let position = 0; position < bytes.byteLength; ) {
      const count = await blob.read(bytes.subarray(position), position);
      if (count === 0) break;
      position += count;
    }
    if (digestOf(bytes, digestParts(digest).algorithm) === digest) return bytes;
  } finally {
    blob.release();
  }
  await blobs.remove(digest);
  return undefined;
}

/** Stores bytes that are known to be what the digest names. */
export async function storeBytes(blobs: BlobStore, digest: string, bytes: Uint8Array): Promise<void> {
  const claim = await blobs.claim(digest);
  if (claim.kind === 'stored') claim.blob.release();
  if (claim.kind === 'elsewhere') claim.growing.release();
  if (claim.kind !== 'writer') return;
  try {
    await claim.writer.append([bytes]);
    await claim.writer.keep();
  } catch (error) {
    await claim.writer.discard();
    throw error;
  } finally {
    claim.writer.release();
  }
}
