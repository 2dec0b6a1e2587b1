import { err, ok, type Result } from '../../result.ts';
import { type LayoutDescriptor, parseObject, readLayoutManifest } from './descriptors.ts';
import type { LayoutError } from './layout-error.ts';
import { indexFile, layoutFile } from './layout-files.ts';
import type { LayoutSource } from './layout-source.ts';

/** An image that a layout lists. */
export interface ListedImage {
  /** `index.json: manifests[3]`, for messages. */
  readonly place: string;
  readonly descriptor: LayoutDescriptor;
  /** What its annotations call it: a reference, or a tag alone. */
  readonly name?: string;
}

/** Large enough for every image of the largest registries, and far from filling the memory. */
const maxIndexBytes = 32 * 1024 * 1024;

/** Reads what a layout says of itself and the images that it lists (image-spec, image-layout.md). */
export async function readLayoutIndex(
  source: LayoutSource,
  path: string,
): Promise<Result<readonly ListedImage[], LayoutError>> {
  const marker = await readSmall(source, path, layoutFile, 4_096);
  if (!marker.ok) return marker;
  const version = marker.value === undefined ? undefined : parseObject(marker.value)?.imageLayoutVersion;
  if (typeof version !== 'string' || !/^1\.\d+\.\d+$/.test(version)) {
    const what =
      marker.value === undefined ? 'there is no file oci-layout in it' : 'oci-layout names no version 1';
    return err({ code: 'not-a-layout', message: `${path}: it is no OCI image layout: ${what}` });
  }
  const bytes = await readSmall(source, path, indexFile, maxIndexBytes);
  if (!bytes.ok) return bytes;
  if (bytes.value === undefined) {
    return err({
      code: 'not-a-layout',
      message: `${path}: it is no OCI image layout: there is no index.json`,
    });
  }
  const index = readLayoutManifest(bytes.value);
  if (typeof index === 'string')
    return err({ code: 'malformed', message: `${path}: ${indexFile}: ${index}` });
  return ok(
    index.manifests.map((descriptor, at) => {
      const { annotations } = descriptor;
      const name =
        annotations['io.containerd.image.name'] ?? annotations['org.opencontainers.image.ref.name'];
      const place = `${path}: ${indexFile}: manifests[${at}]`;
      return { place, descriptor, ...(name === undefined ? {} : { name }) };
    }),
  );
}

/** A file whole; undefined when there is none. */
export async function readSmall(
  source: LayoutSource,
  path: string,
  name: string,
  maxBytes: number,
): Promise<Result<Buffer | undefined, LayoutError>> {
  const opened = await source.open(name);
  if (!opened.ok || opened.value === undefined) return opened.ok ? ok(undefined) : opened;
  const file = opened.value;
  try {
    if (file.size > maxBytes) {
      const message = `${path}: ${name}: it has ${file.size} bytes, and such a file has at most ${maxBytes}`;
      return err({ code: 'too-large', message });
    }
    const bytes = Buffer.alloc(file.size);
    for (let at = 0; at < bytes.length; ) {
      const count = await file.read(bytes.subarray(at), at);
      if (count === 0) return ok(bytes.subarray(0, at));
      at += count;
    }
    return ok(bytes);
  } finally {
    await file.close();
  }
}
