import { join } from 'node:path';
import { digestParts } from '../../http/digest.ts';
import { hashedName } from '../hashed-name.ts';
import type { RecordKind } from '../types.ts';

/**
 * Where things are in a store's directory:
 *
 *     blobs/<algorithm>/<first two digits>/<hex>     whole blobs, under the name of their content
 *     writing/<host and process>-<random>            what is being written; renamed to its place
 *     locks/<algorithm>-<hex>                        who writes which blob
 *     repositories/<sha256 of the name>/name         the upstream repository
 *     repositories/<sha256 of the name>/<kind>/<sha256 of the key>
 *
 * Names and keys are hashed: no text that a client or an upstream chose becomes part of a path, and file systems that
 * fold case or limit lengths cannot confuse two tags.
 */
export interface StoreLayout {
  readonly root: string;
  readonly writing: string;
  readonly locks: string;
  readonly blobs: string;
  readonly repositories: string;
  blob(digest: string): string;
  lock(digest: string): string;
  repository(name: string): string;
  records(repository: string, kind: RecordKind): string;
  record(repository: string, kind: RecordKind, key: string): string;
}

export function storeLayout(root: string): StoreLayout {
  const blobs = join(root, 'blobs');
  const locks = join(root, 'locks');
  const repositories = join(root, 'repositories');
  const repository = (name: string): string => join(repositories, hashedName(name));
  return {
    root,
    blobs,
    locks,
    repositories,
    writing: join(root, 'writing'),
    blob: (digest) => {
      const { algorithm, hex } = digestParts(digest);
      return join(blobs, algorithm, hex.slice(0, 2), hex);
    },
    lock: (digest) => {
      const { algorithm, hex } = digestParts(digest);
      return join(locks, `${algorithm}-${hex}`);
    },
    repository,
    records: (name, kind) => join(repository(name), kind),
    record: (name, kind, key) => join(repository(name), kind, hashedName(key)),
  };
}
