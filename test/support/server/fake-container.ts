import type {
  BlobContainer,
  BlobFacts,
  Download,
  Metadata,
  Written,
} from '../../../src/server/store/azure/container.ts';
import { StorageFailure } from '../../../src/server/store/azure/container.ts';

interface FakeBlob {
  content: Buffer;
  metadata: Metadata;
  etag: string;
  modifiedAt: number;
  staged: Map<string, Buffer>;
  committed: Map<string, Buffer>;
  lease?: { readonly id: string; readonly until: number } | undefined;
}

export interface FakeContainer extends BlobContainer {
  readonly blobs: Map<string, FakeBlob>;
  /** The calls so far: `put blobs/sha256/…`. */
  readonly calls: string[];
  /** The storage's clock. */
  clock: number;
  /** Gives the failure of a call, or undefined. */
  fault: (operation: string, name: string) => StorageFailure | undefined;
}

const pieceBytes = 64 * 1024;

/** A container in memory that keeps the service's rules of conditions, leases and uncommitted blocks. */
export function fakeContainer(): FakeContainer {
  const blobs = new Map<string, FakeBlob>();
  const calls: string[] = [];
  let versions = 0;

  const called = async (operation: string, name: string): Promise<void> => {
    calls.push(`${operation} ${name}`);
    await new Promise((resolve) => setImmediate(resolve));
    const failure = container.fault(operation, name);
    if (failure !== undefined) throw failure;
  };
  const holder = (blob: FakeBlob | undefined): string | undefined =>
    blob?.lease !== undefined && blob.lease.until > container.clock ? blob.lease.id : undefined;
  /** Whether a write is refused: the lease is another's, or the writer's is not there any more. */
  const isRefused = (blob: FakeBlob | undefined, lease: string | undefined): boolean =>
    blob !== undefined && holder(blob) !== lease;
  const change = (blob: FakeBlob): Written => {
    blob.etag = `v${++versions}`;
    blob.modifiedAt = container.clock;
    return { etag: blob.etag, modifiedAt: blob.modifiedAt };
  };
  const factsOf = (blob: FakeBlob): BlobFacts => ({
    etag: blob.etag,
    modifiedAt: blob.modifiedAt,
    size: blob.content.length,
    metadata: blob.metadata,
    leased: holder(blob) !== undefined,
  });
  const written = (name: string, lease: string): FakeBlob => {
    const blob = blobs.get(name);
    if (blob === undefined || isRefused(blob, lease)) throw new StorageFailure('rejected', 'lease lost');
    return blob;
  };

  const container: FakeContainer = {
    blobs,
    calls,
    clock: Date.now(),
    fault: () => undefined,
    head: async (name) => {
      await called('head', name);
      const blob = blobs.get(name);
      return blob && factsOf(blob);
    },
    get: async (name, { from, count }, ifMatch) => {
      await called('get', name);
      const blob = blobs.get(name);
      if (blob === undefined) return 'missing';
      if (ifMatch !== undefined && ifMatch !== blob.etag) return 'changed';
      if (from >= blob.content.length) return 'changed';
      return { ...factsOf(blob), body: pieces(blob.content.subarray(from, from + count)) };
    },
    put: async (name, bytes, { metadata = {}, lease, ifAbsent } = {}) => {
      await called('put', name);
      const before = blobs.get(name);
      if (ifAbsent === true && before !== undefined) return 'refused';
      if (isRefused(before, lease)) return 'refused';
      const blob: FakeBlob = {
        content: Buffer.from(bytes),
        metadata,
        etag: '',
        modifiedAt: 0,
        staged: new Map(),
        committed: new Map(),
        lease: before?.lease,
      };
      blobs.set(name, blob);
      return change(blob);
    },
    stage: async (name, blockId, chunks, lease) => {
      await called('stage', name);
      written(name, lease).staged.set(blockId, Buffer.concat(chunks));
    },
    commit: async (name, blockIds, { metadata, lease }) => {
      await called('commit', name);
      const blob = written(name, lease);
      const parts = new Map<string, Buffer>();
      for (const id of blockIds) {
        const part = blob.staged.get(id) ?? blob.committed.get(id);
        if (part === undefined) throw new StorageFailure('rejected', 'InvalidBlockList');
        parts.set(id, part);
      }
      // What has arrived and is not committed with the rest is forgotten.
      blob.staged = new Map();
      blob.committed = parts;
      blob.content = Buffer.concat([...parts.values()]);
      blob.metadata = metadata;
      return change(blob);
    },
    setMetadata: async (name, metadata, lease) => {
      await called('setMetadata', name);
      const blob = blobs.get(name);
      if (blob === undefined) return undefined;
      if (isRefused(blob, lease)) throw new StorageFailure('rejected', 'lease lost');
      blob.metadata = metadata;
      return change(blob);
    },
    remove: async (name, { ifMatch, lease } = {}) => {
      await called('remove', name);
      const blob = blobs.get(name);
      if (blob === undefined || isRefused(blob, lease)) return false;
      if (ifMatch !== undefined && ifMatch !== blob.etag) return false;
      return blobs.delete(name);
    },
    list: async function* (prefix) {
      await called('list', prefix);
      for (const [name, blob] of [...blobs]) if (name.startsWith(prefix)) yield { name, ...factsOf(blob) };
    },
    acquireLease: async (name, id, seconds, ifMatch) => {
      await called('acquireLease', name);
      const blob = blobs.get(name);
      if (blob === undefined || (ifMatch !== undefined && ifMatch !== blob.etag)) return false;
      if (holder(blob) !== undefined && holder(blob) !== id) return false;
      blob.lease = { id, until: container.clock + seconds * 1_000 };
      return true;
    },
    renewLease: async (name, id) => {
      await called('renewLease', name);
      const blob = blobs.get(name);
      if (blob?.lease?.id !== id) return false;
      blob.lease = { id, until: container.clock + 15_000 };
      return true;
    },
    releaseLease: async (name, id) => {
      await called('releaseLease', name);
      const blob = blobs.get(name);
      if (blob?.lease?.id === id) blob.lease = undefined;
    },
  };
  return container;
}

async function* pieces(content: Buffer): Download['body'] & AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes);
}
