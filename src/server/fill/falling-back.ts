import { createHash } from 'node:crypto';
import { digestParts } from '../http/digest.ts';
import { BlobInterrupted, type BlobReader } from './blob-reader.ts';
import { openPassage, type Passage, type PassageSettings } from './passage.ts';

/**
 * A reader for which the upstream stands in when the store fails before it gave anything. Once it gave something the reader
 * is interrupted: nothing would tell whether what went before is right.
 */
export function fallingBack(
  reader: BlobReader,
  settings: Omit<PassageSettings, 'from' | 'hash' | 'first'>,
): BlobReader {
  let begun = false;
  let instead: Passage | undefined;
  const passage = (error: unknown): Passage => {
    if (error instanceof BlobInterrupted) throw error;
    if (begun) throw new BlobInterrupted(`the store failed: ${messageOf(error)}`);
    const hash = createHash(digestParts(settings.digest).algorithm);
    instead ??= openPassage({ ...settings, from: 0, hash });
    return instead;
  };
  return {
    get size() {
      return reader.size;
    },
    read: async (into, position) => {
      if (instead !== undefined) return instead.read(into, position);
      try {
        const count = await reader.read(into, position);
        begun = true;
        return count;
      } catch (error) {
        return passage(error).read(into, position);
      }
    },
    verification: async () => {
      if (instead !== undefined) return instead.verification();
      try {
        return await reader.verification();
      } catch (error) {
        return passage(error).verification();
      }
    },
    release: () => {
      reader.release();
      instead?.release();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
