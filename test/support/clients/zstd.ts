/** Largest block of a frame (RFC 8878, 3.1.1.2.4). */
const blockSize = 128 * 1024;

/** A Zstandard frame whose blocks are not compressed (RFC 8878, 3.1.1): Node 20 has no zstd of its own. */
export function zstdFrame(content: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(0xfd2fb528, 0);
  // One segment, with the content's size in four bytes.
  header.writeUInt8(0b1010_0000, 4);
  header.writeUInt32LE(content.length, 5);
  const pieces: Buffer[] = [header];
  for (let at = 0; at === 0 || at < content.length; at += blockSize) {
    const block = content.subarray(at, at + blockSize);
    const last = at + blockSize >= content.length ? 1 : 0;
    const start = Buffer.alloc(3);
    start.writeUIntLE(block.length * 8 + last, 0, 3);
    pieces.push(start, block);
  }
  return Buffer.concat(pieces);
}
