/** The path that stands for standard input. */
export const standardInput = '-';

/** Its name in reports. */
export const standardInputName = '<stdin>';

/** All that comes on standard input; undefined when that is more than `maxBytes`. */
export async function readStandardInput(maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > maxBytes) return undefined;
  }
  return Buffer.concat(chunks);
}
