import { mapLimited } from '../../../map-limited.ts';
import { createLru } from '../../memory/lru.ts';
import type { RecordStore } from '../types.ts';
import type { BlobContainer } from './container.ts';
import type { ContainerLayout } from './layout.ts';

/** The use of an image is written down at most so often: it is a write, which the service charges for. Milliseconds. */
const touchEveryMs = 5 * 60_000;

const remembered = 20_000;
const parallelReads = 16;

/** A record is never larger. Bytes. */
const maxRecordBytes = 64 * 1024 * 1024;

/** Records as small blobs; the time of the last change of a manifest's is that of its last use. */
export function createAzureRecords(
  container: BlobContainer,
  layout: ContainerLayout,
  now: () => number,
): RecordStore {
  const named = createLru<true>(remembered);
  const touched = createLru<number>(remembered);

  const noteName = async (repository: string): Promise<void> => {
    if (named.get(repository) === true) return;
    const metadata = { repository: Buffer.from(repository).toString('base64url') };
    await container.put(layout.repositoryName(repository), new Uint8Array(0), { metadata, ifAbsent: true });
    named.set(repository, true);
  };

  return {
    read: (repository, kind, key) => readRecord(container, layout.record(repository, kind, key)),
    write: async (repository, kind, key, value) => {
      await noteName(repository);
      const name = layout.record(repository, kind, key);
      await container.put(name, Buffer.from(JSON.stringify(value)));
      touched.set(name, now());
    },
    remove: async (repository, kind, key) => {
      await container.remove(layout.record(repository, kind, key));
    },
    touch: async (repository, kind, key) => {
      const name = layout.record(repository, kind, key);
      if (now() - (touched.get(name) ?? Number.NEGATIVE_INFINITY) < touchEveryMs) return;
      touched.set(name, now());
      await container.setMetadata(name, {});
    },
    list: async (repository, kind) => {
      const names: string[] = [];
      for await (const { name } of container.list(layout.records(repository, kind))) names.push(name);
      const values = await mapLimited(names, parallelReads, (name) => readRecord(container, name));
      return values.filter((value) => value !== undefined);
    },
    repositories: async () => {
      const names: string[] = [];
      for await (const { metadata } of container.list(layout.names)) {
        const name = Buffer.from(metadata.repository ?? '', 'base64url').toString();
        if (name !== '') names.push(name);
      }
      return names;
    },
  };
}

/** A record's value; undefined when there is none, or it is no JSON. */
export async function readRecord(container: BlobContainer, name: string): Promise<unknown> {
  const found = await container.get(name, { from: 0, count: maxRecordBytes });
  if (found === 'missing' || found === 'changed') return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of { [Symbol.asyncIterator]: () => found.body }) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}
