import { expect, test } from 'vitest';
import type { BlobWriter, GrowingBlob, Store, StoredBlob } from '../../../src/server/store/types.ts';
import { randomBlob } from './images.ts';

export interface StoreBench {
  /** Opens the same place once more, as another server does. */
  open(maxBytes?: number): Promise<Store>;
}

/** What every kind of store does. `create` makes an empty place. */
export function storeContract(create: () => Promise<StoreBench>): void {
  test('a blob that was kept is there, in this store and in another one on the same place', async () => {
    const bench = await create();
    const [first, second] = [await bench.open(), await bench.open()];
    const blob = randomBlob(9_500_000);
    expect(await first.blobs.open(blob.digest)).toBeUndefined();
    await put(first, blob.digest, blob.bytes, 100_000);
    for (const store of [first, second]) {
      const stored = await store.blobs.open(blob.digest);
      expect(stored?.size).toBe(blob.bytes.length);
      expect((await readAll(stored)).equals(blob.bytes)).toBe(true);
      stored?.release();
    }
    const claim = await second.blobs.claim(blob.digest);
    expect(claim.kind).toBe('stored');
    await Promise.all([first.close(), second.close()]);
  });

  test.each([0, 1, 300_000])('a blob of %d bytes', async (size) => {
    const bench = await create();
    const store = await bench.open();
    const blob = randomBlob(size);
    await put(store, blob.digest, blob.bytes, 65_536);
    const stored = await store.blobs.open(blob.digest);
    expect(stored?.size).toBe(size);
    expect((await readAll(stored)).equals(blob.bytes)).toBe(true);
    stored?.release();
    await store.close();
  });

  test('any part of a blob can be read, forward and back, by several at a time', async () => {
    const bench = await create();
    const store = await bench.open();
    const blob = randomBlob(6_000_000);
    await put(store, blob.digest, blob.bytes, 1_000_000);
    const stored = await store.blobs.open(blob.digest);
    if (stored === undefined) throw new Error('not stored');
    const places = [5_900_000, 0, 3_000_000, 65_530, 2_999_990, 1];
    await Promise.all(
      places.map(async (position) => {
        const into = new Uint8Array(50_000);
        const count = await stored.read(into, position);
        expect(count).toBeGreaterThan(0);
        const piece = blob.bytes.subarray(position, position + count);
        expect(piece.equals(into.subarray(0, count))).toBe(true);
      }),
    );
    expect(await stored.read(new Uint8Array(10), 6_000_000)).toBe(0);
    stored.release();
    await store.close();
  });

  test('one writes a blob at a time, and another server follows it to the end', async () => {
    const bench = await create();
    const [first, second] = [await bench.open(), await bench.open()];
    const blob = randomBlob(30_000_000);
    const writer = await claimed(first, blob.digest);
    const other = await second.blobs.claim(blob.digest);
    if (other.kind !== 'elsewhere') throw new Error(other.kind);
    await writer.expect(blob.bytes.length);
    const reading = followAll(other.growing, second, blob.digest);
    for (let at = 0; at < blob.bytes.length; at += 1_000_000) {
      await writer.append([blob.bytes.subarray(at, at + 1_000_000)]);
    }
    await writer.keep();
    writer.release();
    const { bytes, became } = await reading;
    expect([bytes.equals(blob.bytes), became]).toEqual([true, true]);
    await Promise.all([first.close(), second.close()]);
  });

  test('of many that claim at once, over several servers, one writes', async () => {
    const bench = await create();
    const stores = await Promise.all([bench.open(), bench.open(), bench.open()]);
    const { digest } = randomBlob(10);
    const claims = await Promise.all([...stores, ...stores].map((store) => store.blobs.claim(digest)));
    const kinds = claims.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['elsewhere', 'elsewhere', 'elsewhere', 'elsewhere', 'elsewhere', 'writer']);
    for (const claim of claims) {
      if (claim.kind === 'elsewhere') claim.growing.release();
      if (claim.kind !== 'writer') continue;
      await claim.writer.discard();
      claim.writer.release();
    }
    await Promise.all(stores.map((store) => store.close()));
  });

  test('what was appended can be read at once, and until the writer is released', async () => {
    const bench = await create();
    const store = await bench.open();
    const blob = randomBlob(40_000_000);
    const writer = await claimed(store, blob.digest);
    for (let at = 0; at < blob.bytes.length; at += 2_000_000) {
      const end = at + 2_000_000;
      await writer.append([blob.bytes.subarray(at, end)]);
      const last = new Uint8Array(1_000);
      expect(await writer.read(last, end - 1_000)).toBe(1_000);
      expect(blob.bytes.subarray(end - 1_000, end).equals(last)).toBe(true);
    }
    expect((await readAll({ size: blob.bytes.length, read: writer.read })).equals(blob.bytes)).toBe(true);
    await writer.discard();
    expect((await readAll({ size: blob.bytes.length, read: writer.read })).equals(blob.bytes)).toBe(true);
    writer.release();
    expect(await store.blobs.open(blob.digest)).toBeUndefined();
    await store.close();
  });

  test('what was discarded leaves the place to the next, and tells those who follow', async () => {
    const bench = await create();
    const [first, second] = [await bench.open(), await bench.open()];
    const blob = randomBlob(20_000_000);
    const writer = await claimed(first, blob.digest);
    await writer.expect(blob.bytes.length);
    await writer.append([blob.bytes.subarray(0, 12_000_000)]);
    const other = await second.blobs.claim(blob.digest);
    if (other.kind !== 'elsewhere') throw new Error(other.kind);
    await writer.discard();
    await expect.poll(() => other.growing.progress(), { timeout: 5_000 }).toBeUndefined();
    other.growing.release();
    await put(second, blob.digest, blob.bytes, 1_000_000);
    writer.release();
    const stored = await first.blobs.open(blob.digest);
    expect((await readAll(stored)).equals(blob.bytes)).toBe(true);
    stored?.release();
    await Promise.all([first.close(), second.close()]);
  });

  test('a blob larger than the store may be is refused before it is sent', async () => {
    const bench = await create();
    const store = await bench.open(1_000);
    const { digest } = randomBlob(10);
    const writer = await claimed(store, digest);
    await expect(writer.expect(2_000)).rejects.toThrow('larger than the whole store');
    await writer.discard();
    writer.release();
    await store.close();
  });

  test('a removed blob is gone', async () => {
    const bench = await create();
    const [first, second] = [await bench.open(), await bench.open()];
    const blob = randomBlob(1_000);
    await put(first, blob.digest, blob.bytes, 1_000);
    await second.blobs.remove(blob.digest);
    expect(await second.blobs.open(blob.digest)).toBeUndefined();
    await second.blobs.remove(blob.digest);
    expect((await second.blobs.claim(blob.digest)).kind).toBe('writer');
    await first.close();
  });

  test('records: read, written, replaced, listed and removed, whatever their key', async () => {
    const bench = await create();
    const [first, second] = [await bench.open(), await bench.open()];
    const repository = 'docker.io/library/ünïcode/../x';
    const key = '../../etc/passwd\n"%00';
    expect(await first.records.read(repository, 'tag', key)).toBeUndefined();
    await first.records.touch(repository, 'tag', key);
    await first.records.write(repository, 'tag', key, { tag: key });
    await first.records.write(repository, 'tag', 'two', { tag: 'two', text: 'ü\u0000' });
    await first.records.write('quay.io/other', 'list', 'tags', [1, 2]);
    expect(await second.records.read(repository, 'tag', key)).toEqual({ tag: key });
    expect(await second.records.read(repository, 'manifest', key)).toBeUndefined();
    await second.records.write(repository, 'tag', key, { tag: 'new' });
    await second.records.touch(repository, 'tag', key);
    expect(await first.records.read(repository, 'tag', key)).toEqual({ tag: 'new' });
    const listed = await first.records.list(repository, 'tag');
    expect(listed).toHaveLength(2);
    expect(listed).toContainEqual({ tag: 'two', text: 'ü\u0000' });
    expect([...(await second.records.repositories())].sort()).toEqual([repository, 'quay.io/other']);
    await second.records.remove(repository, 'tag', key);
    await second.records.remove(repository, 'tag', key);
    expect(await first.records.read(repository, 'tag', key)).toBeUndefined();
    await Promise.all([first.close(), second.close()]);
  });
}

export async function claimed(store: Store, digest: string): Promise<BlobWriter> {
  const claim = await store.blobs.claim(digest);
  if (claim.kind !== 'writer') throw new Error(`the blob is ${claim.kind}`);
  return claim.writer;
}

export async function put(store: Store, digest: string, bytes: Buffer, pieceBytes: number): Promise<void> {
  const writer = await claimed(store, digest);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    // A buffer that is used again, as fills do.
    const piece = Buffer.from(bytes.subarray(at, at + pieceBytes));
    await writer.append([piece]);
    piece.fill(0);
  }
  await writer.keep();
  writer.release();
}

export async function readAll(
  blob: Pick<StoredBlob, 'size' | 'read'> | undefined,
  pieceBytes: number = 256 * 1024,
): Promise<Buffer> {
  const into = Buffer.alloc(blob?.size ?? 0);
  for (let at = 0; at < into.length; ) {
    const count = (await blob?.read(into.subarray(at, at + pieceBytes), at)) ?? 0;
    if (count === 0) break;
    at += count;
  }
  return into;
}

async function followAll(
  growing: GrowingBlob,
  store: Store,
  digest: string,
): Promise<{ readonly bytes: Buffer; readonly became: boolean }> {
  let bytes: Buffer = Buffer.alloc(0);
  for (;;) {
    const progress = await growing.progress();
    if (progress === undefined) break;
    const more = Buffer.alloc(Math.min(progress.written - bytes.length, 500_000));
    const count = more.length === 0 ? 0 : await growing.read(more, bytes.length);
    bytes = Buffer.concat([bytes, more.subarray(0, count)]);
    if (count === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const stored = await store.blobs.open(digest);
  if (stored === undefined) return { bytes, became: false };
  const became = await growing.became(stored);
  const offset = bytes.length;
  const read: StoredBlob['read'] = (into, at) => stored.read(into, at + offset);
  const rest = await readAll({ size: stored.size - offset, read });
  stored.release();
  growing.release();
  return { bytes: Buffer.concat([bytes, rest]), became };
}
