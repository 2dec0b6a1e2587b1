import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { err, ok, type Result } from '../../result.ts';
import { digestOf, digestParts } from '../http/digest.ts';
import type { BlobWriter, Store } from '../store/types.ts';
import { type LayoutDescriptor, readLayoutManifest } from './descriptors.ts';
import type { LayoutError } from './layout-error.ts';
import { blobFile } from './layout-files.ts';
import type { LayoutSource } from './layout-source.ts';
import { type ListedImage, readSmall } from './read-index.ts';

/** An image of a layout, and where it belongs. */
export interface ImportedImage {
  readonly listed: ListedImage;
  /** The upstream repository: `docker.io/library/web`. */
  readonly repository: string;
  /** Absent for an image that is pulled by its digest. */
  readonly tag?: string;
}

export interface ImportOptions {
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
  readonly now: () => number;
}

export interface Imported {
  readonly blobs: number;
  readonly bytes: number;
  /** Platforms, or digests, that indexes list and the layout does not have. */
  readonly missing: readonly string[];
}

const maxManifestBytes = 8 * 1024 * 1024;
const maxNesting = 4;
const pieceBytes = 1024 * 1024;

interface Import extends ImportOptions {
  readonly store: Store;
  readonly source: LayoutSource;
  readonly path: string;
  /** Digests that were found to be right, with their sizes. */
  readonly done: Map<string, number>;
  readonly missing: string[];
}

/**
 * Puts images of a layout into a store. Everything is compared with its digest on the way, and what an image consists of is there
 * before the image is: whoever interrupts it leaves no half. An index may list what the layout does not have; an image without
 * its layers is refused.
 */
export async function importLayout(
  store: Store,
  source: LayoutSource,
  path: string,
  images: readonly ImportedImage[],
  options: ImportOptions,
): Promise<Result<Imported, LayoutError>> {
  const running: Import = { ...options, store, source, path, done: new Map(), missing: [] };
  for (const { listed, repository, tag } of images) {
    const { descriptor, place } = listed;
    const top = await importManifest(running, repository, descriptor, place, 0);
    if (!top.ok) return top;
    if (top.value === undefined) return missing(place, descriptor);
    if (tag === undefined) continue;
    const { digest, mediaType, size } = top.value;
    const record = { tag, digest, mediaType, size, checkedAt: options.now() };
    await store.records.write(repository, 'tag', tag, record);
  }
  const bytes = [...running.done.values()].reduce((sum, size) => sum + size, 0);
  return ok({ blobs: running.done.size, bytes, missing: [...new Set(running.missing)] });
}

interface ManifestRecord {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
}

/** Undefined when the layout does not have it. */
async function importManifest(
  running: Import,
  repository: string,
  descriptor: LayoutDescriptor,
  place: string,
  nesting: number,
): Promise<Result<ManifestRecord | undefined, LayoutError>> {
  const { store, source, path, signal } = running;
  const { digest } = descriptor;
  signal.throwIfAborted();
  const bytes = await readSmall(source, path, blobFile(digest), maxManifestBytes);
  if (!bytes.ok || bytes.value === undefined) return bytes.ok ? ok(undefined) : bytes;
  const actual = digestOf(bytes.value, digestParts(digest).algorithm);
  if (actual !== digest) return wrongContent(place, digest, `the content has the digest ${actual}`);
  if (bytes.value.length !== descriptor.size) {
    return wrongContent(place, digest, `it has ${bytes.value.length} bytes and not ${descriptor.size}`);
  }
  const manifest = readLayoutManifest(bytes.value);
  if (typeof manifest === 'string') {
    return err({ code: 'malformed', message: `${path}: ${blobFile(digest)}: ${manifest}` });
  }
  if (nesting === maxNesting) {
    return err({ code: 'malformed', message: `${place}: ${digest} is an index within too many indexes` });
  }
  for (const [at, child] of manifest.manifests.entries()) {
    const below = `${path}: ${blobFile(digest)}: manifests[${at}]`;
    const imported = await importManifest(running, repository, child, below, nesting + 1);
    if (!imported.ok) return imported;
    if (imported.value === undefined) running.missing.push(child.platform ?? child.digest);
  }
  const blobs = manifest.blobs.filter(({ foreign }) => !foreign);
  for (const blob of blobs) {
    const imported = await importBlob(running, blob, `${path}: ${blobFile(digest)}`);
    if (!imported.ok) return imported;
  }
  const mediaType =
    manifest.mediaType ?? (descriptor.mediaType || defaultType(manifest.manifests.length > 0));
  const size = bytes.value.length;
  await storeContent(store, digest, async (writer) => {
    await writer.append([bytes.value ?? Buffer.alloc(0)]);
    return ok(undefined);
  });
  running.done.set(digest, size);
  running.onBytes(size);
  const digests = [...new Set(blobs.map((blob) => blob.digest))];
  for (const blob of digests) await store.records.write(repository, 'blob', blob, { digest: blob });
  const manifests = manifest.manifests.map((child) => child.digest);
  const record = { digest, mediaType, size, manifests, blobs: digests };
  await store.records.write(repository, 'manifest', digest, record);
  return ok({ digest, mediaType, size });
}

async function importBlob(
  running: Import,
  descriptor: LayoutDescriptor,
  place: string,
): Promise<Result<undefined, LayoutError>> {
  const { store, source, signal, onBytes, done } = running;
  const { digest, size } = descriptor;
  if (done.get(digest) === size) return ok(undefined);
  signal.throwIfAborted();
  const opened = await source.open(blobFile(digest));
  if (!opened.ok) return opened;
  if (opened.value === undefined) return missing(place, descriptor);
  const file = opened.value;
  try {
    if (file.size !== size) return wrongContent(place, digest, `it has ${file.size} bytes and not ${size}`);
    const stored = await storeContent(store, digest, async (writer) => {
      const { algorithm, hex } = digestParts(digest);
      const hash = createHash(algorithm);
      const buffer = Buffer.allocUnsafe(pieceBytes);
      for (let at = 0; ; ) {
        signal.throwIfAborted();
        const count = await file.read(buffer, at);
        if (count === 0) break;
        const piece = buffer.subarray(0, count);
        hash.update(piece);
        await writer.append([piece]);
        onBytes(count);
        at += count;
      }
      const actual = hash.digest('hex');
      return actual === hex
        ? ok(undefined)
        : wrongContent(place, digest, `the content has the digest ${algorithm}:${actual}`);
    });
    if (stored.ok) done.set(digest, size);
    return stored;
  } finally {
    await file.close();
  }
}

/** How long until another server is asked again whether it has written a blob. */
const waitMs = 100;

/** Nothing is written that is there already; what another server writes at this moment is waited for. */
async function storeContent(
  { blobs }: Store,
  digest: string,
  write: (writer: BlobWriter) => Promise<Result<undefined, LayoutError>>,
): Promise<Result<undefined, LayoutError>> {
  for (;;) {
    const claim = await blobs.claim(digest);
    if (claim.kind === 'stored') {
      claim.blob.release();
      return ok(undefined);
    }
    if (claim.kind === 'elsewhere') {
      while ((await claim.growing.progress()) !== undefined) await delay(waitMs);
      claim.growing.release();
      continue;
    }
    const { writer } = claim;
    try {
      const written = await write(writer);
      if (written.ok) await writer.keep();
      else await writer.discard();
      return written;
    } catch (error) {
      await writer.discard();
      throw error;
    } finally {
      writer.release();
    }
  }
}

function defaultType(isIndex: boolean): string {
  return `application/vnd.oci.image.${isIndex ? 'index' : 'manifest'}.v1+json`;
}

function missing(place: string, { digest }: LayoutDescriptor): Result<never, LayoutError> {
  return err({ code: 'missing', message: `${place}: ${digest} is not in the layout` });
}

function wrongContent(place: string, digest: string, what: string): Result<never, LayoutError> {
  return err({ code: 'wrong-content', message: `${place}: ${digest}: ${what}` });
}
