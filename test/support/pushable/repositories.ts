import { createHash } from 'node:crypto';
import type { Document } from '../server/images.ts';

export interface PushedRepository {
  readonly blobs: Map<string, Buffer>;
  readonly manifests: Map<string, Document>;
  readonly tags: Map<string, string>;
}

export type Repositories = Map<string, PushedRepository>;

/** The repository that a push makes when it is not there. */
export function madeRepository(repositories: Repositories, name: string): PushedRepository {
  const made = repositories.get(name) ?? { blobs: new Map(), manifests: new Map(), tags: new Map() };
  repositories.set(name, made);
  return made;
}

export function digestOf(bytes: Buffer, algorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/** `sha256` or `sha512`; undefined when the text is no digest of either. */
export function digestAlgorithm(text: string): 'sha256' | 'sha512' | undefined {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return 'sha256';
  return /^sha512:[0-9a-f]{128}$/.test(text) ? 'sha512' : undefined;
}

interface ManifestFields {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: { readonly mediaType: string };
  readonly annotations?: Readonly<Record<string, string>>;
  readonly subject?: { readonly digest: string };
}

/** Undefined for what is no JSON. */
export function fieldsOf(bytes: Buffer): ManifestFields | undefined {
  try {
    return JSON.parse(bytes.toString()) as ManifestFields;
  } catch {
    return undefined;
  }
}

/** The descriptors of the manifests whose subject has the digest (distribution-spec, "Listing Referrers"). */
export function referrersOf({ manifests }: PushedRepository, subject: string): readonly object[] {
  return [...manifests.values()].flatMap(({ digest, mediaType, bytes }) => {
    const fields = fieldsOf(bytes);
    if (fields?.subject?.digest !== subject) return [];
    const artifactType = fields.artifactType ?? fields.config?.mediaType;
    const { annotations } = fields;
    return [
      {
        mediaType,
        digest,
        size: bytes.length,
        ...(artifactType === undefined ? {} : { artifactType }),
        ...(annotations === undefined ? {} : { annotations }),
      },
    ];
  });
}
