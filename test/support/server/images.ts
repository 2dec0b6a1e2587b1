import { createHash, randomBytes } from 'node:crypto';

export interface Content {
  readonly digest: string;
  readonly bytes: Buffer;
}

export interface Document extends Content {
  readonly mediaType: string;
}

export function content(bytes: Buffer | string, algorithm = 'sha256'): Content {
  const buffer = Buffer.from(bytes);
  return { bytes: buffer, digest: `${algorithm}:${createHash(algorithm).update(buffer).digest('hex')}` };
}

export function randomBlob(size: number): Content {
  return content(randomBytes(size));
}

export const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
export const ociIndex = 'application/vnd.oci.image.index.v1+json';

export function descriptor({ digest, bytes }: Content, mediaType: string): Record<string, unknown> {
  return { mediaType, digest, size: bytes.length };
}

export function document(value: unknown, mediaType: string, algorithm?: string): Document {
  return { ...content(JSON.stringify(value, null, 3), algorithm), mediaType };
}

export function imageManifest(layers: readonly Content[], config: Content = content('{}')): Document {
  return document(
    {
      schemaVersion: 2,
      mediaType: ociManifest,
      config: descriptor(config, 'application/vnd.oci.image.config.v1+json'),
      layers: layers.map((layer) => descriptor(layer, 'application/vnd.oci.image.layer.v1.tar+gzip')),
    },
    ociManifest,
  );
}

export function imageIndex(manifests: readonly Document[]): Document {
  return document(
    {
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: manifests.map((manifest) => descriptor(manifest, manifest.mediaType)),
    },
    ociIndex,
  );
}
