import type { IncomingMessage } from 'node:http';
import type { Services } from '../exchange.ts';
import { type Origin, originKey } from '../origins.ts';
import { readManifestRecord, readRepository, type StoredRepository } from './repository.ts';

type Removing = Pick<Services, 'records' | 'manifests' | 'tags' | 'holdings' | 'blobStore' | 'faithful'>;

const loopback = /^(?:::ffff:)?127\.|^::1$/;

/** Without passwords only this machine removes content: whoever else may pull must not be able to empty the cache. */
export function mayRemove({ socket }: IncomingMessage, { admission }: Services): boolean {
  return admission.kind === 'required' || loopback.test(socket.remoteAddress ?? '');
}

/** Forgets a repository with all that only it holds; the next pull fetches it anew. */
export async function removeRepository(
  services: Removing,
  origin: Origin,
  { manifests, tags }: StoredRepository,
): Promise<void> {
  const { records } = services;
  for (const { name } of tags) await services.tags.forget(origin, name);
  for (const { digest } of manifests) await forgetManifest(services, origin, digest);
  const held = (await records.list(originKey(origin), 'blob')).flatMap((value) => digestOf(value) ?? []);
  await services.holdings.forget(origin, held);
  await removeUnreferenced(services, [...held, ...manifests.map(({ digest }) => digest)]);
}

/** Forgets a manifest, the tags that name it and what only it holds; false when there is no such manifest. */
export async function removeManifest(services: Removing, origin: Origin, digest: string): Promise<boolean> {
  const stored = await readRepository(origin, services);
  const manifest = stored.manifests.find((entry) => entry.digest === digest);
  if (manifest === undefined) return false;
  for (const tag of manifest.tags) await services.tags.forget(origin, tag);
  await forgetManifest(services, origin, digest);
  const others = new Set(stored.manifests.flatMap((entry) => (entry === manifest ? [] : entry.blobs)));
  const alone = manifest.blobs.filter((blob) => !others.has(blob));
  await services.holdings.forget(origin, alone);
  await removeUnreferenced(services, [...alone, digest]);
  return true;
}

export async function removeTag({ tags }: Removing, origin: Origin, tag: string): Promise<void> {
  await tags.forget(origin, tag);
}

async function forgetManifest(
  { manifests, records }: Removing,
  origin: Origin,
  digest: string,
): Promise<void> {
  await manifests.forget(origin, digest);
  await records.remove(originKey(origin), 'import', digest);
}

/** Removes those of the blobs that no manifest of any repository names: the store keeps each once for all. */
async function removeUnreferenced(
  { records, blobStore }: Removing,
  candidates: readonly string[],
): Promise<void> {
  const free = new Set(candidates);
  for (const repository of await records.repositories()) {
    if (free.size === 0) return;
    for (const value of await records.list(repository, 'manifest')) {
      const record = readManifestRecord(value);
      if (record === undefined) continue;
      free.delete(record.digest);
      for (const digest of record.blobs) free.delete(digest);
    }
  }
  for (const digest of free) await blobStore.remove(digest);
}

function digestOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('digest' in value)) return undefined;
  return typeof value.digest === 'string' ? value.digest : undefined;
}
