import { createHash, type Hash } from 'node:crypto';
import { digestParts } from '../http/digest.ts';
import type { UpstreamBlob } from '../upstream.ts';
import { BlobInterrupted, type BlobReader } from './blob-reader.ts';
import { pullPieces } from './pull-pieces.ts';
import { type OpenFrom, type ResumingBody, resuming } from './resuming.ts';

/** The rest of a blob, for one reader, straight from the upstream: the way when the store cannot take it. */
export interface Passage {
  /** As of `BlobReader`; positions never lie before where the passage starts or an earlier read ended. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Reads what is left of the blob, without keeping it, to tell whether the whole is what the digest names. */
  verification(): Promise<boolean>;
  release(): void;
}

export interface PassageSettings {
  readonly digest: string;
  readonly openFrom: OpenFrom;
  readonly received: (bytes: number) => void;
  /** Where the passage starts. */
  readonly from: number;
  /** Over everything before. */
  readonly hash: Hash;
  /** The upstream's answer, where it was asked for the blob from there on already. */
  readonly first?: UpstreamBlob;
}

export function openPassage({ digest, openFrom, received, from, hash, first }: PassageSettings): Passage {
  let body: ResumingBody | undefined;
  let released = false;
  const pieces = pullPieces(async (take) => {
    const opened = first ?? (await openRest(openFrom, from));
    body = resuming(opened, from, openFrom);
    if (released) body.cancel();
    await body.pour(take);
  });
  let chunk: Uint8Array = new Uint8Array(0);
  /** Where `chunk` starts in the blob. */
  let at = from;
  let verdict: Promise<boolean> | undefined;

  const advance = async (): Promise<boolean> => {
    const next = await pieces.next();
    if (next === undefined) return false;
    at += chunk.byteLength;
    chunk = next;
    received(chunk.byteLength);
    hash.update(chunk);
    return true;
  };

  return {
    read: async (into, position) => {
      while (position >= at + chunk.byteLength) if (!(await advance())) return 0;
      const piece = chunk.subarray(position - at, position - at + into.byteLength);
      into.set(piece);
      return piece.byteLength;
    },
    verification: () => {
      verdict ??= (async () => {
        while (await advance());
        return `${digestParts(digest).algorithm}:${hash.digest('hex')}` === digest;
      })();
      return verdict;
    },
    release: () => {
      released = true;
      (body ?? first)?.cancel();
      pieces.release();
    },
  };
}

async function openRest(openFrom: OpenFrom, from: number): Promise<UpstreamBlob> {
  const opened = await openFrom(from);
  if (!opened.ok) throw new BlobInterrupted(opened.error.message);
  return opened.value;
}

/** The reader of a blob that does not touch the store at all. */
export function passageReader(
  size: number,
  settings: Omit<PassageSettings, 'from' | 'hash'> & { readonly first: UpstreamBlob },
): BlobReader {
  const hash = createHash(digestParts(settings.digest).algorithm);
  return { size, ...openPassage({ ...settings, from: 0, hash }) };
}
