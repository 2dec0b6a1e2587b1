import { createHash } from 'node:crypto';
import { digestParts } from '../http/digest.ts';
import { createLimit } from '../memory/limit.ts';
import { createLru } from '../memory/lru.ts';
import { createSingleFlight } from '../memory/single-flight.ts';
import type { StoredBlob } from '../store/types.ts';

/** Knows which stored blobs were compared with their digest since the server started. */
export interface VerifiedBlobs {
  /** Reads the blob through if that was not done yet. The blob has to stay open until then. */
  verify(digest: string, blob: StoredBlob): Promise<boolean>;
  /** The bytes were compared on their way into the store. */
  trust(digest: string, blob: StoredBlob): void;
}

const remembered = 100_000;

const pieceBytes = 256 * 1024;

/** After a restart all that is pulled is compared for the first time: more at a time would take memory and be no faster. */
const atATime = 4;

export function createVerifiedBlobs(): VerifiedBlobs {
  const right = createLru<string>(remembered);
  const flight = createSingleFlight<boolean>();
  const limit = createLimit(atATime);
  return {
    verify: async (digest, blob) => {
      if (right.get(digest) === blob.version) return true;
      return flight(`${digest} ${blob.version}`, async () => {
        const matches = await limit(() => matchesDigest(digest, blob));
        if (matches) right.set(digest, blob.version);
        return matches;
      });
    },
    trust: (digest, blob) => right.set(digest, blob.version),
  };
}

async function matchesDigest(digest: string, blob: StoredBlob): Promise<boolean> {
  const { algorithm, hex } = digestParts(digest);
  const hash = createHash(algorithm);
  const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, Math.max(blob.size, 1)));
  for (let position = 0; position < blob.size; ) {
    const count = await blob.read(piece, position);
    if (count === 0) return false;
    hash.update(count === piece.byteLength ? piece : piece.subarray(0, count));
    position += count;
  }
  return hash.digest('hex') === hex;
}
