import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { err, ok, type Result } from '../../result.ts';
import { digestParts } from '../http/digest.ts';
import { directorySink } from './directory-sink.ts';
import type { LayoutError } from './layout-error.ts';
import { blobFile, indexFile, layoutFile, layoutVersion } from './layout-files.ts';
import { nameOf, type OpenedStore, type StoredImage } from './stored-images.ts';
import { tarSink } from './tar-sink.ts';

export interface ExportOptions {
  /** A directory, or an archive where it ends in `.tar`. */
  readonly target: string;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

export interface Exported {
  readonly images: number;
  readonly blobs: number;
  readonly bytes: number;
}

/**
 * Writes images as an OCI image layout (image-spec, image-layout.md), each byte of it compared with its digest before. An index keeps
 * its bytes, and so its digest, whether or not all that it lists is there. Every image has its whole name in both annotations that
 * programs look at: containerd and docker take `io.containerd.image.name`, skopeo and podman
 * `org.opencontainers.image.ref.name`.
 */
export async function exportLayout(
  { store, layout }: OpenedStore,
  images: readonly StoredImage[],
  { target, signal, onBytes }: ExportOptions,
): Promise<Result<Exported, LayoutError>> {
  const sink = await (isArchive(target) ? tarSink(target) : directorySink(target));
  if (sink === 'exists') return err({ code: 'exists', message: `${target}: it exists already` });
  try {
    const contents = new Map(images.flatMap(({ contents }) => [...contents]));
    await sink.addBytes(layoutFile, Buffer.from(JSON.stringify({ imageLayoutVersion: layoutVersion })));
    await sink.addBytes(indexFile, Buffer.from(`${JSON.stringify(layoutIndex(images))}\n`));
    let bytes = 0;
    for (const [digest, size] of contents) {
      signal.throwIfAborted();
      const path = layout.blob(digest);
      if (!(await isSound(path, digest, onBytes))) {
        await store.blobs.remove(digest);
        await sink.abandon();
        const message = `${digest} in the store is not what its digest says; it is removed: pull it again`;
        return err({ code: 'wrong-content', message });
      }
      await sink.addFile(blobFile(digest), path, size);
      bytes += size;
    }
    signal.throwIfAborted();
    await sink.finish();
    return ok({ images: images.length, blobs: contents.size, bytes });
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

export function isArchive(target: string): boolean {
  return /\.tar$/i.test(target);
}

function layoutIndex(images: readonly StoredImage[]): unknown {
  return {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: images.map((image) => {
      const name = nameOf(image);
      return {
        mediaType: image.mediaType,
        digest: image.digest,
        size: image.size,
        annotations: { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': name },
      };
    }),
  };
}

async function isSound(path: string, digest: string, onBytes: (bytes: number) => void): Promise<boolean> {
  const { algorithm, hex } = digestParts(digest);
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
    onBytes(chunk.length);
  }
  return hash.digest('hex') === hex;
}
