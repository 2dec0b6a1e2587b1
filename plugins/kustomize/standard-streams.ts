import { readSync, writeSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';

/**
 * Everything on standard input. Read as a file, which saves loading Node's streams; where it gives nothing just now
 * (a descriptor that does not block), they read the rest.
 */
export async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(256 * 1024);
    const length = tried(() => readSync(0, chunk));
    if (length === undefined) return Buffer.concat([...chunks, await buffer(process.stdin)]);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
  }
}

/** Writes a whole text to standard output, in the same manner. */
export function writeOutput(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const length = tried(() => writeSync(1, bytes, at));
    if (length === undefined) {
      process.stdout.write(bytes.subarray(at));
      return;
    }
    at += length;
  }
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
