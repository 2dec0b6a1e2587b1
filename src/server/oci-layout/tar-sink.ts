import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { padding, tarEnd, tarHeader } from '../../formats/tar/index.ts';
import { ifPresent, syncDirectory } from '../store/disk/files.ts';
import type { LayoutSink } from './layout-sink.ts';
import { workPath } from './work-path.ts';

const pieceBytes = 1024 * 1024;

/** Writes an archive beside the target and renames it. The target has to be new. */
export async function tarSink(target: string): Promise<LayoutSink | 'exists'> {
  if ((await ifPresent(stat(target))) !== undefined) return 'exists';
  const work = workPath(target);
  const file = await open(work, 'wx');
  const write = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.byteLength; ) at += (await file.write(bytes, at)).bytesWritten;
  };
  const buffer = Buffer.allocUnsafe(pieceBytes);
  return {
    addFile: async (path, from, size) => {
      const source = await open(from, 'r');
      try {
        await write(tarHeader(path, size));
        for (let left = size; left > 0; ) {
          const { bytesRead } = await source.read(buffer, 0, Math.min(left, pieceBytes), size - left);
          if (bytesRead === 0) throw new Error(`${from} became shorter while it was read`);
          await write(buffer.subarray(0, bytesRead));
          left -= bytesRead;
        }
        await write(Buffer.alloc(padding(size)));
      } finally {
        await source.close();
      }
    },
    addBytes: async (path, bytes) => {
      await write(tarHeader(path, bytes.length));
      await write(bytes);
      await write(Buffer.alloc(padding(bytes.length)));
    },
    finish: async () => {
      await write(tarEnd);
      await file.sync();
      await file.close();
      await rename(work, target);
      await syncDirectory(dirname(target));
    },
    abandon: async () => {
      await file.close().catch(() => {});
      await rm(work, { force: true });
    },
  };
}
