import { isDigest } from '../http/digest.ts';
import { isMediaType } from '../http/media-type.ts';

/** What a tag named when the upstream was last asked. */
export interface TagRecord {
  readonly tag: string;
  readonly digest: string;
  readonly mediaType: string;
  /** Bytes of the manifest. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly checkedAt: number;
  /** When the tag was first seen here, and when it was first seen to name this digest. Older records have neither. */
  readonly createdAt?: number;
  readonly updatedAt?: number;
}

/** A record with its times, as they follow from what the tag named before. */
export function dateRecord(record: TagRecord, before: TagRecord | undefined): TagRecord {
  const { checkedAt } = record;
  const same = before?.digest === record.digest;
  return {
    ...record,
    createdAt: before?.createdAt ?? before?.checkedAt ?? checkedAt,
    updatedAt: same ? (before.updatedAt ?? before.checkedAt) : checkedAt,
  };
}

/** A record as it was stored; undefined for what is none, or is another tag's. */
export function readTagRecord(value: unknown, tag?: string): TagRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Partial<Record<keyof TagRecord, unknown>>;
  const { tag: named, digest, mediaType, size, checkedAt, createdAt, updatedAt } = record;
  if (typeof named !== 'string' || (tag !== undefined && named !== tag)) return undefined;
  if (typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof mediaType !== 'string' || !isMediaType(mediaType) || typeof checkedAt !== 'number')
    return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size <= 0) return undefined;
  return {
    tag: named,
    digest,
    mediaType,
    size,
    checkedAt,
    ...(typeof createdAt === 'number' ? { createdAt } : {}),
    ...(typeof updatedAt === 'number' ? { updatedAt } : {}),
  };
}
