import { readSync, writeSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';

/**
 * Everything on standard input. Read as a file, which saves loading Node's streams; where it gives nothing just now
 * (a descriptor that does not block), they read the rest.
 */
export async function readInput(): Promise<Uint8Array> {
  let bytes = Buffer.allocUnsafeSlow(1 << 20);
  let end = 0;
  for (;;) {
    if (end === bytes.length) {
      const longer = Buffer.allocUnsafeSlow(2 * end);
      longer.set(bytes);
      bytes = longer;
    }
    const length = tried(() => readSync(0, bytes, { offset: end }));
    const read = bytes.subarray(0, end);
    if (length === undefined) return Buffer.concat([read, await buffer(process.stdin)]);
    if (length === 0) return read;
    end += length;
  }
}

/** Writes a whole text to standard output, in the same manner; false where the rest of it is written when that can be. */
export function writeOutput(text: string): boolean {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const length = tried(() => writeSync(1, bytes, at));
    if (length === undefined) {
      process.stdout.write(bytes.subarray(at));
      return false;
    }
    at += length;
  }
  return true;
}

/** Undefined where the descriptor would have to be waited for. */
function tried(transfer: () => number): number | undefined {
  try {
    return transfer();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return undefined;
    if (code === 'EOF') return 0;
    throw error;
  }
}
