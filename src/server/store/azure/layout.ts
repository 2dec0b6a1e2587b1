import { digestParts, isDigest } from '../../http/digest.ts';
import { hashedName } from '../hashed-name.ts';
import type { RecordKind } from '../types.ts';

/**
 * Where things are in a container, below the store's prefix:
 *
 *     blobs/<algorithm>/<hex>                               whole blobs, and those that are being written
 *     records/<kind>/<sha256 of the repository>/<sha256 of the key>
 *     names/<sha256 of the repository>                      the upstream repository, in the metadata
 *     instances/<random>                                    which blobs a server's clients read
 *     locks/eviction                                        whose lease is that of the one that removes
 */
export interface ContainerLayout {
  readonly blobs: string;
  readonly manifests: string;
  readonly names: string;
  readonly instances: string;
  readonly eviction: string;
  blob(digest: string): string;
  /** Undefined for what is no blob of the store. */
  digest(name: string): string | undefined;
  /** The folder of a repository's records of a kind. */
  records(repository: string, kind: RecordKind): string;
  record(repository: string, kind: RecordKind, key: string): string;
  repositoryName(repository: string): string;
  instance(id: string): string;
}

/** `prefix` is empty, or ends with a slash. */
export function containerLayout(prefix: string): ContainerLayout {
  const blobs = `${prefix}blobs/`;
  const instances = `${prefix}instances/`;
  const names = `${prefix}names/`;
  const records = (repository: string, kind: RecordKind): string =>
    `${prefix}records/${kind}/${hashedName(repository)}/`;
  return {
    blobs,
    instances,
    names,
    manifests: `${prefix}records/manifest/`,
    eviction: `${prefix}locks/eviction`,
    blob: (digest) => {
      const { algorithm, hex } = digestParts(digest);
      return `${blobs}${algorithm}/${hex}`;
    },
    digest: (name) => {
      const digest = name.slice(blobs.length).replace('/', ':');
      return name.startsWith(blobs) && isDigest(digest) ? digest : undefined;
    },
    records,
    record: (repository, kind, key) => `${records(repository, kind)}${hashedName(key)}`,
    repositoryName: (repository) => `${names}${hashedName(repository)}`,
    instance: (id) => `${instances}${id}`,
  };
}
