import type { Metadata } from './container.ts';

/**
 * What the metadata of a blob say. Content and metadata are committed in one step, so that a blob is `whole` in the same
 * moment in which its last byte is there, and never before its digest was found right.
 */
export interface BlobState {
  readonly whole: boolean;
  /** The one that wrote it, or is writing: the GUID of its lease. */
  readonly writer: string;
  /** Bytes that the blob is going to have, once they are known. */
  readonly size?: number;
}

export function readState({ state, writer = '', size }: Metadata): BlobState {
  return {
    whole: state === 'whole',
    writer,
    ...(size !== undefined && /^\d{1,15}$/.test(size) ? { size: Number(size) } : {}),
  };
}

export function stateMetadata({ whole, writer, size }: BlobState): Metadata {
  return {
    state: whole ? 'whole' : 'growing',
    writer,
    ...(size === undefined ? {} : { size: String(size) }),
  };
}
