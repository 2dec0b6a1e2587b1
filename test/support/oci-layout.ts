import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Content,
  content,
  type Document,
  document,
  imageManifest,
  ociIndex,
  randomBlob,
} from './server/images.ts';

/** The files of an image layout, by path. */
export type LayoutFiles = Readonly<Record<string, Buffer | string>>;

export interface LayoutImage {
  readonly top: Document;
  readonly manifests: readonly Document[];
  readonly blobs: readonly Content[];
}

/** An image for two platforms. */
export function twoPlatforms(): LayoutImage {
  const layers = [randomBlob(70_000), randomBlob(50_000)];
  const configs = ['amd64', 'arm64'].map((architecture) =>
    content(JSON.stringify({ architecture, os: 'linux' })),
  );
  const manifests = configs.map((config, at) => imageManifest(layers.slice(at, at + 1), config));
  const top = document(
    {
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: manifests.map(({ mediaType, digest, bytes }, at) => ({
        mediaType,
        digest,
        size: bytes.length,
        platform: { os: 'linux', architecture: at === 0 ? 'amd64' : 'arm64' },
      })),
    },
    ociIndex,
  );
  return { top, manifests, blobs: [...layers, ...configs] };
}

export function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** The layout of an image, under a name. */
export function layoutFiles(
  { top, manifests, blobs }: LayoutImage,
  name?: string,
): Record<string, Buffer | string> {
  const annotations =
    name === undefined ? {} : { annotations: { 'org.opencontainers.image.ref.name': name } };
  const { mediaType, digest, bytes } = top;
  const index = { schemaVersion: 2, manifests: [{ mediaType, digest, size: bytes.length, ...annotations }] };
  const contents = [top, ...manifests, ...blobs].map((part) => [blobPath(part.digest), part.bytes] as const);
  return {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify(index),
    ...Object.fromEntries(contents),
  };
}

export function writeLayout(root: string, files: LayoutFiles): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
}
